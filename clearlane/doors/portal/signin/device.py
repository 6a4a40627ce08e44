"""The mark of a browser in which somebody has signed in before: strangers cannot lock him out of it."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

_SALT = "clearlane.device"
_LASTS = timedelta(days=365)
_KEPT = 5


def known_device(request: HttpRequest, user_id: int | None) -> str | None:
    """The browser's own mark for that account, None where nobody has signed in to it here."""
    return _marks(request).get(str(user_id)) if user_id is not None else None


def last_here(request: HttpRequest) -> int | None:
    """Who signed in last in this browser, whether or not he still is; None where nobody has."""
    marks = _marks(request)
    return int([*marks][-1]) if marks else None


def is_known_to_one(request: HttpRequest, user_id: int) -> bool:
    """Whether nobody but this person has signed in in this browser."""
    return [*_marks(request)] == [str(user_id)]


def mark_device(request: HttpRequest, answer: HttpResponseBase, user_id: int) -> None:
    """Let the browser be known for that account, and for the few others that sign in here."""
    marks = _marks(request)
    mark = marks.pop(str(user_id), None) or secrets.token_urlsafe(16)
    kept = dict([*marks.items()][-(_KEPT - 1) :]) | {str(user_id): mark}
    answer.set_cookie(
        _cookie(),
        signing.dumps(kept, salt=_SALT),
        max_age=_LASTS,
        secure=settings.IS_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _marks(request: HttpRequest) -> dict[str, str]:
    try:
        return dict(signing.loads(request.COOKIES.get(_cookie(), ""), salt=_SALT, max_age=_LASTS))
    except (signing.BadSignature, ValueError, TypeError):
        return {}


def _cookie() -> str:
    return "__Host-device" if settings.IS_SECURE else "device"
