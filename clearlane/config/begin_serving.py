"""A process that serves has all of it loaded before it is asked for the first page."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from clearlane.config.behind_proxy import Application, behind_proxy
from clearlane.foundation.lifeline.settle import settle

PATIENCE_SECONDS = 60.0
"""Granian ends the whole server, with processes that serve, where one ends twice soon after its start: it has to wait
for a database that is being started anew."""


def begin_serving() -> Application:
    """What the web server calls, after ``setup``: every page is loaded, and the collector leaves it alone."""
    application = behind_proxy(get_wsgi_application())
    _ = get_resolver().url_patterns
    settle()
    return application
