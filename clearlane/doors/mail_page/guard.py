"""Who may look at the local mail page: a browser on this machine that was given the token."""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs
from wsgiref.types import WSGIEnvironment

COOKIE = "mail_page"
HOSTS = ("127.0.0.1", "localhost")
_PASSED_ON = ("HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_ORIGINAL", "HTTP_CF_")


def is_passed_on(environ: WSGIEnvironment) -> bool:
    """Whether a proxy brings the request: then somebody may sit at another machine."""
    return any(name.startswith(_PASSED_ON) for name in environ)


def is_for_us(environ: WSGIEnvironment, *, port: int) -> bool:
    """Whether the request names this machine and this port: a page of a stranger may lead another name here."""
    return environ.get("HTTP_HOST", "").lower() in {f"{host}:{port}" for host in HOSTS}


def brings_token(environ: WSGIEnvironment, *, token: str) -> bool:
    """Whether the address holds the token, as `up` prints it."""
    given = parse_qs(environ.get("QUERY_STRING", "")).get("token", [""])
    return _is_same(given[0], token)


def has_cookie(environ: WSGIEnvironment, *, token: str) -> bool:
    """Whether the browser was here with the token before."""
    try:
        cookie = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(COOKIE)
    except CookieError:
        return False
    return cookie is not None and _is_same(cookie.value, token)


def _is_same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(), token.encode())
