"""Claims: the list, its views and filters, and the search that is never part of an address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from clearlane.doors.portal.asking import Asking, for_members, in_view
from clearlane.doors.portal.names_patients import names_patients
from clearlane.doors.portal.pages.answer import answer
from clearlane.doors.portal.pages.claims_query import ClaimsQuery, read_query
from clearlane.doors.portal.pages.claims_shown import show_chips, show_columns, show_told, show_views
from clearlane.doors.portal.parts import Button
from clearlane.doors.portal.roles_of import sends_claims
from clearlane.exchange.reading.count_claims import count_claims
from clearlane.exchange.reading.page_claims import ClaimPage, page_claims
from clearlane.exchange.reading.search_claims import MOST, search_claims
from clearlane.exchange.reading.sum_claims import sum_claims
from clearlane.exchange.reading.tell_zone import tell_zone

ROWS = 50


@for_members
@names_patients
def claims(request: HttpRequest, asking: Asking) -> HttpResponse:
    """A page of the list."""
    return _list(request, asking, read_query(request.GET), text="")


@for_members
@names_patients
def search(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The claims that a text means, among those of the filters in the address; the text comes in the body."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    return _list(request, asking, read_query(request.GET), text=request.POST.get("q", "").strip()[:80])


def _list(request: HttpRequest, asking: Asking, query: ClaimsQuery, *, text: str) -> HttpResponse:
    with in_view(asking):
        zone = tell_zone(tenant=asking.tenant)
        ids = search_claims(text=text) if text else None
        wanted = query.wanted(zone=zone, ids=ids)
        page = page_claims(
            wanted=wanted,
            tenant=asking.tenant,
            by=asking.by,
            after=query.after,
            before=query.before,
            limit=MOST if text else ROWS,
        )
        standings, count = sum_claims(usage=query.usage), count_claims(wanted=wanted)
    values: dict[str, Any] = {
        "page": page,
        "query": query,
        "text": text,
        "zone": zone,
        "has_clients": len(asking.tenants) > 1,
        "tabs": show_views(query, standings, is_search=bool(text)),
        "chips": show_chips(query, page, zone),
        "columns": show_columns(query, has_clients=len(asking.tenants) > 1),
        "told": show_told(page, count, most=MOST if text else 0),
        "buttons": (Button("Export selected", icon="dl", size="sm", name="selected", value="1"),),
        "show_all": (Button("Show all claims", "/claims"),),
        "upload": (Button("Upload file", "/files", "main", "file"),) if sends_claims(asking) else (),
        "export": query.to("/claims/export"),
        "back": query.to("/claims"),
        "search": query.to("/claims/search"),
        "filtered": query != ClaimsQuery(),
    } | _places(query, page, is_search=bool(text))
    return answer(request, "portal/claims.html", "portal/claims/list.html", values, asking=asking, here="claims")


def _places(query: ClaimsQuery, page: ClaimPage, *, is_search: bool) -> dict[str, Any]:
    """Where Newer and Older lead, and what a claim's page must know to lead on within this list."""
    if is_search:
        return {"newer": "", "older": "", "within": ""}
    within = query.to("").lstrip("?")
    return {
        "newer": query.to(before=page.newer) if page.newer else "",
        "older": query.to(after=page.older) if page.older else "",
        "within": f"?{within}" if within else "?sort=-newest",
    }
