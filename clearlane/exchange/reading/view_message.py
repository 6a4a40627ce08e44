"""A message about a claim as its page shows it: what it says in words, its segments with their names, its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.claims.models import Claim
from clearlane.exchange.reading.fetch_extract import RECEIVED, Message, read_extract
from clearlane.exchange.reading.find_surroundings import Surroundings, find_surroundings
from clearlane.exchange.reading.name_pieces import MOST, name_pieces
from clearlane.exchange.reading.read_segments import ReadSegment, read_segments
from clearlane.exchange.reading.tell_claim import tell_claim
from clearlane.exchange.reading.tell_message import tell_message
from clearlane.exchange.reading.tell_sent import tell_sent
from clearlane.exchange.reading.tell_timeline import Kept, list_extracts
from clearlane.exchange.reading.telling import Telling
from clearlane.foundation.tenancy.connection import current_tenants
from clearlane.foundation.vault.fetch import NothingStored
from clearlane.foundation.vault.tenant_key import KeyIsGone
from clearlane.standards import x12
from clearlane.standards.x12.pieces import Piece, pieces

_SENT = "out837"


@dataclass(frozen=True, slots=True)
class MessageSheet:
    """A message, what it says, its segments and whether those are all of them; the claim's number (CLM01), what stands
    around it, all its messages."""

    message: Message
    telling: Telling
    segments: tuple[ReadSegment, ...]
    is_all: bool
    number: str
    around: Surroundings
    extracts: tuple[Kept, ...]


def view_message(*, claim_id: UUID, seq: int, by: str) -> MessageSheet | None:
    """The sheet of message ``seq`` about a claim of the scope, 0 for the claim as received; None where there is none.

    That it was read is audited in the trail of the claim's owner.
    """
    claim = Claim.objects.filter(tenant_id__in=current_tenants(), id=claim_id).first()
    message = read_extract(claim, seq=seq, by=by) if claim else None
    if message is None or claim is None:
        return None
    around = find_surroundings(tenant=claim.tenant_id, claim_id=claim.id, file_id=claim.file_id)
    given = x12.Delimiters.from_text(claim.delimiters) if message.kind == RECEIVED else None
    read = pieces(message.content, version=claim.version, delimiters=given)
    return MessageSheet(
        message=message,
        telling=_tell(message.kind, read, claim, around.payer),
        segments=name_pieces(read, first=message.first_segment, last=message.last_segment),
        is_all=sum(len(piece.segments) for piece in read) <= MOST,
        number=claim.patient_control_number,
        around=around,
        extracts=list_extracts(tenant=claim.tenant_id, claim_id=claim.id),
    )


def _tell(kind: str, read: Sequence[Piece], claim: Claim, payer: str) -> Telling:
    if kind not in (RECEIVED, _SENT):
        return tell_message(read, who=payer)
    segments = [one for piece in read for one in piece.segments]
    component = read[0].delimiters.component_text if read else ":"
    about = tell_claim(segments, component=component)
    claims = (about,) if about else ()
    if kind == RECEIVED:
        return Telling(("This is the claim as it came to us, with the parts of the file that lead to it.",), claims)
    return Telling((f"This is the claim as we sent it to {payer}.", *_changes(read, claim)), claims)


def _changes(read: Sequence[Piece], claim: Claim) -> tuple[str, ...]:
    try:
        received = read_segments(tenant=claim.tenant_id, claim_id=claim.id)
    except (NothingStored, KeyIsGone):
        received = None
    if received is None:
        return ("It cannot be compared with the claim as it came: the bytes of that are no longer kept.",)
    sent = (one for piece in read for one in piece.segments)
    component = x12.Delimiters.from_text(claim.delimiters).component_text
    return tell_sent(received=received.claim.segments, sent=sent, component=component)
