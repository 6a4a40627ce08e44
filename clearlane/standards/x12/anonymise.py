"""Anonymise a file: every identifier becomes another by a key, dates move together, sums and structure stay.

What becomes of a value says `decide_fate.py`: it stays only where it is proven to be a code or a number, so that
nothing slips through that stands in a place not its own. What stands outside of interchanges is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from clearlane.standards.x12.binary import split_elements
from clearlane.standards.x12.check import check
from clearlane.standards.x12.cut_interchanges import Bounds, bounds, cut_with_next
from clearlane.standards.x12.decide_fate import decide_fate
from clearlane.standards.x12.delimiters import ISA_WIDTHS
from clearlane.standards.x12.disguise import Disguise
from clearlane.standards.x12.events import InterchangeClosed, InterchangeOpened
from clearlane.standards.x12.explain import row_of
from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.machine import Row
from clearlane.standards.x12.place import Placer
from clearlane.standards.x12.read_dictionary import Definition, Part, read_dictionary
from clearlane.standards.x12.source import as_chunks
from clearlane.standards.x12.stream import Stream
from clearlane.standards.x12.text import decode, encode
from clearlane.standards.x12.values import is_date

SEGMENT_ID = "721"
TEXTS = frozenset("id name street city zip phone email web company routing".split())
"""Kinds of text, which may become longer or shorter."""


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

    def pieces(self, stream: Stream) -> Iterator[bytes]:
        """ISA to IEA; line ends stand after each segment where the file began so."""
        self._disguise.today = _today(self._one.elements[8])
        end = b""
        for n, (offset, raw, behind) in enumerate(cut_with_next(self._one, stream)):
            if not n:
                end = b"\n" if offset > self._one.offset + len(self._one.isa) else b""
                yield self._isa() + end
            yield self._segment(raw, behind) + self._end + end
        if not end and self._one.end <= self._one.offset + len(self._one.isa):
            yield self._isa()

    def _isa(self) -> bytes:
        texts = ["ISA", *self._one.elements]
        for n, width in enumerate(ISA_WIDTHS, 1):
            value = texts[n].rstrip()
            number = _part(read_dictionary().segments.get("ISA"), n).number
            if value and n != 16 and not (n == 11 and len(value) == 1):
                texts[n] = self._value("ISA", number, value, None, "").ljust(len(texts[n]))[: max(width, len(texts[n]))]
        return encode(self._element.join(texts)) + self._end

    def _segment(self, raw: bytes, behind: bytes) -> bytes:
        texts = [decode(one) for one in split_elements(raw, self._marks.element)]
        row = self._row(texts, raw, behind)
        definition = read_dictionary().segments.get(texts[0])
        before = ""
        out = [self._value("", SEGMENT_ID, texts[0], None, "")]
        for n, value in enumerate(texts[1:], 1):
            field = row.fields[n - 1] if row and n <= len(row.fields) else None
            out.append(self._element_of(texts[0], value, _part(definition, n), field, before))
            before = value
        return encode(self._element.join(out))

    def _row(self, texts: list[str], raw: bytes, behind: bytes) -> Row | None:
        """The row of the guide that the segment is."""
        if texts[0] == "GS":
            self._version, self._placer = (texts[8] if len(texts) > 8 else ""), None
        elif texts[0] == "ST":
            version = texts[3] if len(texts) > 3 and texts[3] else self._version
            self._placer = Placer(raw, behind, delimiters=self._marks, version=version)
        if self._placer is None:
            return None
        return row_of(self._placer.next(raw), self._placer.parts(raw))

    def _element_of(self, id: str, value: str, part: Part, field: Field | None, before: str) -> str:
        """One element, its repetitions and components one by one."""
        composite = read_dictionary().composites.get(part.number)
        mark = self._marks.repetition_text if part.repeats > 1 else ""
        told = []
        for one in value.split(mark) if mark else [value]:
            told.append(
                self._composite(id, one, composite, field)
                if composite
                else self._value(id, part.number, one, field, before)
            )
        return mark.join(told)

    def _composite(self, id: str, value: str, composite: Definition, field: Field | None) -> str:
        before, told = "", []
        for m, component in enumerate(value.split(self._marks.component_text), 1):
            inner = field.parts[m - 1] if field and field.parts and m <= len(field.parts) else None
            told.append(self._value(id, _part(composite, m).number, component, inner, before))
            before = component
        return self._marks.component_text.join(told)

    def _value(self, id: str, number: str, value: str, field: Field | None, before: str) -> str:
        if not value.strip():
            return value
        fate = decide_fate(id, number, value, field, before)
        if fate.kind == "keep":
            return value
        if fate.kind == "code":
            return self._disguise.code(value, fate.standing)
        told = self._text(id, number, value, fate.kind, field)
        return told if self._is_free(told, value) else self._disguise.id(value, 0)

    def _text(self, id: str, number: str, value: str, kind: str, field: Field | None) -> str:
        """A text of a kind. One that is too short or too long for its element stays so; in the ISA blanks were cut."""
        element = read_dictionary().elements.get(number)
        least, most = (element.least, field.most if field else element.most) if element else (0, 0)
        if kind in TEXTS and id != "ISA" and not least <= len(value) <= (most or len(value)):
            return self._disguise.id(value, 0)
        told = self._disguise.of(kind, value, most=most if len(value) <= most else 0)
        return told.ljust(least if len(value) >= least else 0, "X")

    def _is_free(self, told: str, value: str) -> bool:
        """Whether no delimiter stands in it that stood not there before."""
        marks = set(self._marks.as_text()) - set(value)
        return marks.isdisjoint(told)


def _part(definition: Definition | None, n: int) -> Part:
    return definition.parts[n - 1] if definition and n <= len(definition.parts) else Part("", False, 1)


def _today(text: str) -> date | None:
    """The day of an ISA09."""
    value = text.strip()
    if len(value) != 6 or not is_date(value.encode("latin-1")):
        return None
    return date(2000 + int(value[:2]), int(value[2:4]), int(value[4:]))
