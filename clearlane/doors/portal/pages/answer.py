"""Answer with the page, or with the one part of it that HTMX swaps; no browser keeps either."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clearlane.doors.portal.asking import Asking
from clearlane.doors.portal.render import render_page


def answer(
    request: HttpRequest, page: str, part: str, values: Mapping[str, Any], *, asking: Asking, here: str
) -> HttpResponse:
    """The template ``part`` where HTMX asks, else ``page``, which holds it."""
    if request.headers.get("HX-Request") == "true" and request.headers.get("HX-Request-Type") != "full":
        response = render(request, part, {"asking": asking, "entry": getattr(request, "entry", None), **values})
    else:
        response = render_page(request, page, values, asking=asking, here=here)
    response["Cache-Control"] = "no-store"
    response["Vary"] = "HX-Request"
    return response
