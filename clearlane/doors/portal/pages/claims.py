"""Claims: the list, its views and filters, and the search that is never part of an address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from clearlane.directory.users.kept_texts import keep_text
from clearlane.doors.portal.asking import Asking, for_members, in_view
from clearlane.doors.portal.names_patients import names_patients
from clearlane.doors.portal.pages.answer import answer
from clearlane.doors.portal.pages.claims_query import ClaimsQuery, read_query
from clearlane.doors.portal.pages.claims_shown import show_chips, show_columns, show_told, show_views
from clearlane.doors.portal.pages.sought import sought, wanted
from clearlane.doors.portal.parts import Button
from clearlane.doors.portal.roles_of import sends_claims
from clearlane.exchange.reading.count_claims import count_claims
from clearlane.exchange.reading.page_claims import ClaimPage, page_claims
from clearlane.exchange.reading.search_claims import MOST
from clearlane.exchange.reading.sum_claims import sum_claims
from clearlane.exchange.reading.tell_zone import tell_zone

ROWS = 50


@for_members
@names_patients
def claims(request: HttpRequest, asking: Asking) -> HttpResponse:
    """A page of the list."""
    return _list(request, asking, read_query(request.GET))


@for_members
@names_patients
def search(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The claims that a text means, among those of the filters in the address; the text comes in the body."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    text = request.POST.get("q", "").strip()[:80]
    query = replace(read_query(request.GET), seek=keep_text(request.session, text) if text else "")
    response = _list(request, asking, query)
    response["HX-Push-Url"] = query.to()  # sorted, filtered, left and loaded again it is the same search
    return response


def _list(request: HttpRequest, asking: Asking, query: ClaimsQuery) -> HttpResponse:
    most = MOST if query.seek else ROWS
    with in_view(asking):
        zone = tell_zone(tenant=asking.tenant)
        meant = wanted(request, query, zone=zone)
        page = page_claims(
            wanted=meant,
            tenant=asking.tenant,
            by=asking.by,
            after=query.after,
            before=query.before,
            limit=most,
        )
        standings, count = sum_claims(usage=query.usage), count_claims(wanted=meant)
    values: dict[str, Any] = {
        "page": page,
        "query": query,
        "text": sought(request, query.seek),
        "zone": zone,
        "has_clients": len(asking.tenants) > 1,
        "tabs": show_views(query, standings),
        "chips": show_chips(query, page, zone),
        "columns": show_columns(query, has_clients=len(asking.tenants) > 1),
        "told": show_told(page, count, most=MOST if query.seek else 0),
        "buttons": (Button("Export selected", icon="dl", size="sm", name="selected", value="1"),),
        "show_all": (Button("Show all claims", "/claims"),),
        "upload": (Button("Upload file", "/files", "main", "file"),) if sends_claims(asking) else (),
        "export": query.to("/claims/export"),
        "back": query.to("/claims"),
        "search": query.to("/claims/search"),
        "filtered": query != ClaimsQuery(),
    } | _places(query, page)
    return answer(request, "portal/claims.html", "portal/claims/list.html", values, asking=asking, here="claims")


def _places(query: ClaimsQuery, page: ClaimPage) -> dict[str, Any]:
    """Where Newer and Older lead, and what a claim's page must know to lead on within this list."""
    within, is_all = query.to("").lstrip("?"), bool(query.seek)
    return {
        "newer": query.to(before=page.newer) if page.newer and not is_all else "",
        "older": query.to(after=page.older) if page.older and not is_all else "",
        "within": f"?{within}" if within else "?sort=-newest",
    }
