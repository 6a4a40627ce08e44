"""The local mail page: a list, one mail, and its HTML apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from clearlane.doors import portal
from clearlane.doors.mail_page.answer import OF_A_MAIL, Answer, refusal
from clearlane.doors.mail_page.guard import COOKIE, brings_token, has_cookie, is_for_us, is_passed_on
from clearlane.foundation.mail.read_messages import Shown, find_shown, list_shown

ASSETS = {
    "kit.css": "text/css; charset=utf-8",
    "mail-page.css": "text/css; charset=utf-8",
    "icons.svg": "image/svg+xml",
    "mark.svg": "image/svg+xml",
}
_MAIL = re.compile(r"/mail/([0-9a-f-]{36})(/html)?")
_STATIC = Path(portal.__path__[0]) / "static" / "portal"
NOT_OPEN = "Open this page by the address that `clearlane up` prints; it ends with ?token=..."


def mail_page(*, token: str, port: int) -> WSGIApplication:
    """The page as a WSGI application; it reads as the gate, and changes nothing."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = _refused(environ, port) or _opened(environ, token) or _answer(environ.get("PATH_INFO", "/"))
        start_response(answer.status, answer.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]

    return application


def _refused(environ: WSGIEnvironment, port: int) -> Answer | None:
    if is_passed_on(environ):
        return refusal("403 Forbidden", "The local mail page is not shown through a proxy.")
    if not is_for_us(environ, port=port):
        return refusal("421 Misdirected Request", f"The local mail page is at http://127.0.0.1:{port}/ alone.")
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return refusal("405 Method Not Allowed", "There is nothing to change here.")
    return None


def _opened(environ: WSGIEnvironment, token: str) -> Answer | None:
    """The token leaves the address for a cookie at once; who has neither is told where to get it."""
    if brings_token(environ, token=token):
        cookie = f"{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax"
        where = environ.get("PATH_INFO", "/")
        place = where if _MAIL.fullmatch(where) else "/"
        return Answer("303 See Other", b"", more={"Location": place, "Set-Cookie": cookie})
    return None if has_cookie(environ, token=token) else refusal("403 Forbidden", NOT_OPEN)


def _answer(path: str) -> Answer:
    if path == "/":
        return _page("list", {"mails": list_shown()})
    if path.startswith("/static/portal/"):
        return _asset(path.removeprefix("/static/portal/"))
    found = _MAIL.fullmatch(path)
    mail = find_shown(message=UUID(found[1])) if found and _is_id(found[1]) else None
    if found is None or mail is None:
        return _page("gone", {}, status="404 Not Found")
    return _words(mail) if found[2] else _page("mail", {"mail": mail, "text": _linked(mail.words.text)})


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _page(name: str, values: dict[str, object], *, status: str = "200 OK") -> Answer:
    shown = values | {"portal": settings.ORIGIN, "portal_name": urlsplit(settings.ORIGIN).netloc}
    return Answer(status, render_to_string(f"portal/mail_page/{name}.html", shown).encode())


def _words(mail: Shown) -> Answer:
    """A mail's HTML, on an address of its own and in a sandbox; its links open in a window of their own."""
    html = mail.words.html.replace("<head>", '<head>\n<base target="_blank">', 1)
    return Answer("200 OK", html.encode(), policy=OF_A_MAIL)


def _asset(name: str) -> Answer:
    if name not in ASSETS:
        return refusal("404 Not Found", "There is no such file.")
    return Answer("200 OK", (_STATIC / name).read_bytes(), ASSETS[name])


def _linked(text: str) -> SafeString:
    """Plain text whose links into the portal can be clicked."""
    parts = re.split(r"(\S+)", text)
    return mark_safe(
        "".join(_anchor(part) if part.startswith(f"{settings.ORIGIN}/") else conditional_escape(part) for part in parts)
    )


def _anchor(link: str) -> SafeString:
    return format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', link, link)
