"""Anonymise a file: every identifier becomes another by a key, dates move together, sums and structure stay.

What becomes of a value says the table `dictionary/anonymise.txt`; text that it does not name is replaced as an id, so
that nothing new slips through. What stands outside of interchanges is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from clearlane.standards.x12.binary import split_elements
from clearlane.standards.x12.check import check
from clearlane.standards.x12.cut_interchanges import Bounds, bounds, cut_with_next
from clearlane.standards.x12.delimiters import ISA_WIDTHS
from clearlane.standards.x12.disguise import Disguise
from clearlane.standards.x12.events import InterchangeClosed, InterchangeOpened
from clearlane.standards.x12.explain import row_of
from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.machine import Row
from clearlane.standards.x12.place import Placer
from clearlane.standards.x12.read_dictionary import Definition, Part, read_dictionary
from clearlane.standards.x12.read_kinds import kind_of
from clearlane.standards.x12.source import as_chunks
from clearlane.standards.x12.stream import Stream
from clearlane.standards.x12.text import decode, encode
from clearlane.standards.x12.values import is_date, is_decimal, is_time, is_whole

IDENTIFYING_LISTS = {"npi": "id", "tin": "id", "zip": "zip", "zip9": "zip", "aba": "routing"}
"""Lists of the notation whose values say who somebody is; those of any other are codes."""
LONGEST_CODE = 5


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
            if value and n not in (11, 16):
                texts[n] = self._value("ISA", number, value, None, "").ljust(len(texts[n]))[: max(width, len(texts[n]))]
        return encode(self._element.join(texts)) + self._end

    def _segment(self, raw: bytes, behind: bytes) -> bytes:
        texts = [decode(one) for one in split_elements(raw, self._marks.element)]
        row = self._row(texts, raw, behind)
        definition = read_dictionary().segments.get(texts[0])
        before = ""
        out = [texts[0] if _is_id(texts[0]) else self._disguise.id(texts[0], 0)]
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
        element = read_dictionary().elements.get(number)
        kind = _kind(id, number, value, field, before)
        if kind == "keep":
            return value
        most = field.most if field else element.most if element else 0
        told = self._disguise.of(kind, value, most=most if len(value) <= most else 0)
        least = element.least if element and len(value) >= element.least else 0
        told = told.ljust(least, "X")
        return told if self._is_free(told, value) else self._disguise.id(value, 0)

    def _is_free(self, told: str, value: str) -> bool:
        """Whether no delimiter stands in it that stood not there before."""
        marks = set(self._marks.as_text()) - set(value)
        return marks.isdisjoint(told)


def _kind(id: str, number: str, value: str, field: Field | None, before: str) -> str:
    """What becomes of a value: first what the guide says it is, then the table, then what its type is."""
    if field and field.codes:
        return "keep" if value.encode("latin-1") in field.codes else _of_code(value, number)
    if field and field.list and field.list not in IDENTIFYING_LISTS:
        return "keep" if _is_coded(value) or (field.test is not None and field.test(encode(value))) else "id"
    named = kind_of(id, number, before) or (IDENTIFYING_LISTS.get(field.list, "") if field else "")
    if named == "keep":
        return _of_code(value, number)
    return named or _of_type(number, value)


def _of_type(number: str, value: str) -> str:
    """A code, a number or a time is kept if it can be one; everything else is replaced."""
    element = read_dictionary().elements.get(number)
    kind, data = element.type if element else "", value.encode("latin-1")
    if kind == "ID":
        return _of_code(value, number)
    can_be = {"R": is_decimal, "N": is_whole, "TM": is_time}.get(kind.rstrip("0123456789"))
    if can_be is not None and can_be(data):
        return "keep"
    return "date" if kind == "DT" else "id"


def _of_code(value: str, number: str) -> str:
    """A code of the standard is kept, and what can be one; a text that somebody wrote in its place is not."""
    return "keep" if value in read_dictionary().codes.get(number, ()) or _is_coded(value) else "id"


def _is_coded(value: str) -> bool:
    """Whether it can be a code: without blanks, and so short that it names nobody, or with a digit in it."""
    return " " not in value and (len(value) <= LONGEST_CODE or any(char.isdigit() for char in value))


def _part(definition: Definition | None, n: int) -> Part:
    return definition.parts[n - 1] if definition and n <= len(definition.parts) else Part("", False, 1)


def _is_id(text: str) -> bool:
    return len(text) <= 3 and text.isalnum() and text.isascii()


def _today(text: str) -> date | None:
    """The day of an ISA09."""
    value = text.strip()
    if len(value) != 6 or not is_date(value.encode("latin-1")):
        return None
    return date(2000 + int(value[:2]), int(value[2:4]), int(value[4:]))
