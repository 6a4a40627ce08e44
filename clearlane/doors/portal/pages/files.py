"""Files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from clearlane.doors.portal.asking import Asking, for_members
from clearlane.doors.portal.render import render_page


@for_members
def files(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The page."""
    return render_page(request, "portal/files.html", {}, asking=asking, here="files")
