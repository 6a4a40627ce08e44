"""What the web server calls: ``clearlane.config.wsgi:application``."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

from clearlane.config.behind_proxy import behind_proxy
from clearlane.config.setup import setup

setup(role="web", serves=True)
application = behind_proxy(get_wsgi_application())
