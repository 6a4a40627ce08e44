"""The console as a process of its own begins with its own settings, which laid-over ones in a test cannot show."""

from __future__ import annotations

import os
import subprocess
import sys

from django.conf import settings

_BEGIN = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "clearlane.config.console_settings"
from clearlane.config.setup import setup
setup(role="operator")
from django.conf import settings
from django.core.wsgi import get_wsgi_application
get_wsgi_application()
print(settings.ROLE, settings.SESSION_ENGINE, settings.ROOT_URLCONF, sorted(settings.DATABASES))
"""


def test_the_process_begins_as_operator_with_sessions_of_its_own_and_no_connection_of_the_gate() -> None:
    given = {**os.environ, "CLEARLANE_DATA": str(settings.DATA)}
    done = subprocess.run(
        [sys.executable, "-c", _BEGIN], env=given, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[0] == (
        "operator clearlane.directory.operators.session_store clearlane.config.console_urls ['default']"
    )
