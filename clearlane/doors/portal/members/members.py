"""Who belongs to the organization."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from clearlane.directory.members.find_invitation import list_invitations
from clearlane.directory.members.list_members import list_members
from clearlane.directory.members.roles import list_roles
from clearlane.doors.portal.asking import Asking, for_members
from clearlane.doors.portal.render import render_page

PAGE = "/members"
_SAID = {
    "role": "The part is changed. They sign in anew.",
    "invited": "The invitation is on its way. It is good for 7 days.",
    "revoked": "The invitation is taken back. Its link does nothing any more.",
    "ended": "The membership is ended, and their browsers are signed out.",
}


@require_safe
@for_members
def members(request: HttpRequest, asking: Asking) -> HttpResponse:
    """Everybody, with what only those see who look after people: second factor and last sign-in."""
    mine = list_roles(mine=asking.role)
    values = {
        "members": list_members(tenant=asking.tenant),
        "invitations": list_invitations(tenant=asking.tenant) if mine else (),
        "may_change": mine,
        "said": _SAID.get(request.GET.get("done", ""), ""),
    }
    return render_page(request, "portal/members/members.html", values, asking=asking, here="members")
