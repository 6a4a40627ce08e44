"""An address that takes forms alone, opened by hand or loaded again, leads to the page that its form stands on."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from clearlane.doors.portal.onward import SeeOther

Answer = Callable[[HttpRequest], HttpResponseBase]
_OF_PROGRAMS = "/v1/"


def led_up(answer: Answer) -> Answer:
    """Middleware: where one may not look, look at the nearest page above it in the address."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        given = answer(request)
        is_look = request.method in {"GET", "HEAD"} and not request.path.startswith(_OF_PROGRAMS)
        if not (isinstance(given, HttpResponseNotAllowed) and is_look and "HX-Request" not in request.headers):
            return given
        return SeeOther(page_above(request.path), headers={"Allow": given["Allow"]})

    return middleware


def page_above(path: str) -> str:
    """The nearest address above ``path`` that there is."""
    while path := path.rpartition("/")[0]:
        for above in (path, f"{path}/"):
            if is_there(above):
                return above
    return "/"


def is_there(path: str) -> bool:
    """Whether anything has that address."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
