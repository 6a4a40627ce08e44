"""Where to go afterwards: to a page of this house, never to another."""

from __future__ import annotations

from django.http import HttpRequest

from clearlane.doors.portal.onward import is_ours

HOME = "/home"


def local_path(request: HttpRequest, *, default: str = HOME) -> str:
    """What the request names as ``next``, if it is a path of ours; else ``default``."""
    text = str(request.POST.get("next") or request.GET.get("next") or "")
    return text if is_ours(text) else default
