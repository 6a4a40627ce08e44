"""Answer with a page, or with the part of it that HTMX asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clearlane.doors.portal.asking import Asking
from clearlane.doors.portal.preferences import read_preferences
from clearlane.doors.portal.shell import get_shell
from clearlane.doors.portal.shortcuts import list_shortcuts


def render_page(
    request: HttpRequest,
    template: str,
    values: Mapping[str, Any],
    *,
    asking: Asking | None = None,
    here: str = "",
    status: int = 200,
) -> HttpResponse:
    """A template with ``values`` and what every page shows. ``here`` names the entry of the navigation that is open.

    A page of work (``asking``) also has ``shell``, ``zone`` and ``shortcuts``, and is kept by no browser.
    """
    shown = {**_frame(request, asking), "here": here, "asking": asking, **values}
    response = render(request, template, shown, status=status)
    if asking is not None:
        response["Cache-Control"] = "no-store"
    return response


def render_part(request: HttpRequest, template: str, values: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """A fragment for HTMX alone, without the frame and what it would have to read for it."""
    response = render(request, template, dict(values), status=status)
    response["Cache-Control"] = "no-store"
    return response


def wants_part(request: HttpRequest) -> bool:
    """Whether HTMX asks for a fragment; else the same address answers with the whole page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Request-Type") != "full"


def _frame(request: HttpRequest, asking: Asking | None) -> dict[str, Any]:
    preferences = read_preferences(request)
    if asking is None:
        return {"theme": preferences.theme}
    shell = get_shell(request, asking)
    keys = {"has_keys": preferences.has_keys, "shortcuts": list_shortcuts(moved=preferences.keys)}
    idle = settings.SESSION_IDLE.total_seconds()
    entry = getattr(request, "entry", None)
    return {
        "theme": preferences.theme,
        "entry": entry,
        "shell": shell,
        "zone": shell.zone,
        "idle_seconds": int(idle),
        **keys,
    }
