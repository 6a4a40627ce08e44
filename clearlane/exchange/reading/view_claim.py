"""Everything that the page of one claim shows, in one reading."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.reading.explain_claim import Reason, explain_claim
from clearlane.exchange.reading.find_claim import ClaimView, find_claim
from clearlane.exchange.reading.find_surroundings import Surroundings, find_surroundings
from clearlane.exchange.reading.find_syntax import find_syntax
from clearlane.exchange.reading.read_segments import ClaimText, read_segments
from clearlane.exchange.reading.tell_timeline import Kept, Told, list_extracts, tell_timeline
from clearlane.exchange.reading.tell_version import tell_version
from clearlane.foundation.vault.fetch import NothingStored


@dataclass(frozen=True, slots=True)
class ClaimSheet:
    """A claim, what stands around it, its segments (None where their bytes are gone), reasons, history, messages."""

    claim: ClaimView
    around: Surroundings
    text: ClaimText | None
    reasons: tuple[Reason, ...]
    told: tuple[Told, ...]
    extracts: tuple[Kept, ...]
    version: str


def view_claim(*, claim_id: UUID, by: str, zone: str = "UTC") -> ClaimSheet | None:
    """The sheet of a claim of one of the scope's tenants, or None; audited as a read in its owner's trail. Days are
    those of ``zone``.

    The scope is widened by the sender of its file, of which nothing else is read.
    """
    version = tell_version(claim_id=claim_id)
    claim = find_claim(claim_id=claim_id, by=by) if version else None
    if claim is None or version is None:
        return None
    text = _text(claim)
    around = find_surroundings(tenant=claim.tenant, claim_id=claim.id, file_id=claim.file_id)
    numbers = {one.number for one in text.segments} if text else set()
    syntax = (
        find_syntax(file_tenant=around.file_tenant, set_id=around.set_id, numbers=numbers)
        if claim.state == "dead"
        else ()
    )
    extracts = list_extracts(tenant=claim.tenant, claim_id=claim.id)
    return ClaimSheet(
        claim=claim,
        around=around,
        text=text,
        reasons=explain_claim(
            claim=claim,
            payer=around.payer,
            syntax=syntax,
            decisions=around.decisions,
            segments=text.segments if text else (),
            zone=zone,
        ),
        told=tell_timeline(tenant=claim.tenant, claim_id=claim.id, around=around, extracts=extracts),
        extracts=extracts,
        version=version,
    )


def _text(claim: ClaimView) -> ClaimText | None:
    try:
        return read_segments(tenant=claim.tenant, claim_id=claim.id)
    except NothingStored:
        return None
