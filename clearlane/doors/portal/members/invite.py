"""Invite a person, and take an invitation back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from clearlane.directory.members.invite import InvitationRefused, revoke_invitation
from clearlane.directory.members.invite import invite as send_invitation
from clearlane.directory.users.as_member import as_member
from clearlane.doors.portal.account.for_roles import for_roles
from clearlane.doors.portal.asking import Asking, for_members, with_step_up
from clearlane.doors.portal.members.member import choices
from clearlane.doors.portal.members.members import PAGE
from clearlane.doors.portal.onward import SeeOther
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.roles_of import ROLES_OF


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@for_roles(*ROLES_OF["invite people"])
@with_step_up
def invite(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The form: an address, and a part that is at most one's own."""
    typed = {"address": request.POST.get("address", "").strip()[:254], "role": request.POST.get("role", "")}
    if request.method != "POST":
        return _show(request, asking, {"role": "biller"}, {})
    try:
        with as_member(tenant=asking.tenant, by=asking.by):
            send_invitation(tenant=asking.tenant, typed=typed["address"], role=typed["role"], inviter=asking.user)
    except InvitationRefused as refusal:
        return _show(request, asking, typed, {refusal.field: str(refusal)})
    return SeeOther(f"{PAGE}?done=invited")


@require_POST
@for_members
@for_roles(*ROLES_OF["invite people"])
def revoke(request: HttpRequest, asking: Asking, number: int) -> HttpResponse:
    """Take it back. It needs no second proof: it only takes away."""
    with as_member(tenant=asking.tenant, by=asking.by):
        revoke_invitation(tenant=asking.tenant, invitation=number, user=asking.user, by=asking.by)
    return SeeOther(f"{PAGE}?done=revoked")


def _show(request: HttpRequest, asking: Asking, typed: dict[str, str], errors: dict[str, str]) -> HttpResponse:
    values = {"typed": typed, "errors": errors, "choices": choices(asking)}
    status = 422 if errors else 200
    return render_page(request, "portal/members/invite.html", values, asking=asking, here="members", status=status)
