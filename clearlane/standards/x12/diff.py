"""Tell two files apart by what they mean: claims by their numbers, segments within loops, elements by their values.

Not compared is what says nothing of the content: delimiters, line ends, control numbers, counts, the time of writing,
the numbers of levels, empty elements at an end, how a number is written ("100" is "100.00"), and among how many sets,
groups and interchanges the claims are shared out: so a file that was split and merged again is what it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from clearlane.standards.x12.answer_claims import Read
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.parse_set import Loop, parse_set
from clearlane.standards.x12.read_dictionary import Part, read_dictionary
from clearlane.standards.x12.report import InterchangeReport, Report, SetReport
from clearlane.standards.x12.values import is_decimal
from clearlane.vocabulary.submitted_claim import SegmentText

CLAIM_HEADS = ("CLM", "CLP")
SAYS_NOTHING = {
    "ISA": (9, 10, 11, 13, 16),
    "GS": (4, 5, 6),
    "ST": (2,),
    "SE": (1, 2),
    "HL": (1, 2, 4),
    "LX": (1,),
}
"""Elements that are not compared."""
MOST_ALIGNED = 2000
"""Of longer stretches that differ, segments are compared one by one in their order."""


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


class _Said(NamedTuple):
    """A segment with its text as sent, and its values by place: of each that counts."""

    loop: str
    number: int
    id: str
    text: str
    values: dict[str, str]

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two segments the same one: loop, id, and the code that stands first where it is one."""
        definition = read_dictionary().segments.get(self.id)
        element = read_dictionary().elements.get(definition.parts[0].number) if definition else None
        code = self.values.get(f"{self.id}01", "") if element and element.type == "ID" else ""
        return self.loop, self.id, code


class _Claim(NamedTuple):
    """The levels above a claim, and its own segments."""

    above: list[_Said]
    own: list[_Said]


@dataclass(slots=True)
class _Content:
    """What a file says: its envelopes and headers in order, and its claims by number.

    rest: by kind, such as ISA, GS HC or 837. Of envelopes, and of headers over claims, those that say the same are one;
    a set without claims is content itself, and stands there as often as it was sent.
    """

    rest: dict[str, list[list[_Said]]] = field(default_factory=dict)
    heads: set[tuple[object, ...]] = field(default_factory=set)
    claims: dict[tuple[str, str, int], _Claim] = field(default_factory=dict)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)

    def put(self, kind: str, said: list[_Said], *, is_head: bool) -> None:
        """Add an envelope or what a set says beside its claims; a head only where it says something new."""
        key = (kind, *((each.loop, each.id, *each.values.items()) for each in said))
        if is_head and key in self.heads:
            return
        self.heads.add(key)
        self.rest.setdefault(kind, []).append(said)


def diff(first: tuple[Report, Read], second: tuple[Report, Read]) -> Iterator[Difference]:
    """The differences of two files, each with its report and what reads its bytes; each told once."""
    one, other = _content(*first), _content(*second)
    told: set[tuple[str, ...]] = set()
    nothing: list[_Said] = []
    for kind in [*one.rest, *(kind for kind in other.rest if kind not in one.rest)]:
        for held, there in zip_longest(one.rest.get(kind, ()), other.rest.get(kind, ()), fillvalue=nothing):
            yield from _once(_compare(held, there, ""), told)
    for key in [*one.claims, *(key for key in other.claims if key not in one.claims)]:
        yield from _once(_claims(one.claims.get(key), other.claims.get(key), key[1]), told)


def _claims(one: _Claim | None, other: _Claim | None, number: str) -> Iterator[Difference]:
    """Two claims of one number; of a claim that one file lacks its own segments, for others may share its levels."""
    if one and other:
        yield from _compare(one.above, other.above, number)
    yield from _compare(one.own if one else [], other.own if other else [], number)


def _once(found: Iterator[Difference], told: set[tuple[str, ...]]) -> Iterator[Difference]:
    """What several claims share, such as their provider, is told at the first."""
    for each in found:
        place = each.claim if each.segment in CLAIM_HEADS or each.loop[:2] in ("23", "24", "21") else ""
        key = (place, *each[1:6])
        if key not in told:
            told.add(key)
            yield each


def _content(report: Report, read: Read) -> _Content:
    content = _Content()
    for interchange in report.interchanges:
        _gather(interchange, read, content)
    return content


def _gather(interchange: InterchangeReport, read: Read, content: _Content) -> None:
    marks = interchange.delimiters
    content.put("ISA", [_said(SegmentText("", 0, 0, ("ISA", *interchange.elements)), marks)], is_head=True)
    for group in interchange.groups:
        envelope = _said(SegmentText("", 0, 0, group.elements), marks)
        content.put(f"GS {group.functional_id}", [envelope], is_head=True)
        for each in group.sets:
            _gather_set(each, read, marks, content)


