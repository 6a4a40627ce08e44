"""Payers that signed up: linked to their entry of the directory by as many operators as it takes, and unlinked."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from clearlane.directory.operators.approve import MayNotApprove, approve
from clearlane.directory.operators.passkeys import Working
from clearlane.directory.organizations.find_organization import find_organization
from clearlane.directory.organizations.list_all import list_all
from clearlane.directory.payers.link_payer import MayNotLink, make_link, propose_link, revoke_link
from clearlane.directory.payers.list_links import find_link, list_links
from clearlane.doors.operators.asking import for_operators, with_passkey
from clearlane.doors.operators.organizations import find_one, show_organization
from clearlane.doors.portal.render import render_page
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope

_LENGTH = 600


@require_GET
@for_operators
def payers(request: HttpRequest, who: Working) -> HttpResponse:
    """All that signed up, with their links."""
    signed_up = [each for each in list_all() if each.kind == "payer"]
    with scope([HOUSE, *(each.id for each in signed_up)], by=who.by):
        known = {each.id: find_organization(tenant=each.id) for each in signed_up}
    found = [(each, known[each.id], list_links(tenant=each.id)) for each in signed_up]
    return render_page(request, "operators/payers.html", {"who": who, "found": found, "zone": settings.HOUSE.time_zone})


@require_POST
@for_operators
@with_passkey
def link(request: HttpRequest, who: Working, tenant: int) -> HttpResponse:
    """Propose a link, or say yes to one; with enough of them it is made. Routes stay as they are."""
    found = find_one(tenant)
    try:
        with scope([HOUSE, tenant], by=who.by):
            number = propose_link(payer_id=request.POST.get("payer", ""), tenant=tenant, by=who.by)
            if approve(kind="payer_link", subject=number, operator=who.id, evidence=_said(request), by=who.by):
                make_link(link=number, by=who.by)
    except (MayNotApprove, MayNotLink) as refusal:
        return show_organization(request, who, found, error=str(refusal))
    return HttpResponseRedirect(f"/operator/organizations/{tenant}", status=303)


@require_POST
@for_operators
@with_passkey
def unlink(request: HttpRequest, who: Working, tenant: int, link: int) -> HttpResponse:
    """Take a link back: one operator may, at once."""
    organization, found = find_one(tenant), find_link(link=link)
    try:
        _refuse_others(tenant, found.tenant if found else 0)
        with scope([HOUSE, tenant], by=who.by):
            revoke_link(link=link, why=request.POST.get("why", "")[:_LENGTH], by=who.by)
    except MayNotLink as refusal:
        return show_organization(request, who, organization, error=str(refusal))
    return HttpResponseRedirect(f"/operator/organizations/{tenant}", status=303)


def _refuse_others(tenant: int, holder: int) -> None:
    if tenant != holder:
        raise MayNotLink("this organization has no such link")


def _said(request: HttpRequest) -> str:
    """Over which address they were asked, from where it was known, and what was seen. Raises MayNotApprove."""
    contact, known, seen = (request.POST.get(name, "").strip()[:_LENGTH] for name in ("contact", "known", "evidence"))
    if not (contact and known and seen):
        raise MayNotApprove("say whom you asked, from where you knew that address before, and what you saw")
    return f"Asked {contact}, known from {known}. {seen}"
