"""What the web server calls: ``clearlane.config.wsgi:application``."""

from __future__ import annotations

import logging

from django.core.wsgi import get_wsgi_application

from clearlane.config.setup import setup

setup(role="web", serves=True)
logging.getLogger("django.request").setLevel(logging.CRITICAL)  # it names paths; doors/api/correlate logs routes
application = get_wsgi_application()
