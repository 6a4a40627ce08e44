"""Read the small pieces of an 835: an amount, a day, the triples of a CAS, the pairs of REF and AMT."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from clearlane.vocabulary.finding import Place
from clearlane.vocabulary.money import Money
from clearlane.vocabulary.period import Period
from clearlane.vocabulary.remittance import Adjustment
from clearlane.vocabulary.submitted_claim import SegmentText

Block = Sequence[SegmentText]

NOTHING = SegmentText("", 0, 0, ("",))


class UnreadableRemittance(ValueError):
    """An 835 has something that is no amount, or lacks what each has. The message names the place, no value."""


def first(block: Block, id: str, qualifier: str = "") -> SegmentText:
    """The first such segment (with this element 01), else one without elements."""
    for segment in block:
        if segment.elements[0] == id and (not qualifier or segment.element(1) == qualifier):
            return segment
    return NOTHING


def all_of(block: Block, id: str) -> list[SegmentText]:
    """Each segment with this id, in order."""
    return [segment for segment in block if segment.elements[0] == id]


def place(segment: SegmentText) -> Place:
    """Where a segment stands."""
    return Place(offset=segment.offset, segment=segment.number, segment_id=segment.id)


def money(segment: SegmentText, n: int) -> Money:
    """Element n as money; absent is zero. Raises UnreadableRemittance."""
    sent = segment.element(n)
    if not sent:
        return Money.ZERO
    try:
        return Money.read(sent)
    except ValueError as error:
        raise UnreadableRemittance(f"{segment.id}{n:02d} in segment {segment.number}: {error}") from None


def number(segment: SegmentText, n: int) -> Decimal | None:
    """Element n as a quantity; absent is None. Raises UnreadableRemittance."""
    sent = segment.element(n)
    if not sent:
        return None
    try:
        value = Decimal(sent)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise UnreadableRemittance(f"{segment.id}{n:02d} in segment {segment.number}: not a quantity")
    return value


def day(sent: str) -> date | None:
    """CCYYMMDD as a day; None for anything else, since a wrong date moves no money."""
    if len(sent) != 8 or not sent.isdecimal():
        return None
    try:
        return date(int(sent[:4]), int(sent[4:6]), int(sent[6:]))
    except ValueError:
        return None


def period(block: Block, single: str, start: str, end: str) -> Period | None:
    """The days of DTM: one day under ``single``, or the first and the last under ``start`` and ``end``."""
    dates = {segment.element(1): day(segment.element(2)) for segment in all_of(block, "DTM")}
    low = dates.get(single) or dates.get(start) or dates.get(end)
    high = dates.get(single) or dates.get(end) or low
    if low is None or high is None or high < low or high == date.max:
        return None
    return Period.inclusive(low, high)


def adjustments(block: Block) -> tuple[Adjustment, ...]:
    """Every triple of every CAS, in order; an empty triple is none. Raises UnreadableRemittance."""
    found = []
    for segment in all_of(block, "CAS"):
        for n in range(2, len(segment.elements), 3):
            if segment.element(n) or segment.element(n + 1):
                found.append(_adjustment(segment, n))
    return tuple(found)


def _adjustment(segment: SegmentText, n: int) -> Adjustment:
    try:
        return Adjustment(segment.element(1), segment.element(n), money(segment, n + 1), number(segment, n + 2))
    except ValueError as error:
        raise UnreadableRemittance(f"CAS in segment {segment.number}: {error}") from None


def pairs(block: Block, id: str) -> tuple[tuple[str, str], ...]:
    """Elements 01 and 02 of each such segment."""
    return tuple((segment.element(1), segment.element(2)) for segment in all_of(block, id))


def amounts(block: Block) -> tuple[tuple[str, Money], ...]:
    """Qualifier and amount of each AMT. Raises UnreadableRemittance."""
    return tuple((segment.element(1), money(segment, 2)) for segment in all_of(block, "AMT"))


def cut(block: Block, id: str) -> list[Block]:
    """The block cut before each segment with this id; the first part is what stands before the first of them."""
    starts = [n for n, segment in enumerate(block) if segment.elements[0] == id]
    edges = [0, *starts, len(block)]
    return [block[low:high] for low, high in pairwise(edges)]
