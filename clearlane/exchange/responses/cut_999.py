"""Cut a 999 by claim: an error in one claim may quote it (CTX, IK404), and is no other tenant's to keep."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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

_OF_A_SET = frozenset({"AK2", "IK5"})

_OF_ALL = 0


@dataclass(frozen=True, slots=True)
class _Part:
    """One segment of the 999, and of which set and segment of ours it speaks; 0: of the group, or of the whole set."""

    raw: bytes
    set: int
    segment: int


@dataclass(frozen=True, slots=True)
class _Span:
    claim: Ref
    set: int
    first: int
    last: int


def cut_999(*, sent: SentSet, batch: UUID, claims: Sequence[Ref]) -> dict[Ref, bytes]:
    """For each claim of the batch: envelope, the verdicts on the group and on its set, and those errors whose position
    is within the claim."""
    parts, head = list(_parts(sent)), sent.envelope()
    errors = _errors(parts)
    if not errors and len({part.set for part in parts} - {_OF_ALL}) <= 1:
        return dict.fromkeys(claims, head + b"".join(part.raw for part in parts))
    spans = {one.claim: one for one in _spans(batch)}
    keys = {ref: _key(spans.get(ref), errors) for ref in claims}
    made = {key: head + _join(parts, *key) for key in set(keys.values())}
    return {ref: made[key] for ref, key in keys.items()}


def _errors(parts: Sequence[_Part]) -> dict[int, list[int]]:
    """Set -> the segments of it that have errors, in order."""
    found: dict[int, set[int]] = {}
    for part in parts:
        if part.segment:
            found.setdefault(part.set, set()).add(part.segment)
    return {of: sorted(segments) for of, segments in found.items()}


def _key(span: _Span | None, errors: dict[int, list[int]]) -> tuple[int, tuple[int, ...]]:
    """Its set, and which of its segments have an error."""
    if span is None:
        return _OF_ALL, ()
    there = errors.get(span.set, [])
    return span.set, tuple(there[bisect_left(there, span.first) : bisect_right(there, span.last)])


def _join(parts: Sequence[_Part], of: int, own: tuple[int, ...]) -> bytes:
    mine = (part for part in parts if part.set in (_OF_ALL, of))
    return b"".join(part.raw for part in mine if not part.segment or part.segment in own)


def _spans(batch: UUID) -> list[_Span]:
    with cursor() as sql:
        sql.execute(_SPANS, [batch])
        return [_Span(Ref(tenant, claim), *where) for tenant, claim, *where in sql.fetchall()]


def _parts(sent: SentSet) -> Iterator[_Part]:
    """The segments that anyone's extract may hold: the frame, and errors whose place can be told."""
    delimiters, of, segment = sent.delimiters, _OF_ALL, 0
    for _, raw in x12.segments(sent.content(), delimiters):
        id, *elements = x12.decode(raw).split(x12.decode(delimiters.element))
        if id == "AK2":
            of = _number(elements, 1)
        if id in _FRAME:
            segment = 0
            yield _Part(raw + delimiters.segment, of if id in _OF_A_SET else _OF_ALL, 0)
            continue
        if id == "IK3":
            segment = _number(elements, 1)
        if of and segment:
            yield _Part(raw + delimiters.segment, of, segment)


def _number(elements: Sequence[str], index: int) -> int:
    """A number of ours as the receiver gives it back; 0, which nothing of ours has, where it is none."""
    text = elements[index] if index < len(elements) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else 0
