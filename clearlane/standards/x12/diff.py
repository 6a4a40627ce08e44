"""Tell two files apart by what they mean: claims by their numbers, segments within loops, elements by their values.

Not compared is what says nothing of the content: delimiters, line ends, control numbers, counts, the time of writing,
the numbers of levels, empty elements at an end, how a number is written ("100" is "100.00"), and among how many sets,
groups and interchanges the claims are shared out: so a file that was split and merged again is what it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import chain, islice, zip_longest
from typing import NamedTuple

from clearlane.standards.x12.answer_claims import Read
from clearlane.standards.x12.index_content import Index, number_of
from clearlane.standards.x12.is_same_bytes import is_same_bytes
from clearlane.standards.x12.report import Report
from clearlane.standards.x12.say_segment import Said
from clearlane.standards.x12.walk_content import CLAIM_HEADS, SaidClaim

MOST_ALIGNED = 2000
"""Of longer stretches that differ, segments are compared one by one in their order."""
READ_AGAIN = 200
"""So many claims that differ are read again at a time."""


class Difference(NamedTuple):
    """One difference. claim: its number, "" outside of claims. element: such as "CLM05-1", "" for a whole segment.

    first, second: what stands in each file, "" where nothing does; segments: the numbers there in their sets, 0 none.
    """

    claim: str
    loop: str
    segment: str
    element: str
    first: str
    second: str
    segments: tuple[int, int]


def diff(first: tuple[Report, Read], second: tuple[Report, Read]) -> Iterator[Difference]:
    """The differences of two files, each with its report and what reads its bytes; each told once.

    Of a claim or a set a digest is held; what differs is read again. So memory grows by some 200 bytes a claim.
    """
    if is_same_bytes(first, second):
        return
    one, other = Index(*first), Index(*second)
    told: set[tuple[str, ...]] = set()
    for kind in [*one.beside, *(kind for kind in other.beside if kind not in one.beside)]:
        for held, there in zip_longest(one.beside.get(kind, ()), other.beside.get(kind, ())):
            if held is None or there is None or held.digest != there.digest:
                pair = (held.said() if held else (), there.said() if there else ())
                yield from _once(_compare(*pair, ""), told)
    for number, claim, again in _differing(one, other):
        yield from _once(_claims(claim, again, number), told)


def _differing(one: Index, other: Index) -> Iterator[tuple[str, SaidClaim | None, SaidClaim | None]]:
    """The claims that differ: those of the first file in its order, then those that only the second has."""
    every = chain(one.claims, (key for key in other.claims if key not in one.claims))
    wanted = (key for key in every if one.digest(key) != other.digest(key))
    while keys := list(islice(wanted, READ_AGAIN)):
        here, there = one.fetch(keys), other.fetch(keys)
        yield from ((number_of(key), here.get(key), there.get(key)) for key in keys)


def _claims(one: SaidClaim | None, other: SaidClaim | None, number: str) -> Iterator[Difference]:
    """Two claims of one number; of a claim that one file lacks its own segments, for others may share its levels."""
    if one and other:
        yield from _compare(one.above, other.above, number)
    yield from _compare(one.own if one else [], other.own if other else [], number)


def _once(found: Iterator[Difference], told: set[tuple[str, ...]]) -> Iterator[Difference]:
    """What several claims share, such as their provider, is told at the first; what is of a claim stands nowhere twice,
    and of two segments in it that say the same each is told."""
    for each in found:
        is_own = each.segment in CLAIM_HEADS or each.loop[:2] in ("23", "24", "21")
        key = (each.claim, *each[1:6], *map(str, each.segments)) if is_own else ("", *each[1:6])
        if key not in told:
            told.add(key)
            yield each


def _compare(one: Iterable[Said], other: Iterable[Said], claim: str) -> Iterator[Difference]:
    """Two stretches, segment by segment."""
    for first, second in _aligned(one, other):
        if first is None or second is None:
            there = first or second
            assert there is not None
            numbers = (first.number if first else 0, second.number if second else 0)
            texts = (first.text if first else "", second.text if second else "")
            yield Difference(claim, there.loop, there.id, "", *texts, numbers)
        elif first.values != second.values or first.id != second.id:
            yield from _elements(first, second, claim)


def _elements(first: Said, second: Said, claim: str) -> Iterator[Difference]:
    for place in sorted({*first.values, *second.values}):
        texts = (first.values.get(place, ""), second.values.get(place, ""))
        if texts[0] != texts[1]:
            yield Difference(claim, first.loop, first.id, place, *texts, (first.number, second.number))


def _aligned(one: Iterable[Said], other: Iterable[Said]) -> Iterator[tuple[Said | None, Said | None]]:
    """Which segment of the one is which of the other; what is the same from the beginning is passed by."""
    pairs = zip_longest(one, other)
    different = next(((a, b) for a, b in pairs if a is None or b is None or (a.id, a.values) != (b.id, b.values)), None)
    if different is None:
        return
    held = [different, *islice(pairs, MOST_ALIGNED)]
    if len(held) > MOST_ALIGNED:
        yield from chain(held, pairs)
        return
    yield from _matched([a for a, _ in held if a is not None], [b for _, b in held if b is not None])


def _matched(one: list[Said], other: list[Said]) -> Iterator[tuple[Said | None, Said | None]]:
    blocks = SequenceMatcher(None, [each.key for each in one], [each.key for each in other], autojunk=False)
    for kind, a, b, c, d in blocks.get_opcodes():
        if kind == "equal":
            yield from zip(one[a:b], other[c:d], strict=True)
        else:
            yield from ((each, None) for each in one[a:b])
            yield from ((None, each) for each in other[c:d])
