"""Who belongs to the organization."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from clearlane.directory.members.list_members import list_members
from clearlane.directory.members.roles import list_roles
from clearlane.doors.portal.asking import Asking, for_members
from clearlane.doors.portal.render import render_page

PAGE = "/members"
_SAID = {
    "role": "The part is changed. They sign in anew.",
    "ended": "The membership is ended, and their browsers are signed out.",
}


@require_safe
@for_members
def members(request: HttpRequest, asking: Asking) -> HttpResponse:
    """Everybody, with what only those see who look after people: second factor and last sign-in."""
    values = {
        "members": list_members(tenant=asking.tenant),
        "may_change": list_roles(mine=asking.role),
        "said": _SAID.get(request.GET.get("done", ""), ""),
    }
    return render_page(request, "portal/members/members.html", values, asking=asking, here="members")
