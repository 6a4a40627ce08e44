"""Step 11: you are in. The sample claim, what comes next, and the checklist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from clearlane.directory.organizations.find_organization import OrganizationView, find_organization
from clearlane.directory.users.factors import has_factor
from clearlane.directory.users.list_sftp_users import list_sftp_users
from clearlane.doors.portal.asking import Asking, for_members
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.roles_of import ROLES_OF
from clearlane.doors.portal.welcome.checklists import checklist
from clearlane.doors.portal.welcome.connect import ADD_PASSKEY
from clearlane.doors.portal.welcome.resources import RESOURCES
from clearlane.doors.portal.welcome.stops import status_line, stops
from clearlane.exchange.connections.has_practice import has_practice
from clearlane.exchange.intake.visit import find_visits
from clearlane.exchange.reading.follow_sample import SampleJourney, follow_sample
from clearlane.exchange.reading.has_own_file import has_own_file
from clearlane.flows.send_sample import send_sample
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.scope import scope

UNDER_WAY = timedelta(seconds=30)
"""A second click within it shows the sample that is on its way."""

_PAGE, _PART = "portal/welcome/welcome.html", "portal/welcome/sample_part.html"


@require_GET
@for_members
def welcome(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The page."""
    known = _at_the_gate(asking)
    with scope([asking.tenant], by=asking.by):
        values = _values(asking, known)
    return render_page(request, _PAGE, values | {"resources": RESOURCES}, asking=asking, here="welcome")


@require_http_methods(["GET", "POST"])
@for_members
def sample(request: HttpRequest, asking: Asking) -> HttpResponse:
    """POST sends a sample, unless one is under way; both answer with the journey, a whole page where HTMX is not."""
    known = _at_the_gate(asking)
    with scope([asking.tenant], by=asking.by):
        if (
            request.method == "POST"
            and asking.role in ROLES_OF["send files"]
            and has_practice()
            and not _is_under_way(follow_sample(tenant=asking.tenant))
        ):
            send_sample(tenant=asking.tenant, by=asking.by)
        values = _values(asking, known)
    if request.headers.get("HX-Request") != "true":
        return HttpResponseRedirect("/welcome#sample", status=303)
    return render(request, _PART, values)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the gate knows, read outside of a scope: the organization's SFTP accounts, and whether this person has a
    second factor."""

    accounts: tuple[int, ...]
    has_factor: bool


def _at_the_gate(asking: Asking) -> _Known:
    accounts = tuple(each.id for each in list_sftp_users(tenant=asking.tenant))
    return _Known(accounts, has_factor(asking.user))


def _is_under_way(journey: SampleJourney | None) -> bool:
    if journey is None or journey.is_paid or journey.halted:
        return False
    return now() - journey.reached["received"] < UNDER_WAY


def _values(asking: Asking, known: _Known) -> dict[str, Any]:
    """What page and part show, inside a scope of the tenant."""
    organization, journey = find_organization(tenant=asking.tenant), follow_sample(tenant=asking.tenant)
    return {
        "organization": organization,
        "journey": journey,
        "stops": stops(journey) if journey else (),
        "status_line": status_line(journey) if journey else "",
        "is_moving": bool(journey and not journey.is_paid and not journey.halted),
        "add_passkey": "" if known.has_factor else ADD_PASSKEY,
        "has_practice": has_practice(),
        "lines": checklist(
            kind=organization.kind if organization else "practice",
            facts=frozenset(_facts(asking, known, organization, journey)),
        ),
    }


def _facts(
    asking: Asking,
    known: _Known,
    organization: OrganizationView | None,
    journey: SampleJourney | None,
) -> Iterator[str]:
    """What of the checklist is done."""
    if journey and journey.is_paid:
        yield "sample"
    if known.has_factor:
        yield "factor"
    if has_own_file(tenant=asking.tenant):
        yield "file"
    if find_visits(tenant=asking.tenant, accounts=known.accounts):
        yield "connected"
    if organization and organization.is_live:
        yield from ("verified", "live")
