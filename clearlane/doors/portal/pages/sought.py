"""What an address means whose search the session keeps: no address holds a patient's name."""

from __future__ import annotations

from django.http import HttpRequest

from clearlane.directory.users.kept_texts import find_text
from clearlane.doors.portal.pages.claims_query import ClaimsQuery
from clearlane.exchange.reading.claim_filter import ClaimFilter
from clearlane.exchange.reading.search_claims import search_claims


def sought(request: HttpRequest, key: str) -> str:
    """The text of the search in an address; nothing where there is none, or where the session knows it no more."""
    return find_text(request.session, key) or "" if key else ""


def wanted(request: HttpRequest, query: ClaimsQuery, *, zone: str) -> ClaimFilter:
    """The filter, in the open scope: with a search the newest claims that its text means."""
    return query.wanted(zone=zone, ids=search_claims(text=sought(request, query.seek)) if query.seek else None)
