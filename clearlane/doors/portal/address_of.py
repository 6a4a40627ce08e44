"""From where a request came."""

from __future__ import annotations

from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The network address of who asks; behind a proxy that is named, of whom it asks for (``config/behind_proxy``)."""
    return str(request.META.get("REMOTE_ADDR", ""))
