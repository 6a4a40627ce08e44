"""Step 11: you are in. The sample claim, what comes next, and the checklist."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from clearlane.directory.agreements.is_signed import is_signed
from clearlane.directory.organizations.find_organization import OrganizationView, find_organization
from clearlane.directory.payers.list_links import list_links
from clearlane.doors.portal.asking import Asking, for_members
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.roles_of import ROLES_OF, sends_claims
from clearlane.doors.portal.welcome.checklists import Line, checklist
from clearlane.doors.portal.welcome.connect import ADD_PASSKEY
from clearlane.doors.portal.welcome.facts import Known, find_facts, know
from clearlane.doors.portal.welcome.resources import RESOURCES
from clearlane.doors.portal.welcome.stops import status_line, stops
from clearlane.exchange.connections.has_practice import has_practice
from clearlane.exchange.reading.follow_sample import SampleJourney, follow_sample
from clearlane.exchange.reading.tell_zone import tell_zone
from clearlane.flows.send_sample import is_own_biller, send_sample
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.scope import scope

UNDER_WAY = timedelta(seconds=30)
"""A second click within it shows the sample that is on its way."""

_PAGE, _PART = "portal/welcome/welcome.html", "portal/welcome/sample_part.html"


@require_GET
@for_members
def welcome(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The page; that of a payer says under which number and link it works."""
    if asking.kind == "payer":
        return show_payer(request, asking, here="welcome")
    known = know(asking)
    with scope([asking.tenant], by=asking.by):
        values = _values(asking, known)
    return render_page(request, _PAGE, values | {"resources": RESOURCES}, asking=asking, here="welcome")


def show_payer(request: HttpRequest, asking: Asking, *, here: str) -> HttpResponse:
    """What a payer works with: its practice payer id, its link, and what is left to do."""
    known = know(asking)
    with scope([asking.tenant], by=asking.by):
        organization = find_organization(tenant=asking.tenant)
        values = {
            "organization": organization,
            "link": next((each for each in list_links(tenant=asking.tenant) if each.revoked_at is None), None),
            "zone": tell_zone(tenant=asking.tenant),
            "is_own_use": settings.MODE == "own_use",
            "has_signed": is_signed(tenant=asking.tenant),
            "lines": _lines(asking, "payer", find_facts(tenant=asking.tenant, known=known, journey=None)),
        }
    return render_page(request, "portal/welcome/payer.html", values, asking=asking, here=here)


@require_http_methods(["GET", "POST"])
@for_members
def sample(request: HttpRequest, asking: Asking) -> HttpResponse:
    """POST sends a sample, unless one is under way; both answer with the journey, a whole page where HTMX is not."""
    known = know(asking)
    with scope([asking.tenant], by=asking.by):
        if (
            request.method == "POST"
            and sends_claims(asking)
            and has_practice()
            and not _is_under_way(follow_sample(tenant=asking.tenant))
        ):
            send_sample(tenant=asking.tenant, by=asking.by)
        values = _values(asking, known)
    if request.headers.get("HX-Request") != "true":
        return HttpResponseRedirect("/welcome#sample", status=303)
    return render(request, _PART, values)


def _is_under_way(journey: SampleJourney | None) -> bool:
    if journey is None or journey.is_paid or journey.halted:
        return False
    return now() - journey.reached["received"] < UNDER_WAY


def _values(asking: Asking, known: Known) -> dict[str, Any]:
    """What page and part show, inside a scope of the tenant."""
    organization, journey = find_organization(tenant=asking.tenant), follow_sample(tenant=asking.tenant)
    return {
        "organization": organization,
        "asking": asking,
        "journey": journey,
        "is_own_biller": bool(organization and is_own_biller(organization)),
        "zone": tell_zone(tenant=asking.tenant),
        "stops": stops(journey) if journey else (),
        "status_line": status_line(journey) if journey else "",
        "is_moving": bool(journey and not journey.is_paid and not journey.halted),
        "add_passkey": "" if known.has_factor else ADD_PASSKEY,
        "has_practice": has_practice(),
        "lines": _lines(asking, _kind(organization), find_facts(tenant=asking.tenant, known=known, journey=journey)),
    }


def _lines(asking: Asking, kind: str, facts: frozenset[str]) -> tuple[Line, ...]:
    """The checklist in this house, for who asks."""
    return checklist(
        kind=kind,
        facts=facts,
        mode=settings.MODE,
        is_named=not settings.HOUSE.lacks,
        may_sign=asking.role in ROLES_OF["sign"],
    )


def _kind(organization: OrganizationView | None) -> str:
    """Which of the five checklists is its own."""
    if organization is None:
        return "practice"
    return "large_office" if organization.office_size == "large" else organization.kind
