"""What the web server calls for the operators' console: ``clearlane.config.console_wsgi:application``."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from clearlane.config.behind_proxy import behind_proxy
from clearlane.config.setup import setup
from clearlane.foundation.lifeline.settle import settle

os.environ["DJANGO_SETTINGS_MODULE"] = "clearlane.config.console_settings"
setup(role="operator", serves=True)
application = behind_proxy(get_wsgi_application())
_ = get_resolver().url_patterns  # every page is loaded before the first is asked for
settle()
