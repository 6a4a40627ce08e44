"""Claims."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from clearlane.doors.portal.asking import Asking, for_members
from clearlane.doors.portal.render import render_page


@for_members
def claims(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The page."""
    return render_page(request, "portal/claims.html", {}, asking=asking, here="claims")