def _gather_set(one: SetReport, read: Read, marks: Delimiters, content: _Content) -> None:
    tree = parse_set(read(one.offset, one.length), delimiters=marks, version=one.version)
    rest: list[_Said] = []
    _part(tree, [], rest, one.set_id, marks, content)
    content.put(one.set_id, rest, is_head=_has_claims(tree))


def _part(loop: Loop, above: list[_Said], rest: list[_Said], set_id: str, marks: Delimiters, content: _Content) -> None:
    """Put a loop where it belongs: a claim with the levels above it, anything else to the rest of the set."""
    if loop.segments and loop.segments[0].id in CLAIM_HEADS:
        pair = (set_id, loop.segments[0].element(1))
        content.seen[pair] += 1
        content.claims[(*pair, content.seen[pair])] = _Claim(above, list(_all(loop, marks)))
        return
    if not _has_claims(loop):
        rest += _all(loop, marks)
        return
    own = [_said(segment, marks) for segment in loop.segments]
    is_level = bool(loop.segments) and loop.segments[0].id == "HL"
    names = [child for child in loop.children if not _has_claims(child)]
    shared = [*own, *(said for child in names for said in _all(child, marks))]
    if not is_level:
        rest += shared
    for child in loop.children:
        if _has_claims(child):
            _part(child, [*above, *shared] if is_level else above, rest, set_id, marks, content)


def _has_claims(loop: Loop) -> bool:
    is_claim = bool(loop.segments) and loop.segments[0].id in CLAIM_HEADS
    return is_claim or any(_has_claims(child) for child in loop.children)


def _all(loop: Loop, marks: Delimiters) -> Iterator[_Said]:
    yield from (_said(segment, marks) for segment in loop.segments)
    for child in loop.children:
        yield from _all(child, marks)


def _said(segment: SegmentText, marks: Delimiters) -> _Said:
    silent = SAYS_NOTHING.get(segment.id, ())
    definition = read_dictionary().segments.get(segment.id)
    values: dict[str, str] = {}
    for n, value in enumerate(segment.elements[1:], 1):
        part = definition.parts[n - 1] if definition and n <= len(definition.parts) else Part("", False, 1)
        if value and n not in silent:
            values.update(_values(f"{segment.id}{n:02d}", value, part, marks))
    text = marks.element.decode("latin-1").join(segment.elements)
    return _Said(segment.loop, segment.number, segment.id, text, values)


def _values(place: str, value: str, part: Part, marks: Delimiters) -> Iterator[tuple[str, str]]:
    """The value of an element, or each of its components; repetitions stay together."""
    composite = read_dictionary().composites.get(part.number)
    if composite is None:
        element = read_dictionary().elements.get(part.number)
        is_number = element is not None and element.type == "R" and is_decimal(value.encode("latin-1"))
        yield place, _plain(value) if is_number else value.rstrip() if place[:3] == "ISA" else value
        return
    for m, component in enumerate(value.split(marks.component_text), 1):
        if component:
            inner = composite.parts[m - 1] if m <= len(composite.parts) else Part("", False, 1)
            yield from _values(f"{place}-{m}", component, inner, marks)


def _plain(number: str) -> str:
    """The number without zeros that say nothing."""
    text = f"{Decimal(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _compare(one: Sequence[_Said], other: Sequence[_Said], claim: str) -> Iterator[Difference]:
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


def _elements(first: _Said, second: _Said, claim: str) -> Iterator[Difference]:
    for place in sorted({*first.values, *second.values}):
        texts = (first.values.get(place, ""), second.values.get(place, ""))
        if texts[0] != texts[1]:
            yield Difference(claim, first.loop, first.id, place, *texts, (first.number, second.number))


def _aligned(one: Sequence[_Said], other: Sequence[_Said]) -> Iterator[tuple[_Said | None, _Said | None]]:
    """Which segment of the one is which of the other."""
    pairs = enumerate(zip(one, other, strict=False))
    start = next((n for n, (a, b) in pairs if (a.id, a.values) != (b.id, b.values)), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    if len(one) > MOST_ALIGNED or len(other) > MOST_ALIGNED:
        yield from zip_longest(one, other)
        return
    blocks = SequenceMatcher(None, [each.key for each in one], [each.key for each in other], autojunk=False)
    for kind, a, b, c, d in blocks.get_opcodes():
        if kind == "equal":
            yield from zip(one[a:b], other[c:d], strict=True)
        else:
            yield from ((each, None) for each in one[a:b])
            yield from ((None, each) for each in other[c:d])
