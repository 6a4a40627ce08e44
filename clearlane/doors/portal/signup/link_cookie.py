"""The token of a mailed link, out of the address and in a cookie."""

from __future__ import annotations

import re
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,200}")
_NONE_OF_OURS = "unknown"
_LASTS = timedelta(hours=24)


def name() -> str:
    """The cookie's name: on https browsers let nobody but this very host set it."""
    return "__Host-verify" if settings.SESSION_COOKIE_SECURE else "verify"


def token_of(request: HttpRequest) -> str:
    """The token that this browser holds; empty where it holds none."""
    return str(request.COOKIES.get(name(), ""))


def keep_token(answer: HttpResponse, token: str) -> None:
    """Let the browser hold the token; scripts cannot read it, other sites cannot send it by a form."""
    answer.set_cookie(
        name(),
        token if _TOKEN.fullmatch(token) else _NONE_OF_OURS,
        max_age=_LASTS,
        httponly=True,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        samesite="Lax",
    )


def drop_token(answer: HttpResponse) -> None:
    """The token was spent."""
    answer.delete_cookie(name(), samesite="Lax")
