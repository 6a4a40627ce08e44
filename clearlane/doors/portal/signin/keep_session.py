"""Middleware: a session goes on while somebody works; what a page asks by itself is not work."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from clearlane.directory.users.session_store import SessionStore
from clearlane.directory.users.sign_in import STARTED
from clearlane.doors.portal.signin.device import mark_device

Answer = Callable[[HttpRequest], HttpResponseBase]
ASKS_BY_ITSELF = "X-Poll"
"""The header that a page sends with what it asks again and again without anybody's doing."""
SESSION_PATH = "/session"


def keep_session(answer: Answer) -> Answer:
    """Renew the session of who works, and mark the browser in which a session has begun."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not _is_poll(request):
            cast(SessionStore, request.session).renew()
        given = answer(request)
        started = getattr(request, STARTED, None)
        if started is not None:
            mark_device(request, given, started)
        return given

    return middleware


def _is_poll(request: HttpRequest) -> bool:
    return ASKS_BY_ITSELF in request.headers or (request.path == SESSION_PATH and request.method != "POST")
