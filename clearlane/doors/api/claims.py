"""``/v1/claims``: one claim, its timeline, and finding claims by the sender's number."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router

from clearlane.doors.api.answers import ClaimOut, ClaimsOut, TimelineOut
from clearlane.doors.api.bearer import Bearer, caller
from clearlane.doors.api.page import Page, page
from clearlane.doors.api.problem import ProblemOut, not_found
from clearlane.exchange.reading.find_claim import find_claim
from clearlane.exchange.reading.find_timeline import find_timeline
from clearlane.exchange.reading.list_claims import list_claims
from clearlane.foundation.tenancy.scope import scope

router = Router(tags=["claims"])


class Sought(Page):
    """Claims that are looked for. A POST, because a sender's number has no business in an address."""

    patient_control_number: str = Field(min_length=1, max_length=38, pattern="^[ -~]*$")


@router.post(
    "/claims/search",
    auth=Bearer("claims:read"),
    response={200: ClaimsOut, (400, 401, 403, 413, 422): ProblemOut},
    summary="Find claims by the sender's number",
)
def search_claims(request: HttpRequest, sought: Sought) -> Any:
    """The claims with this CLM01 that this organization owns or may see."""
    asking = caller(request)
    with scope(asking.tenants, by=asking.by):
        found = list_claims(
            tenant=asking.tenant,
            by=asking.by,
            number=sought.patient_control_number,
            after=sought.after,
            limit=sought.limit + 1,
        )
    return page(found, limit=sought.limit)


@router.get(
    "/claims/{claim_id}",
    auth=Bearer("claims:read"),
    response={200: ClaimOut, (401, 403, 404): ProblemOut},
    summary="A claim",
)
def get_claim(request: HttpRequest, claim_id: UUID) -> Any:
    """Where a claim stands, what the edits found, and what was answered about it."""
    asking = caller(request)
    with scope(asking.tenants, by=asking.by):
        claim = find_claim(claim_id=claim_id, by=asking.by)
    if claim is None:
        raise not_found()
    return claim


@router.get(
    "/claims/{claim_id}/timeline",
    auth=Bearer("claims:read"),
    response={200: TimelineOut, (401, 403, 404): ProblemOut},
    summary="What happened to a claim",
)
def get_timeline(request: HttpRequest, claim_id: UUID) -> Any:
    """Every move, answer and kept extract of a claim, oldest first."""
    asking = caller(request)
    with scope(asking.tenants, by=asking.by):
        moments = find_timeline(claim_id=claim_id, by=asking.by)
    if moments is None:
        raise not_found()
    return {"items": moments}
