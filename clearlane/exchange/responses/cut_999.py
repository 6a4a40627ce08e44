"""Cut a 999 by claim: an error in one claim may quote it (CTX, IK404), and is no other tenant's to keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.responses.load_sets import SentSet
from clearlane.foundation.tenancy.connection import cursor
from clearlane.standards import x12
from clearlane.vocabulary.outcome import Ref

_SPANS = """
    SELECT tenant_id, claim_id, set_seq, first_segment, last_segment FROM exchange_batches_locator WHERE batch_id = %s
"""
_FRAME = frozenset({"ST", "AK1", "AK2", "IK5", "AK9", "SE"})
"""What speaks of sets and the group in numbers and codes alone; the rest goes with the IK3 before it, or nowhere."""

_At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Part:
    """One segment of the 999, and of which set and segment of ours it speaks; None: of no single segment."""

    raw: bytes
    at: _At | None


def cut_999(*, sent: SentSet, batch: UUID, claims: Sequence[Ref]) -> dict[Ref, bytes]:
    """For each claim of the batch: envelope, verdicts, and those errors whose position is within the claim."""
    parts = list(_parts(sent))
    errors = {part.at for part in parts if part.at}
    spans = _spans(batch) if errors else []
    own = {ref: errors.intersection((seq, n) for n in range(first, last + 1)) for ref, seq, first, last in spans}
    head, frame = sent.envelope(), _join(parts, set())
    return {ref: head + (_join(parts, own[ref]) if own.get(ref) else frame) for ref in claims}


def _join(parts: Sequence[_Part], own: set[_At]) -> bytes:
    return b"".join(part.raw for part in parts if part.at is None or part.at in own)


def _spans(batch: UUID) -> list[tuple[Ref, int, int, int]]:
    with cursor() as sql:
        sql.execute(_SPANS, [batch])
        return [(Ref(tenant, claim), seq, first, last) for tenant, claim, seq, first, last in sql.fetchall()]


def _parts(sent: SentSet) -> Iterator[_Part]:
    """The segments that anyone's extract may hold: the frame, and errors whose place can be told."""
    delimiters, set_seq, at = sent.delimiters, 0, None
    for _, raw in x12.segments(sent.content(), delimiters):
        id, *elements = x12.decode(raw).split(x12.decode(delimiters.element))
        if id == "AK2":
            set_seq = _number(elements, 1)
        if id in _FRAME:
            at = None
            yield _Part(raw + delimiters.segment, None)
            continue
        if id == "IK3":
            at = (set_seq, _number(elements, 1))
        if at:
            yield _Part(raw + delimiters.segment, at)


def _number(elements: Sequence[str], index: int) -> int:
    """A number of ours as the receiver gives it back; 0, which nothing of ours has, where it is none."""
    text = elements[index] if index < len(elements) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else 0
