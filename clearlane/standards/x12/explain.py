"""Explain a file to a person: each segment with its loop, names and meanings, and every finding in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from clearlane.standards.x12.binary import split_elements
from clearlane.standards.x12.check import check
from clearlane.standards.x12.cut_interchanges import Bounds, bounds, cut_with_next
from clearlane.standards.x12.cut_joined import cut_joined
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.events import InterchangeClosed, InterchangeOpened
from clearlane.standards.x12.fits import fits
from clearlane.standards.x12.machine import Loop, Row
from clearlane.standards.x12.overlay import Overlay
from clearlane.standards.x12.place import Placer, Step
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.read_meanings import name
from clearlane.standards.x12.source import as_chunks
from clearlane.standards.x12.stream import Stream
from clearlane.standards.x12.tell_elements import ToldElement, tell_elements
from clearlane.standards.x12.text import decode
from clearlane.standards.x12.verdict import Verdict
from clearlane.vocabulary.finding import Finding

MOST_FINDINGS = 10_000
"""So many are kept to be told in their places; more are counted."""
LONGEST_TOLD = 4096
"""So many characters are told of an element: what is longer holds a picture or a document, and not values."""
SHORT = 64
"""What segments of so many bytes say is remembered."""
_ENVELOPES = frozenset((b"GS", b"ST", b"SE", b"GE", b"IE"))
"""How segments begin that open or close a group or a set; others need not be looked into to be counted."""


class ExplainedSegment(NamedTuple):
    """A segment with what it says. number: in its set (ST is 1), 0 in the envelope. opens: the loop that begins.

    texts: its id and its elements as sent, each cut where it is too long. A finding that belongs to no segment
    has a line of its own, whose id is "".
    """

    number: int
    offset: int
    loop: str
    opens: str
    id: str
    name: str
    texts: tuple[str, ...]
    elements: tuple[ToldElement, ...]
    findings: tuple[Finding, ...]
    delimiters: Delimiters


class Explanation:
    """The verdict of a file, and its segments when it is walked through: then the source is read a second time.

    accepted: as in `Report`. hidden: how many findings are told nowhere, being too many.
    """

    def __init__(self, source: Iterable[bytes], overlays: tuple[Overlay, ...] = ()) -> None:
        self._source, self._overlays = source, overlays
        self._interchanges: list[Bounds] = []
        self._findings: list[Finding] = []
        self._verdict = Verdict()
        self._read()
        self._findings.sort(key=lambda one: one.place.offset or 0)

    @property
    def accepted(self) -> bool | None:
        """As `Verdict` has it."""
        return self._verdict.accepted

    @property
    def count(self) -> int:
        """How many findings there are."""
        return self._verdict.findings

    @property
    def hidden(self) -> int:
        """How many findings are not told."""
        return self.count - len(self._findings)

    def __iter__(self) -> Iterator[ExplainedSegment]:
        """Every segment in file order."""
        notes = Notes(self._findings)
        stream = Stream(self._source)
        for one in self._interchanges:
            yield from notes.before(one.offset)
            yield from _walk(one, stream, notes)
        yield from notes.before(None)

    def _read(self) -> None:
        opened: InterchangeOpened | None = None
        for event in self._verdict.watch(check(self._source, overlays=self._overlays)):
            if isinstance(event, Finding):
                if len(self._findings) < MOST_FINDINGS:
                    self._findings.append(event)
            elif isinstance(event, InterchangeOpened):
                opened = event
            elif isinstance(event, InterchangeClosed) and opened:
                self._interchanges.append(bounds(opened, event))


def explain(source: Iterable[bytes], *, overlays: Iterable[Overlay] = ()) -> Explanation:
    """Check a file and explain it; memory does not grow with it but for its findings, of which the first are kept.

    source: chunks of bytes of any size that can be walked through twice, such as a tuple; never raises for any bytes.
    overlays: as of `check`. Raises TypeError for a text or a path, and for an iterator,
    which is at its end when it was read once.
    """
    source = as_chunks(source)
    if iter(source) is source:
        raise TypeError("a file is read twice to be explained: give what can be walked through again")
    return Explanation(source, tuple(overlays))


class Notes:
    """The findings that are still to be told, by place; they come in the order of their offsets."""

    def __init__(self, findings: list[Finding]) -> None:
        self._findings, self._next = findings, 0

    def is_due(self, offset: int) -> bool:
        """Whether one is of this offset, or of one before."""
        return self._next < len(self._findings) and (self._findings[self._next].place.offset or 0) <= offset

    def at(self, offset: int) -> tuple[Finding, ...]:
        """Those of the segment at an offset."""
        if not self.is_due(offset):
            return ()
        found = []
        while self.is_due(offset):
            found.append(self._findings[self._next])
            self._next += 1
        return tuple(found)

    def before(self, offset: int | None) -> Iterator[ExplainedSegment]:
        """Those that no segment before this one has told, as a line of their own; None: all that are left."""
        last = offset - 1 if offset is not None else max((one.place.offset or 0 for one in self._findings), default=0)
        found = self.at(last)
        if found:
            at = found[0].place.offset or 0
            yield ExplainedSegment(0, at, "", "", "", "", (), (), found, Delimiters())


def _walk(one: Bounds, stream: Stream, notes: Notes) -> Iterator[ExplainedSegment]:
    """The segments of one interchange; the next one may begin before this one has ended."""
    sets = OpenSets(one.delimiters)
    yield explain_isa(one.offset, one.elements, notes.at(one.offset), one.delimiters)
    for offset, raw, behind in cut_with_next(one, stream):
        if notes.is_due(offset - 1):
            yield from notes.before(offset)
        at, rest = offset, raw
        while rest:
            found = notes.at(at)
            own, begin = cut_joined(rest, found, one.delimiters.element)
            at, rest = at + begin, rest[begin:] if begin else b""
            yield sets.next(at - begin, own, rest or behind, found)


class OpenSets:
    """What is known of the group and the set that are open. version: of a group whose GS is not walked through."""

    def __init__(self, delimiters: Delimiters, *, version: str = "") -> None:
        self._delimiters, self._version = delimiters, version
        self._placer: Placer | None = None
        self._head = b"", b""
        self._number = 0
        self._has_gap = False

    def next(self, offset: int, raw: bytes, behind: bytes, findings: tuple[Finding, ...]) -> ExplainedSegment:
        """One more segment; behind: the next one."""
        if raw[:2] in _ENVELOPES:
            self._enter(raw, behind)
        self._count(places=True)
        placer, number, step, row = self._placer, 0, None, None
        if placer is not None:
            step, number = placer.next(raw), self._number
            row = row_of(step, placer.parts(raw))
        said = (_short if len(raw) <= SHORT else _say)(raw, row, self._delimiters)
        told = _explained(offset, said, step=step, number=number, findings=findings, delimiters=self._delimiters)
        if raw[:2] in _ENVELOPES:
            self._leave(raw)
        return told

    def pass_by(self, raw: bytes, behind: bytes, *, is_near: bool) -> None:
        """Go past a segment that is not told. One that is not near those that are is counted, and not placed: what
        comes behind it is then placed as a part of a set, whose beginning was left out."""
        if not is_near and raw[:2] not in _ENVELOPES:
            self._number += 1
            self._has_gap = True
            return
        self._enter(raw, behind)
        self._count(places=is_near)
        if self._placer is not None and is_near:
            self._placer.next(raw)
        self._leave(raw)

    def _enter(self, raw: bytes, behind: bytes) -> None:
        """A group or a set begins here, or a group or an interchange ends, if that is what the segment is."""
        id, *elements = raw.split(self._delimiters.element, 8)
        if id == b"GS":
            self._version = decode(elements[7].split(self._delimiters.element)[0]) if len(elements) > 7 else ""
        if id == b"ST":
            self._head, self._number, self._has_gap = (raw, behind), 0, False
            self._placer = self._place(is_part=False)
        elif id in (b"GS", b"GE", b"IEA"):
            self._placer = None

    def _count(self, *, places: bool) -> None:
        """One more segment of the set that is open, if one is. places: whether it will be placed."""
        if self._placer is not None:
            self._number += 1
            if places and self._has_gap:
                self._placer = self._place(is_part=True)
            self._has_gap = not places

    def _place(self, *, is_part: bool) -> Placer:
        first, behind = self._head
        _, *elements = first.split(self._delimiters.element)
        version = decode(elements[2]) if len(elements) > 2 and elements[2] else self._version
        return Placer(first, behind, delimiters=self._delimiters, version=version, is_part=is_part)

    def _leave(self, raw: bytes) -> None:
        if raw.split(self._delimiters.element, 1)[0] == b"SE":
            self._placer = None


class _Said(NamedTuple):
    """What a segment says wherever in a file it stands."""

    texts: tuple[str, ...]
    name: str
    elements: tuple[ToldElement, ...]


def _say(raw: bytes, row: Row | None, delimiters: Delimiters) -> _Said:
    texts = tuple(decode(one[:LONGEST_TOLD]) for one in split_elements(raw, delimiters.element))
    return _say_texts(texts, row, delimiters)


_short = lru_cache(maxsize=1 << 12)(_say)


def _say_texts(texts: tuple[str, ...], row: Row | None, delimiters: Delimiters) -> _Said:
    """The name of a segment and its elements in words."""
    named = row.spec.name if row else _name(texts[0])
    return _Said(texts, named, tuple(tell_elements(texts, row=row, delimiters=delimiters)))


def explain_isa(
    offset: int, elements: Iterable[str], findings: tuple[Finding, ...], delimiters: Delimiters
) -> ExplainedSegment:
    """The segment with which an interchange begins."""
    said = _say_texts(("ISA", *elements), None, delimiters)
    return _explained(offset, said, step=None, number=0, findings=findings, delimiters=delimiters)


def _explained(
    offset: int,
    said: _Said,
    *,
    step: Step | None,
    number: int,
    findings: tuple[Finding, ...],
    delimiters: Delimiters,
) -> ExplainedSegment:
    texts, name, elements = said
    loop = step.loop.spec if step else None
    opens = loop.name if loop and step and step.opens else ""
    loop_id = loop.id if loop else ""
    return ExplainedSegment(number, offset, loop_id, opens, texts[0], name, texts, elements, findings, delimiters)


def row_of(step: Step | None, parts: list[bytes]) -> Row | None:
    """The row of its loop that a segment is, by its code where there are several."""
    rows = _rows(step.loop, parts[0]) if step else ()
    if len(rows) < 2:
        return rows[0] if rows else None
    return next((row for row in rows if fits(row, parts)), rows[0])


@lru_cache(maxsize=1 << 13)
def _rows(loop: Loop, id: bytes) -> tuple[Row, ...]:
    """The rows of a loop that are a segment of an id."""
    return tuple(one.row for one in loop.members if one.loop is None and one.row.id == id)


def _name(id: str) -> str:
    """What the standard calls a segment."""
    definition = read_dictionary().segments.get(id)
    return name(id, given=definition.name if definition else "")
