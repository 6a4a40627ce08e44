"""Where to go afterwards: to a page of this house, never to another."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

HOME = "/home"


def local_path(request: HttpRequest, *, default: str = HOME) -> str:
    """What the request names as ``next``, if it is a path of ours; else ``default``."""
    text = str(request.POST.get("next") or request.GET.get("next") or "")
    is_path = text.startswith("/") and url_has_allowed_host_and_scheme(text, allowed_hosts=None)
    return text if is_path and text.isprintable() else default
