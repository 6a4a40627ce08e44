"""A message about a claim as its page shows it: what it says in words, its segments with their names, its place."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.claims.models import Claim
from clearlane.exchange.reading.fetch_extract import RECEIVED, Message, fetch_extract
from clearlane.exchange.reading.find_surroundings import Surroundings, find_surroundings
from clearlane.exchange.reading.name_pieces import name_pieces
from clearlane.exchange.reading.read_segments import ReadSegment, read_segments
from clearlane.exchange.reading.tell_message import tell_message
from clearlane.exchange.reading.tell_sent import tell_sent
from clearlane.exchange.reading.tell_timeline import Kept, list_extracts
from clearlane.exchange.reading.telling import Telling
from clearlane.foundation.tenancy.connection import current_tenants

_SENT = "out837"


@dataclass(frozen=True, slots=True)
class MessageSheet:
    """A message, what it says, its segments; the claim's number (CLM01), what stands around it, all its messages."""

    message: Message
    telling: Telling
    segments: tuple[ReadSegment, ...]
    number: str
    around: Surroundings
    extracts: tuple[Kept, ...]


def view_message(*, claim_id: UUID, seq: int, by: str) -> MessageSheet | None:
    """The sheet of message ``seq`` about a claim of the scope, 0 for the claim as received; None where there is none.

    That it was read is audited in the trail of the claim's owner.
    """
    message = fetch_extract(claim_id=claim_id, seq=seq, by=by)
    claim = Claim.objects.filter(tenant_id__in=current_tenants(), id=claim_id).first()
    if message is None or claim is None:
        return None
    around = find_surroundings(tenant=claim.tenant_id, claim_id=claim.id, file_id=claim.file_id)
    segments = _segments(message, claim)
    return MessageSheet(
        message=message,
        telling=_tell(message, segments, claim, around.payer),
        segments=segments,
        number=claim.patient_control_number,
        around=around,
        extracts=list_extracts(tenant=claim.tenant_id, claim_id=claim.id),
    )


def _segments(message: Message, claim: Claim) -> tuple[ReadSegment, ...]:
    if message.kind == RECEIVED:
        text = read_segments(tenant=claim.tenant_id, claim_id=claim.id)
        return text.segments if text else ()
    return name_pieces(message.content, version=claim.version, first=message.first_segment, last=message.last_segment)


def _tell(message: Message, segments: tuple[ReadSegment, ...], claim: Claim, payer: str) -> Telling:
    if message.kind == RECEIVED:
        return Telling(("This is the claim as it came to us, with the parts of the file that lead to it.",))
    if message.kind != _SENT:
        return tell_message(message.content, who=payer)
    received = read_segments(tenant=claim.tenant_id, claim_id=claim.id)
    changes = tell_sent(received=received.segments, sent=segments, component=claim.delimiters[1]) if received else ()
    return Telling((f"This is the claim as we sent it to {payer}.", *changes))
