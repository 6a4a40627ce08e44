"""Pages for what went wrong: what happened, why, what to do."""

from __future__ import annotations

import sys
from typing import Any

from django.http import HttpRequest, HttpResponse

from clearlane.doors.portal.asking import Asking, find_asking
from clearlane.doors.portal.kept_forms import keep_stale
from clearlane.doors.portal.render import render_page
from clearlane.foundation.telemetry.correlation import current_correlation
from clearlane.foundation.telemetry.log import logger

log = logger(__name__)


def error_page(
    request: HttpRequest,
    *,
    status: int,
    title: str,
    what: str,
    why: str,
    todo: str,
    href: str,
    asking: Asking | None = None,
    frame: str = "",
    who: object = None,
) -> HttpResponse:
    """One error: a headline, what happened, why, and a button that does what is to do.

    It stands in the rooms of who works for an organization (``asking``), or in the ``frame`` of ``who`` else it is.
    """
    values: dict[str, object] = {"title": title, "what": what, "why": why, "todo": todo, "href": href}
    values |= {"correlation": current_correlation(), "who": who}
    values["frame"] = frame or ("portal/shell.html" if asking else "portal/public.html")
    return render_page(request, "portal/error.html", values, asking=asking, status=status)


def form_is_stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is not this browser's: kept too long, or sent from elsewhere."""
    keep_stale(request)
    return error_page(
        request,
        status=403,
        title="This form is out of date",
        what="Nothing was changed.",
        why="The page was open for a long time, or you signed in or out in another tab meanwhile.",
        todo="Open the page again",
        href=request.path,
    )


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that is not well formed."""
    return error_page(
        request,
        status=400,
        title="We did not understand that",
        what="Nothing was changed.",
        why="The request was cut short or changed on its way.",
        todo="Go to the start",
        href="/",
    )


def not_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address where nothing is, or nothing that this person may see: both look alike."""
    asking = find_asking(request)
    return error_page(
        request,
        status=404,
        title="There is nothing here",
        what="The page does not exist, or it belongs to an organization that you do not work for.",
        why="The address may have been shortened, or the organization that you work for is not the one you chose.",
        todo="Go to Home" if asking else "Go to the start",
        href="/home" if asking else "/",
        asking=asking,
    )


def our_fault(request: HttpRequest) -> HttpResponse:
    """A fault of ours; it stands in the log under the number of the request."""
    return error_page(
        request,
        status=500,
        title="The fault is ours",
        what="This page could not be made. Nothing that you have sent before is lost.",
        why="Something in the installation failed; its operator finds it in the log under the number below.",
        todo="Try again",
        href=request.path,
    )


def log_fault(**_told: Any) -> None:
    """Log what a view raised: its class and places, without its text, which may carry a value."""
    error = sys.exc_info()[1]
    log.error("request failed", error=type(error).__name__, exc_info=error)
