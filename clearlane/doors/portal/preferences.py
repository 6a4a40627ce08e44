"""What a person prefers on this device: light or dark, and which keys do what. Kept in two cookies, no secret."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from clearlane.doors.portal.shortcuts import REMAPPABLE, is_key

THEMES = ("light", "dark")
_OFF = "off"
_KEPT = int(timedelta(days=365).total_seconds())


@dataclass(frozen=True, slots=True)
class Preferences:
    """``theme`` is light, dark or nothing (as the system has it); ``keys`` are those moved to another letter."""

    theme: str = ""
    has_keys: bool = True
    keys: dict[str, str] = field(default_factory=dict)


def read_preferences(request: HttpRequest) -> Preferences:
    """Those of this browser; what is not understood is as if it were not there."""
    theme = request.COOKIES.get(_name("theme"), "")
    keys = request.COOKIES.get(_name("keys"), "")
    moved = dict(part.split(":", 1) for part in keys.split("|") if ":" in part)
    known = {does: key for does, key in moved.items() if does in REMAPPABLE and is_key(key)}
    return Preferences(theme if theme in THEMES else "", keys != _OFF, known)


def keep_theme(response: HttpResponse, theme: str) -> None:
    """Remember light or dark; anything else means as the system has it."""
    _keep(response, "theme", theme if theme in THEMES else "")


def keep_keys(response: HttpResponse, *, has_keys: bool, keys: dict[str, str]) -> None:
    """Remember whether single keys act, and those that were moved."""
    _keep(response, "keys", "|".join(f"{does}:{key}" for does, key in keys.items()) if has_keys else _OFF)


def _keep(response: HttpResponse, name: str, value: str) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    if value:
        response.set_cookie(_name(name), value, max_age=_KEPT, secure=secure, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(_name(name), samesite="Lax")


def _name(name: str) -> str:
    return f"__Host-{name}" if settings.SESSION_COOKIE_SECURE else name
