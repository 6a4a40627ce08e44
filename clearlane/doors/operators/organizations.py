"""The organizations of the house: found by name, made live, entered."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from clearlane.directory.operators.approve import needed
from clearlane.directory.operators.enter import MayNotEnter, enter, leave, where_inside
from clearlane.directory.operators.list_approvals import list_approvals
from clearlane.directory.operators.passkeys import Working
from clearlane.directory.operators.tell_owners import tell_owners
from clearlane.directory.organizations.find_visible import find_visible
from clearlane.directory.organizations.list_all import TenantEntry, list_all
from clearlane.directory.organizations.read_sheet import read_sheet
from clearlane.directory.organizations.set_live import MayNotGoLive, set_live
from clearlane.directory.organizations.why_not_live import why_not_live
from clearlane.directory.payers.list_links import list_links
from clearlane.doors.operators.asking import for_operators, with_passkey, with_question
from clearlane.doors.operators.kept import HOME
from clearlane.doors.portal.render import render_page
from clearlane.flows.let_go import LIVE, let_go
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope

_SHOWN = 100


@require_GET
@for_operators
def organizations(request: HttpRequest, who: Working) -> HttpResponse:
    """All, or those whose name holds what is sought."""
    text = request.GET.get("q", "").strip()
    found = [each for each in list_all() if text.casefold() in each.name.casefold()]
    values = {"who": who, "text": text, "found": found[:_SHOWN], "count": len(found)}
    return render_page(request, "operators/organizations.html", values)


@require_GET
@for_operators
def organization(request: HttpRequest, who: Working, tenant: int) -> HttpResponse:
    """One: its kind, whether it is live, what it signed; and the way in."""
    return show_organization(request, who, find_one(tenant))


@require_POST
@for_operators
@with_passkey
@with_question
def live(request: HttpRequest, who: Working, tenant: int) -> HttpResponse:
    """Let its production claims go to payers, or stop them. The gate is that of ``clearlane tenant live``."""
    found, is_live = find_one(tenant), request.POST.get("live") == "1"
    try:
        with scope(find_visible(tenant=tenant), by=who.by):
            if set_live(tenant=tenant, is_live=is_live, by=who.by) and is_live:
                let_go(rule=LIVE, submitter=tenant, by=who.by)
    except MayNotGoLive as refusal:
        return show_organization(request, who, found, error=str(refusal))
    return HttpResponseRedirect(f"/operator/organizations/{tenant}", status=303)


@require_POST
@for_operators
@with_passkey
def go_in(request: HttpRequest, who: Working, tenant: int) -> HttpResponse:
    """Enter its rooms for an hour, to read; its owners are told in the same transaction."""
    found = find_one(tenant)
    try:
        with scope([HOUSE, tenant], by=who.by):
            inside = enter(operator=who.id, tenant=tenant, reason=request.POST.get("reason", "")[:500], by=who.by)
            tell_owners(inside=inside, organization=found.name, operator=who.name)
    except MayNotEnter as refusal:
        return show_organization(request, who, found, error=str(refusal))
    return HttpResponseRedirect("/home", status=303)


@require_POST
@for_operators
def go_out(request: HttpRequest, who: Working) -> HttpResponse:
    """Leave them."""
    inside = where_inside(operator=who.id)
    if inside is not None:
        with scope([inside.tenant], by=who.by):
            leave(operator=who.id, by=who.by)
    return HttpResponseRedirect(HOME, status=303)


def find_one(tenant: int) -> TenantEntry:
    """The organization of a number. Raises Http404."""
    found = next((each for each in list_all() if each.id == tenant), None)
    if found is None:
        raise Http404
    return found


def show_organization(request: HttpRequest, who: Working, found: TenantEntry, *, error: str = "") -> HttpResponse:
    """Its page, with what was refused on top of it, and what was typed."""
    with scope([HOUSE, found.id], by=who.by):
        values: dict[str, Any] = {
            "sheet": read_sheet(tenant=found.id, by=who.by),
            "missing": why_not_live(tenant=found.id),
        }
    values |= {"who": who, "found": found, "error": error, "typed": request.POST, "zone": settings.HOUSE.time_zone}
    values |= _links(found)
    return render_page(request, "operators/organization.html", values, status=422 if error else 200)


def _links(found: TenantEntry) -> dict[str, Any]:
    if found.kind != "payer":
        return {}
    links = list_links(tenant=found.id)
    yeses = list_approvals(kind="payer_link", subjects=[each.id for each in links])
    return {"links": links, "yeses": yeses, "needed": needed()}
