"""Middleware, the outermost: what every answer of the house carries, whichever part of it has answered."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

NAME = "Clearlane"

Answer = Callable[[HttpRequest], HttpResponseBase]


def house_headers(answer: Answer) -> Answer:
    """Let nobody keep what is not said to be kept, bind each cookie, and name the house in place of its server."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        given = answer(request)
        given.headers["Server"] = NAME
        given.headers.setdefault("Cache-Control", "no-store")
        _bind_cookies(given)
        return given

    return middleware


def _bind_cookies(given: HttpResponseBase) -> None:
    """Out of reach of scripts and of other sites' forms; on https also of whoever listens. Those that go away too."""
    for cookie in given.cookies.values():
        cookie["httponly"] = True
        cookie["samesite"] = cookie["samesite"] or "Lax"
        cookie["secure"] = cookie["secure"] or bool(settings.SESSION_COOKIE_SECURE)
