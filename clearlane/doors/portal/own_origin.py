"""Middleware: pages are asked for under the house's own address, since a passkey works under no other."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from clearlane.doors.api.host import INSIDE
from clearlane.foundation.mail.server import is_this_machine

Answer = Callable[[HttpRequest], HttpResponseBase]
API = "/v1/"


def at_own_origin(answer: Answer) -> Answer:
    """Lead who names this machine by another name (127.0.0.1, [::1]) to ``SERVED_AT``, where that is set.

    Programs that use the API go on under any. A form is taken where it was shown. Behind a proxy that hides the name it
    was asked under, nobody is led in a circle.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not _is_elsewhere(request):
            return answer(request)
        return HttpResponseRedirect(f"{settings.SERVED_AT}{request.get_full_path()}", status=303)

    return middleware


def _is_elsewhere(request: HttpRequest) -> bool:
    if not settings.SERVED_AT or request.method not in {"GET", "HEAD"}:
        return False
    if request.path in INSIDE or request.path.startswith(API) or _is_forwarded(request):
        return False
    asked, own = (urlsplit(f"//{name}").hostname or "" for name in (request.get_host(), _own_host()))
    return asked != own and is_this_machine(asked)


def _own_host() -> str:
    return urlsplit(settings.SERVED_AT).netloc


def _is_forwarded(request: HttpRequest) -> bool:
    return any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host"))
