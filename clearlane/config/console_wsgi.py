"""What the web server calls for the operators' console: ``clearlane.config.console_wsgi:application``."""

from __future__ import annotations

import os

from clearlane.config.begin_serving import PATIENCE_SECONDS, begin_serving
from clearlane.config.setup import setup

os.environ["DJANGO_SETTINGS_MODULE"] = "clearlane.config.console_settings"
setup(role="operator", serves=True, patience=PATIENCE_SECONDS)
application = begin_serving()
