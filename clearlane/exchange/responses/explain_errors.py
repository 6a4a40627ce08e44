"""Say where in the senders' claims the errors stand that a payer's 999 found in our batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from clearlane.exchange.claims.recall import Recalled, recall
from clearlane.exchange.responses.find_batch import SentBatch
from clearlane.exchange.responses.load_responses import ResponseRow
from clearlane.exchange.responses.map_position import map_position
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.vault.fetch import fetch
from clearlane.standards import x12
from clearlane.standards.x12.delimiters import read_isa
from clearlane.vocabulary.outcome import Ref

MOST_ERRORS = 20

_AT = """
    SELECT tenant_id, claim_id, first_segment, last_segment FROM exchange_batches_locator
    WHERE batch_id = %s AND set_seq = %s AND first_segment <= %s AND last_segment >= %s
"""


@dataclass(frozen=True, slots=True)
class _Span:
    claim: Ref
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _OurSet:
    seq: int
    segments: list[bytes]


def explain_errors(*, row: ResponseRow, batch: SentBatch) -> list[str]:
    """One line an IK3, at most twenty: what is wrong in our ST, and the claim and segment of the sender it comes from.

    Numbers and codes only, no value of a claim. Inside a scope that holds the tenants of the batch's claims.
    """
    errors = [(each["control"], error) for each in row.body.get("sets", ()) for error in each["errors"]]
    if not errors:
        return []
    ours = _sets(fetch(tenant=HOUSE, address=bytes(batch.address)))
    lines = [_line(batch, ours.get(control), error) for control, error in errors[:MOST_ERRORS]]
    left = len(errors) - len(lines)
    return [*lines, f"and {left} more"] if left else lines


def _line(batch: SentBatch, ours: _OurSet | None, error: dict[str, Any]) -> str:
    elements = "".join(f" element {at} IK403 {code}" for at, code in error["elements"])
    what = f"{error['segment_id']} at segment {error['position']} of our ST: IK304 {error['code']}{elements}"
    span = _span(batch.id, ours.seq, error["position"]) if ours else None
    if ours is None or span is None:
        return f"{what}; it stands above the claims"
    recalled = next(iter(recall(chunk=[span.claim])), None)
    at = _theirs(span, error["position"], ours.segments, recalled)
    return f"{what}; claim {span.claim.id}, " + (f"segment {at} of the sender's ST" if at else "a segment of our own")


def _span(batch: UUID, seq: int, position: int) -> _Span | None:
    with cursor() as sql:
        sql.execute(_AT, [batch, seq, position, position])
        row = sql.fetchone()
    return _Span(Ref(row[0], row[1]), row[2], row[3]) if row else None


def _theirs(span: _Span, position: int, ours: Sequence[bytes], recalled: Recalled | None) -> int | None:
    if recalled is None:
        return None
    delimiters = x12.Delimiters.from_text(recalled.row.delimiters)
    theirs = [raw for _, raw in x12.segments(recalled.claim.text, delimiters)]
    index = map_position(
        ours=ours[span.first - 1 : span.last], theirs=theirs, place=position - span.first, element=delimiters.element
    )
    return None if index is None else recalled.claim.first_segment + index


def _sets(content: bytes) -> dict[str, _OurSet]:
    """The sets of a file of ours by their ST02."""
    isa = read_isa(content)
    delimiters = isa.delimiters if isa else x12.Delimiters()
    found = (raw for _, raw in x12.segments(content, delimiters))
    cut = enumerate(_cut(found, delimiters.element), start=1)
    return {x12.decode(raws[0].split(delimiters.element)[2]): _OurSet(seq, raws) for seq, raws in cut}


def _cut(found: Iterator[bytes], element: bytes) -> Iterator[list[bytes]]:
    open_set: list[bytes] = []
    for raw in found:
        if raw.startswith(b"ST" + element):
            open_set = []
        open_set.append(raw)
        if raw.startswith(b"SE" + element):
            yield open_set
