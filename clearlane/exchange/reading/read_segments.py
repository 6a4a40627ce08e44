"""A claim's own segments as they were received, each named."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.claims.recall import recall, submitted
from clearlane.standards.x12.name_elements import Names, name_elements
from clearlane.vocabulary.outcome import Ref
from clearlane.vocabulary.submitted_claim import SubmittedClaim


@dataclass(frozen=True, slots=True)
class ReadSegment:
    """One segment: its number within the ST..SE, its loop, its elements from the id on, and their names."""

    number: int
    loop: str
    elements: tuple[str, ...]
    names: Names


@dataclass(frozen=True, slots=True)
class ClaimText:
    """What was received for a claim: its segments, the hash of the file they stood in, and the claim read from them."""

    segments: tuple[ReadSegment, ...]
    file_sha256: str
    content: bytes
    claim: SubmittedClaim


def read_segments(*, tenant: int, claim_id: UUID) -> ClaimText | None:
    """The segments of a claim of the scope: header, provider, subscriber, patient, claim. None where it is gone.

    The scope is widened by the sender of the file, whose other claims stay unread.
    """
    found = next(iter(recall(chunk=[Ref(tenant, claim_id)])), None)
    if found is None:
        return None
    claim = submitted(found)
    segments = tuple(
        ReadSegment(one.number, one.loop, one.elements, name_elements(one, version=found.row.version))
        for one in claim.segments
    )
    content = b"".join(piece.text for piece in found.pieces)
    return ClaimText(segments, found.file_sha256.hex(), content, claim)
