"""A process that serves has all of it loaded before it is asked for the first page."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from clearlane.config.behind_proxy import Application, behind_proxy
from clearlane.foundation.lifeline.settle import settle


def begin_serving() -> Application:
    """What the web server calls, after ``setup``: every page is loaded, and the collector leaves it alone."""
    application = behind_proxy(get_wsgi_application())
    _ = get_resolver().url_patterns
    settle()
    return application
