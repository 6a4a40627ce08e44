"""Anonymise a file: every identifier becomes another by a key, dates move together, sums and structure stay.

What becomes of a value says `decide_fate.py`: it stays only where it is proven to be a code or a number, so that
nothing slips through that stands in a place not its own. What stands outside of interchanges is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from clearlane.standards.x12.binary import split_binary, split_elements
from clearlane.standards.x12.check import check
from clearlane.standards.x12.cut_interchanges import Bounds, bounds, cut_with_next
from clearlane.standards.x12.decide_fate import Fate, Standing, decide_fate, decide_fates
from clearlane.standards.x12.delimiters import ISA_WIDTHS
from clearlane.standards.x12.disguise import Disguise
from clearlane.standards.x12.events import InterchangeClosed, InterchangeOpened
from clearlane.standards.x12.explain import row_of
from clearlane.standards.x12.machine import Row
from clearlane.standards.x12.part_lines import part_lines
from clearlane.standards.x12.part_values import Value, part_of, part_values
from clearlane.standards.x12.place import Placer
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.source import as_chunks
from clearlane.standards.x12.stream import LINE_ENDS, Stream
from clearlane.standards.x12.text import decode, encode
from clearlane.standards.x12.values import is_date
from clearlane.vocabulary.finding import Finding

SEGMENT_ID = "721"
MISDECLARED = "envelope.isa_component"
"""What is told where composites are parted by another character than ISA16, by which the file is read then."""
TEXTS = frozenset("id name street city zip area phone email web company routing".split())
"""Kinds of text, which may become longer or shorter."""
SHORT, REMEMBERED = 64, 1 << 12
"""What becomes of segments of so many bytes is remembered, and of so many of them; of so many codes, too."""


def anonymise(source: Iterable[bytes], *, key: bytes) -> Iterator[bytes]:
    """The file in pieces; nothing where there is no interchange in it.

    source: chunks of bytes of any size that can be walked through twice. key: secret bytes; files of one key fit
    together. Raises TypeError for an iterator, which can be read only once.
    """
    source = as_chunks(source)
    if iter(source) is source:
        raise TypeError("a file is read twice to be anonymised: give what can be walked through again")
    disguise = Disguise(key)
    stream = Stream(source)
    for one in _bounds(source):
        yield from _Interchange(one, disguise).pieces(stream)


def _bounds(source: Iterable[bytes]) -> list[Bounds]:
    found: list[Bounds] = []
    opened: InterchangeOpened | None = None
    for event in check(source):
        if isinstance(event, InterchangeOpened):
            opened = event
        elif isinstance(event, Finding) and event.rule == MISDECLARED and opened:
            real = replace(opened.delimiters, component=encode(event.expected))
            opened = replace(opened, delimiters=real)
        elif isinstance(event, InterchangeClosed) and opened:
            found.append(bounds(opened, event))
    return found


class _Interchange:
    """Rewrites the segments of one interchange."""

    def __init__(self, one: Bounds, disguise: Disguise) -> None:
        self._one, self._disguise = one, disguise
        self._marks = one.delimiters
        self._version = ""
        self._placer: Placer | None = None
        self._element = decode(one.delimiters.element)
        self._end = one.delimiters.segment
        self._short = lru_cache(maxsize=REMEMBERED)(self._segment)
        self._code = lru_cache(maxsize=REMEMBERED)(self._as_code)

    def pieces(self, stream: Stream) -> Iterator[bytes]:
        """ISA to IEA; line ends stand after each segment where the file began so."""
        self._disguise.today = _today(self._one.elements[8])
        end = b""
        for n, (offset, raw, behind) in enumerate(cut_with_next(self._one, stream)):
            if not n:
                end = b"\n" if offset > self._one.offset + len(self._one.isa) else b""
                yield self._isa() + end
            yield self._lines(raw, behind) + self._end + end
        if not end and self._one.end <= self._one.offset + len(self._one.isa):
            yield self._isa()

    def _isa(self) -> bytes:
        texts = ["ISA", *self._one.elements]
        for n, width in enumerate(ISA_WIDTHS, 1):
            text = texts[n].rstrip()
            value = Value(part_of(read_dictionary().segments.get("ISA"), n).number, text, None, "")
            if text and n != 16 and not (n == 11 and len(text) == 1):
                told = self._told("ISA", value, decide_fate("ISA", *value))
                texts[n] = told.ljust(len(texts[n]))[: max(width, len(texts[n]))]
        return encode(self._element.join(texts)) + self._end

    def _lines(self, raw: bytes, behind: bytes) -> bytes:
        """A segment; where terminators were lost, each that is in it, as it would be alone."""
        if b"\n" not in raw or split_binary(raw, self._marks.element):
            return self._line(raw, behind)
        lines = part_lines(raw, self._marks.element)
        return b"".join(map(self._line, lines, [*lines[1:], behind]))

    def _line(self, line: bytes, behind: bytes) -> bytes:
        """A segment with the line ends behind it, which stay."""
        own = line.rstrip(LINE_ENDS)
        row = self._row(own, behind)
        return (self._short(own, row) if len(own) <= SHORT else self._segment(own, row)) + line[len(own) :]

    def _segment(self, raw: bytes, row: Row | None) -> bytes:
        texts = [decode(one) for one in split_elements(raw, self._marks.element)]
        id = Value(SEGMENT_ID, texts[0], None, "")
        told = self._told("", id, decide_fate("", *id))
        pieces = list(part_values(texts, row, self._marks))
        fates = decide_fates(texts[0], [one.value for one in pieces])
        for (mark, value), fate in zip(pieces, fates, strict=True):
            told += mark + self._told(texts[0], value, fate)
        return encode(told)

    def _row(self, raw: bytes, behind: bytes) -> Row | None:
        """The row of the guide that the segment is."""
        if raw[:2] in (b"GS", b"ST"):
            self._enter(raw, behind)
        if self._placer is None:
            return None
        return row_of(self._placer.next(raw), self._placer.parts(raw))

    def _enter(self, raw: bytes, behind: bytes) -> None:
        """A group or a set begins here, if that is what the segment is."""
        texts = [decode(one) for one in raw.split(self._marks.element)]
        if texts[0] == "GS":
            self._version, self._placer = (texts[8] if len(texts) > 8 else ""), None
        elif texts[0] == "ST":
            version = texts[3] if len(texts) > 3 and texts[3] else self._version
            self._placer = Placer(raw, behind, delimiters=self._marks, version=version)

    def _told(self, id: str, value: Value, fate: Fate) -> str:
        """What becomes of a value. No delimiter stands in it that stood not there before."""
        text = value.text
        if fate.kind == "keep" or not text.strip():
            return text
        if fate.kind == "code":
            return self._code(text, fate.standing)
        told, taken = self._text(id, value, fate.kind), self._taken(text)
        return told if taken.isdisjoint(told) else self._disguise.code(text, taken.isdisjoint)

    def _as_code(self, text: str, standing: Standing) -> str:
        taken = self._taken(text)
        return self._disguise.code(text, lambda other: (standing(other), taken.isdisjoint(other)))

    def _taken(self, text: str) -> set[str]:
        """The delimiters that are not to come into what becomes of a text."""
        return set(self._marks.as_text()) - set(text)

    def _text(self, id: str, value: Value, kind: str) -> str:
        """A text of a kind. One that is too short or too long for its element stays so; in the ISA blanks were cut."""
        number, text, field, _ = value
        element = read_dictionary().elements.get(number)
        least, most = (element.least, field.most if field else element.most) if element else (0, 0)
        if kind in TEXTS and id != "ISA" and not least <= len(text) <= (most or len(text)):
            return self._disguise.id(text, 0)
        told = self._disguise.of(kind, text, most=most if len(text) <= most else 0)
        return told.ljust(least if len(text) >= least else 0, "X")


def _today(text: str) -> date | None:
    """The day of an ISA09."""
    value = text.strip()
    if len(value) != 6 or not is_date(value.encode("latin-1")):
        return None
    return date(2000 + int(value[:2]), int(value[2:4]), int(value[4:]))
