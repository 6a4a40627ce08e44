"""What waits for an operator, on one page; and the buttons that deal with it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from clearlane.directory.consents.wait_for_operators import list_waiting_consents
from clearlane.directory.operators.approve import MayNotApprove, approve, needed
from clearlane.directory.operators.enter import MayNotEnter, review, where_inside
from clearlane.directory.operators.list_entries import find_unreviewed, list_unreviewed
from clearlane.directory.operators.passkeys import Working
from clearlane.directory.organizations.ask_live import list_live_asks
from clearlane.directory.payers.list_links import list_open_links
from clearlane.directory.providers.add_era_right import add_era_right
from clearlane.directory.providers.verify_pair import find_waiting, verify_pair
from clearlane.directory.registrations.work_contacts import list_called, list_contacts, mark_waiting, mark_worked
from clearlane.directory.users.ask_for_new_factors import Wish, find_wishes_for_operators, grant_wish_here
from clearlane.doors.operators.asking import for_operators, with_passkey
from clearlane.doors.operators.kept import came_from, evidence_of
from clearlane.doors.operators.own_numbers import show_pairs, show_proposals
from clearlane.doors.portal.render import render_page
from clearlane.flows.let_go import PAIR, let_go
from clearlane.foundation.mail.read_messages import list_troubled
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope


@require_GET
@for_operators
def home(request: HttpRequest, who: Working) -> HttpResponse:
    """The page."""
    return show_home(request, who)


def show_home(request: HttpRequest, who: Working, *, error: str = "") -> HttpResponse:
    """The page, with what was refused on top of it."""
    with scope([HOUSE], by=who.by):
        pairs, proposals = show_pairs(), show_proposals()
    values = {
        "who": who,
        "error": error,
        "zone": settings.HOUSE.time_zone,
        "needed": needed(),
        "inside": where_inside(operator=who.id),
        "asks": list_live_asks(),
        "contacts": list_contacts(),
        "called": list_called(),
        "pairs": pairs,
        "proposals": proposals,
        "consents": list_waiting_consents(),
        "entries": list_unreviewed(),
        "links": list_open_links(),
        "wishes": find_wishes_for_operators(),
        "mails": list_troubled(limit=50),
        "mode": settings.MODE,
        "mails_go": settings.MAIL_SERVER is not None,
    }
    return render_page(request, "operators/home.html", values, status=422 if error else 200)


@require_POST
@for_operators
def worked(request: HttpRequest, who: Working, contact: UUID) -> HttpResponse:
    """Somebody has been called, with what was noted."""
    with scope([HOUSE], by=who.by):
        mark_worked(contact=contact, by=who.by, note=request.POST.get("note", "").strip()[:2000])
    return HttpResponseRedirect(came_from(request), status=303)


@require_POST
@for_operators
def waiting(request: HttpRequest, who: Working, contact: UUID) -> HttpResponse:
    """He is to be called after all."""
    with scope([HOUSE], by=who.by):
        mark_waiting(contact=contact, by=who.by)
    return HttpResponseRedirect(came_from(request), status=303)


@require_POST
@for_operators
@with_passkey
def approve_pair(request: HttpRequest, who: Working, pair: int) -> HttpResponse:
    """Say yes to a pair; with enough of them it goes live, or becomes a dispute where another holds it."""
    found = find_waiting(pair=pair)
    if found is None or found.status != "pending":
        return show_home(request, who, error="This pair waits for nobody's yes.")
    try:
        with scope([HOUSE, found.tenant], by=who.by):
            enough = approve(kind="pair", subject=pair, operator=who.id, evidence=evidence_of(request), by=who.by)
            if enough and verify_pair(pair=pair, by=who.by) == "live":
                add_era_right(npi=found.npi, tin=found.tin, tenant=found.tenant, by=who.by)
                let_go(rule=PAIR, npi=found.npi, tin=found.tin, by=who.by)
    except MayNotApprove as refusal:
        return show_home(request, who, error=str(refusal))
    return HttpResponseRedirect(came_from(request), status=303)


@require_POST
@for_operators
@with_passkey
def approve_wish(request: HttpRequest, who: Working, wish: int) -> HttpResponse:
    """Say yes to taking lost factors off; with enough of them it is done, once 72 hours are over."""
    found = next((each for each in find_wishes_for_operators() if each.id == wish), None)
    if found is None or not found.is_due:
        return show_home(request, who, error="This wish is over, or its 72 hours are not.")
    try:
        with scope([HOUSE], by=who.by):
            _agree(found, who, evidence_of(request))
    except MayNotApprove as refusal:
        return show_home(request, who, error=str(refusal))
    return HttpResponseRedirect(came_from(request), status=303)


@require_POST
@for_operators
@with_passkey
def review_entry(request: HttpRequest, who: Working, entry: int) -> HttpResponse:
    """Another's entry was looked at."""
    found = find_unreviewed(entry=entry)
    if found is None:
        return show_home(request, who, error="This entry was reviewed meanwhile.")
    try:
        with scope([found.tenant], by=who.by):
            review(entry=entry, operator=who.id, by=who.by)
    except MayNotEnter as refusal:
        return show_home(request, who, error=str(refusal))
    return HttpResponseRedirect(came_from(request), status=303)


def _agree(wish: Wish, who: Working, evidence: str) -> None:
    """The yes and what follows from it, or neither."""
    enough = approve(kind="lost_factors", subject=wish.id, operator=who.id, evidence=evidence, by=who.by)
    if enough and not grant_wish_here(wish=wish, by=who.by):
        raise MayNotApprove("this wish was closed meanwhile")
