"""The claim: what needs a decision first, then the X12 as received, then what happened; beside it the facts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from clearlane.doors.portal.asking import Asking, for_members, in_view
from clearlane.doors.portal.errors import not_here
from clearlane.doors.portal.names_patients import names_patients
from clearlane.doors.portal.pages.answer import answer
from clearlane.doors.portal.pages.claim_decided import show_decided
from clearlane.doors.portal.pages.claim_facts import show_evidence, show_money, show_people, show_services
from clearlane.doors.portal.pages.claim_segments import show_segments
from clearlane.doors.portal.pages.claim_told import show_cards, show_events
from clearlane.doors.portal.pages.claims_query import ClaimsQuery, read_query
from clearlane.doors.portal.pages.claims_shown import VIEWS
from clearlane.doors.portal.pages.explained_at import explained_at
from clearlane.doors.portal.pages.sought import wanted
from clearlane.doors.portal.pages.withdraw import CLAIM_ENDS, may_withdraw
from clearlane.doors.portal.parts import Link
from clearlane.exchange.reading.find_neighbours import find_neighbours
from clearlane.exchange.reading.tell_version import tell_version
from clearlane.exchange.reading.tell_zone import tell_zone
from clearlane.exchange.reading.view_claim import ClaimSheet, view_claim

_FREQUENCY = {"1": "original", "7": "replacement", "8": "void"}


@for_members
@names_patients
def claim(request: HttpRequest, asking: Asking, claim_id: UUID) -> HttpResponse:
    """The page; a poll whose ETag still holds is answered with 304 and reads nothing of the claim."""
    query = read_query(request.GET)
    with in_view(asking):
        version = tell_version(claim_id=claim_id)
        if version is not None and request.headers.get("If-None-Match", "").strip('"') == version:
            return HttpResponseNotModified(headers=_kept_by_nobody(version))
        zone = tell_zone(tenant=asking.tenant)
        sheet = view_claim(claim_id=claim_id, by=asking.by, zone=zone) if version else None
    if sheet is None:
        return not_here(request)
    values = _values(sheet, request, query, asking, zone)
    response = answer(request, "portal/claim.html", "portal/claim/body.html", values, asking=asking, here="claims")
    response["ETag"] = _kept_by_nobody(sheet.version)["ETag"]
    return response


def _kept_by_nobody(version: str) -> dict[str, str]:
    """What an answer says of itself, also one without a body: which version it is, and that no browser keeps it."""
    return {"ETag": f'"{version}"', "Cache-Control": "no-store", "Vary": "HX-Request"}


def _values(sheet: ClaimSheet, request: HttpRequest, query: ClaimsQuery, asking: Asking, zone: str) -> dict[str, Any]:
    view, around = sheet.claim, sheet.around
    explains, cards = "explain" in request.GET, show_cards(sheet)
    return {
        "claim": view,
        "around": around,
        "zone": zone,
        "ids": _ids(sheet),
        "by": ("payer" if view.state == "rejected_by_payer" else "us") if view.word == "Rejected" else "",
        "cards": cards,
        "decided": show_decided(sheet),
        "marks": any(card.links for card in cards),
        "lines": show_segments(sheet, all_of_it="all" in request.GET, here=request.path, keep=request.GET),
        "explain": explains,
        "toggle": toggle_explain(request, explains),
        "events": show_events(sheet, asker=asking.tenant),
        "is_sender": around.file_tenant == asking.tenant,
        "in_file": _in_file(sheet) if around.file_tenant == asking.tenant else "",
        "money": show_money(sheet),
        "services": show_services(sheet),
        "people": show_people(sheet, has_clients=len(asking.tenants) > 1, zone=zone),
        "evidence": show_evidence(sheet),
        "etag": sheet.version,
        "here_again": request.get_full_path(),
        "may_withdraw": may_withdraw(sheet, asking),
        "claim_ends": CLAIM_ENDS,
        "is_final": view.word in ("Paid", "Replaced", "Void"),
    } | _crumbs(request, query, view.id, asking, zone)


def _crumbs(request: HttpRequest, query: ClaimsQuery, claim_id: UUID, asking: Asking, zone: str) -> dict[str, Any]:
    """Where one is in the list that one comes from, and its neighbours there."""
    crumbs = [Link("Claims", "/claims")]
    if query != ClaimsQuery():
        name = next((name for name, status in VIEWS.items() if status == query.status), "Filtered")
        crumbs.append(Link("Search" if query.seek else name, query.to()))
    with in_view(asking):
        newer, older = (
            find_neighbours(wanted=wanted(request, query, zone=zone), claim_id=claim_id)
            if request.GET
            else (None, None)
        )
    return {
        "crumbs": (*crumbs, Link("Claim")),
        "previous": query.to(f"/claims/{newer}") if newer else "",
        "next": query.to(f"/claims/{older}") if older else "",
    }


def _in_file(sheet: ClaimSheet) -> str:
    """Where its first own segment stands in its file, in words; nothing where the bytes are gone."""
    segments = sheet.text.claim.segments if sheet.text else ()
    own = next((one for one in segments if one.number == sheet.claim.first_segment), None)
    return explained_at(page=f"/files/{sheet.claim.file_id}/explained", offset=own.offset) if own else ""


def _ids(sheet: ClaimSheet) -> str:
    view, around = sheet.claim, sheet.around
    service = f"Service {view.service_from:%m/%d/%Y}" if view.service_from else ""
    kind = f"Professional, {_FREQUENCY.get(view.frequency, f'frequency {view.frequency}')}"
    number = f"Claim {around.trace}" if around.trace else ""
    payers = f"Payer's number {view.payer_numbers[-1]}" if view.payer_numbers else ""
    parts = (view.patient_control_number, _payer(sheet), service, kind, number, payers)
    return " · ".join(part for part in parts if part)


def _payer(sheet: ClaimSheet) -> str:
    name, code = sheet.around.payer, sheet.claim.payer
    return name if name == code or not code else f"{name} ({code})"


def toggle_explain(request: HttpRequest, explains: bool) -> str:
    """The address of the page with Explain on or off."""
    asked = request.GET.copy()
    if explains:
        del asked["explain"]
    else:
        asked["explain"] = "1"
    return f"{request.path}?{asked.urlencode()}#x12" if asked else f"{request.path}#x12"
