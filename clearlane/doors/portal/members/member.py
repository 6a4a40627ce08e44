"""One member: his part, changed or ended by who may."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clearlane.directory.members.change_member import MemberRefused, change_role, end_membership
from clearlane.directory.members.list_members import Member, find_member
from clearlane.directory.members.roles import ROLES, list_roles, may_give
from clearlane.directory.users.as_member import as_member
from clearlane.doors.portal.asking import Asking, for_members, with_step_up
from clearlane.doors.portal.errors import not_here
from clearlane.doors.portal.members.members import PAGE
from clearlane.doors.portal.onward import SeeOther
from clearlane.doors.portal.parts import Choice
from clearlane.doors.portal.render import render_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@with_step_up
def member(request: HttpRequest, asking: Asking, number: int) -> HttpResponse:
    """The page, and its two forms: another part, or the end of it. One's own may be ended by anybody."""
    found = find_member(tenant=asking.tenant, member=number)
    if found is None or not (found.user == asking.user or may_give(mine=asking.role, role=found.role)):
        return not_here(request)
    if request.method != "POST":
        return _show(request, asking, found)
    try:
        return SeeOther(_change(request, asking, found))
    except MemberRefused as refusal:
        return _show(request, asking, found, error=str(refusal))


def _change(request: HttpRequest, asking: Asking, found: Member) -> str:
    """Do what the form says; where to go on."""
    tenant, user, by = asking.tenant, asking.user, asking.by
    with as_member(tenant=tenant, by=by):
        if request.POST.get("do") == "end":
            end_membership(tenant=tenant, member=found.id, user=user, by=by)
            return f"{PAGE}?done=ended"
        change_role(tenant=tenant, member=found.id, role=request.POST.get("role", ""), user=user, by=by)
        return f"{PAGE}?done=role"


def _show(request: HttpRequest, asking: Asking, found: Member, *, error: str = "") -> HttpResponse:
    values = {
        "member": found,
        "is_self": found.user == asking.user,
        "choices": choices(asking),
        "role": request.POST.get("role", found.role),
        "error": error,
    }
    status = 422 if error else 200
    return render_page(request, "portal/members/member.html", values, asking=asking, here="members", status=status)


def choices(asking: Asking) -> tuple[Choice, ...]:
    """The parts that this person may give."""
    return tuple(Choice(role, role.capitalize(), help=ROLES[role]) for role in list_roles(mine=asking.role))
