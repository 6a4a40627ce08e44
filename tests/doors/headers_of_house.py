"""What every answer of the house must carry, judged over one answer."""

from __future__ import annotations

from collections.abc import Iterator
from http.cookies import Morsel
from typing import Any

HELD = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self'",
    "connect-src": "'self'", "form-action": "'self'", "frame-ancestors": "'none'", "base-uri": "'none'",
}  # fmt: skip


def faults_of(answer: Any, *, secure: bool) -> tuple[str, ...]:
    """What is wrong with the headers of an answer, each by its name; ``secure`` where the origin is https."""
    told = answer.headers
    cookies = [fault for each in answer.cookies.values() for fault in _of_cookie(each, secure)]
    judged = {
        "Content-Security-Policy": _policy(told.get("Content-Security-Policy", "")) == HELD,
        "X-Content-Type-Options": told.get("X-Content-Type-Options") == "nosniff",
        "Referrer-Policy": told.get("Referrer-Policy") in {"same-origin", "no-referrer"},
        "Cross-Origin-Opener-Policy": told.get("Cross-Origin-Opener-Policy") == "same-origin",
        "Cache-Control": "no-store" in told.get("Cache-Control", ""),
        "Strict-Transport-Security": ("max-age=31536000" in told.get("Strict-Transport-Security", "")) == secure,
        "Server": told.get("Server") == "Clearlane",
        "X-Powered-By": not {"X-Powered-By", "X-Statements", "Via"} & set(told),
    }
    return (*(name for name, is_good in judged.items() if not is_good), *cookies)


def _policy(header: str) -> dict[str, str]:
    parts = [part.strip().partition(" ") for part in header.split(";") if part.strip()]
    return {name: sources for name, _, sources in parts}


def _of_cookie(cookie: Morsel[str], secure: bool) -> Iterator[str]:
    judged = {
        "HttpOnly": cookie["httponly"] is True,
        "SameSite": cookie["samesite"] in {"Lax", "Strict"},
        "Path": cookie["path"] == "/",
        "Domain": not cookie["domain"],
        "Secure": bool(cookie["secure"]) == secure,
        "__Host-": cookie.key.startswith("__Host-") == secure,
    }
    yield from (f"Set-Cookie {cookie.key}: {name}" for name, is_good in judged.items() if not is_good)
