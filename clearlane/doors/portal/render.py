"""Answer with a page, or with the part of it that HTMX asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clearlane.doors.portal.asking import Asking

THEMES = ("light", "dark")


def render_page(
    request: HttpRequest,
    template: str,
    values: Mapping[str, Any],
    *,
    asking: Asking | None = None,
    here: str = "",
    status: int = 200,
) -> HttpResponse:
    """A template with ``values`` and what every page shows. ``here`` names the entry of the navigation that is open."""
    theme = request.COOKIES.get("theme", "")
    shown = {"theme": theme if theme in THEMES else "", "here": here, "asking": asking, **values}
    return render(request, template, shown, status=status)
