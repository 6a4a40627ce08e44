"""An address of the console where nothing is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from clearlane.doors.operators.asking import find_who
from clearlane.doors.operators.kept import HOME
from clearlane.doors.portal.asking import ENTERED
from clearlane.doors.portal.errors import error_page


def not_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for it, in the frame of the console; in the rooms of an organization, in its own."""
    entered = getattr(request, ENTERED, None)
    return error_page(
        request,
        status=404,
        title="There is nothing here",
        what="The page does not exist.",
        why="The address may have been shortened, or what stood here has been dealt with.",
        todo="Go to Home" if entered else "See what waits",
        href="/home" if entered else HOME,
        asking=entered,
        frame="" if entered else "operators/frame.html",
        who=find_who(request),
    )
