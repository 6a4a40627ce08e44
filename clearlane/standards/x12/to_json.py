"""X12 to JSON that loses no byte: records in file order, a claim each. The mapping: docs/x12-json.md."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from clearlane.standards.x12.binary import LENGTH_AT, split_elements
from clearlane.standards.x12.canonical import canonical
from clearlane.standards.x12.cut_file import Piece
from clearlane.standards.x12.delimiters import Delimiters, Isa
from clearlane.standards.x12.machine import Loop
from clearlane.standards.x12.name_keys import member_of
from clearlane.standards.x12.place import Step
from clearlane.standards.x12.place_file import Placed, SetHead, name_of, path_of, place_file
from clearlane.standards.x12.shape_elements import ID, PAYLOAD, TRAILING, shape_elements
from clearlane.standards.x12.stream import BYTE_ORDER_MARK
from clearlane.standards.x12.text import decode
from clearlane.standards.x12.view_names import Seen, view_names

MAPPING = 1
MOST_SEGMENTS = 1000
LARGEST = 1 << 20
"""A record with so many segments, or bytes, goes on in the next one."""
SMALLER_UNITS = {"835": frozenset({"2100"})}
"""Loops that begin a record though neither a level, nor a unit of rejection, nor directly in the set, by set."""
_SHORT = 24
"""Segments of so many bytes are remembered: lines of one date or one amount, and what was written to do harm."""
_NO_TEXT = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def to_json(source: Iterable[bytes], *, lines: bool = False, names: bool = False) -> Iterator[bytes]:
    """The JSON of a file in pieces: one document, or with `lines` each record as a line of its own. ASCII only.

    names: with the view by names beside the segments. Memory does not grow with the file; no bytes make it raise.
    """
    if not lines:
        yield b'{"mapping": %d, "records": [\n' % MAPPING
    between = b""
    for record in to_records(source, names=names):
        yield between + json.dumps(record).encode("ascii") + (b"\n" if lines else b"")
        between = b"" if lines else b",\n"
    if not lines:
        yield b"\n]}\n"


def to_records(source: Iterable[bytes], *, names: bool = False) -> Iterator[dict[str, Any]]:
    """The records of a file as plain values, in file order."""
    placed = place_file(source)
    first = next(placed, None)
    has_mark = first is not None and first.piece.kind == "gap" and first.piece.data == BYTE_ORDER_MARK
    yield {"record": "file", "mapping": MAPPING} | ({"byte_order_mark": True} if has_mark else {})
    gathered, bounds = Gathered(names=names), Bounds()
    for one in _behind(first, placed, skip=has_mark):
        if one.piece.kind in ("gap", "isa"):
            yield from gathered.told()
            bounds.end()
            yield _unparsed(one.piece) if one.piece.kind == "gap" else _interchange(one.piece, gathered)
            continue
        if bounds.begins(one):
            yield from gathered.told()
        gathered.take(one)
    yield from gathered.told()


def _behind(first: Placed | None, rest: Iterator[Placed], *, skip: bool) -> Iterator[Placed]:
    if first is not None and not skip:
        yield first
    yield from rest


def _unparsed(piece: Piece) -> dict[str, Any]:
    return {"record": "unparsed", "offset": piece.offset} | _raw(piece.data, key="text")


def _raw(data: bytes, *, key: str = "raw") -> dict[str, str]:
    """Bytes as text where a person can read it, else as base64."""
    if _NO_TEXT.search(data):
        return {"base64": b64encode(data).decode("ascii")}
    return {key: decode(data)}


def _interchange(piece: Piece, gathered: Gathered) -> dict[str, Any]:
    assert piece.isa is not None
    gathered.usual = piece.after
    return {
        "record": "interchange",
        "offset": piece.offset,
        "isa": decode(piece.data),
        "delimiters": told_delimiters(piece.isa),
        "after": decode(piece.after),
    }


def told_delimiters(isa: Isa) -> dict[str, str]:
    """The four by name; that of repetitions is "" where the version has none."""
    names = ("element", "component", "repetition", "segment")
    return {name: decode(getattr(isa.delimiters, name)) for name in names}


def begins_record(loop: Loop, set_id: str) -> bool:
    """Whether each instance of a loop is a record of its own."""
    if loop.parent is None:
        return False
    repeats = loop.parent.parent is None and any(one.loop is loop and one.most > 1 for one in loop.parent.members)
    return bool(loop.spec.attributes.unit) or loop.is_level or repeats or loop.id in SMALLER_UNITS.get(set_id, ())


class Bounds:
    """Where records begin among the segments of a file."""

    def __init__(self) -> None:
        self._set: SetHead | None = None
        self._loop: Loop | None = None
        self._count = self._size = 0

    def begins(self, one: Placed) -> bool:
        """Whether the next segment begins a record."""
        step = one.step
        begins = (
            not 0 < self._count < MOST_SEGMENTS
            or self._size >= LARGEST
            or one.set is not self._set
            or (step is not None and (step.opens or step.loop is not self._loop) and self._begins_with(step))
        )
        if begins:
            self._set, self._loop, self._count, self._size = one.set, None, 0, 0
        self._loop = step.loop if step else self._loop
        self._count += 1
        self._size += len(one.piece.data)
        return begins

    def _begins_with(self, step: Step) -> bool:
        """Whether the record that is open ends where a segment takes such a step."""
        if self._set is None or self._loop is None:
            return False
        if step.opens and begins_record(step.loop, self._set.id):
            return True
        return step.loop.parent is None and self._loop.parent is not None

    def end(self) -> None:
        """What comes next begins a record."""
        self._count = 0


class Gathered:
    """The record that is being made. usual: the bytes after a terminator that the interchange has by default."""

    def __init__(self, *, names: bool = False) -> None:
        self._names = names
        self.usual = b""
        self._placed: list[Placed] = []

    def take(self, one: Placed) -> None:
        """Add a segment."""
        self._placed.append(one)

    def told(self) -> Iterator[dict[str, Any]]:
        """The record, if there is anything in it; then it is empty."""
        if self._placed:
            yield self._record()
            self._placed = []

    def _record(self) -> dict[str, Any]:
        first = self._placed[0]
        record: dict[str, Any] = {"record": _kind(first), "offset": first.piece.offset}
        if first.set is not None:
            head = first.set
            version = head.entry.version if head.entry else head.version
            record["set"] = {"id": head.id, "version": version, "control": head.control}
            if head.entry:
                record["set"]["guide"] = name_of(head.entry)
            record["segment"] = first.number
            if first.step is not None:
                record["loop"] = path_of(first.step.loop)
        segments = [_segment(one, self.usual) for one in self._placed]
        record["segments"] = segments
        if self._names:
            seen = [_seen(one, plain) for one, plain in zip(self._placed, segments, strict=True) if one.step]
            record["names"] = view_names(seen)
        return record


def _kind(first: Placed) -> str:
    if first.set is None:
        return "envelope"
    if first.number == 1:
        return "set"
    begins = first.step and first.step.opens and begins_record(first.step.loop, first.set.id)
    return "loop" if begins else "rest"


def _segment(one: Placed, usual: bytes) -> dict[str, Any]:
    piece, step = one.piece, one.step
    assert piece.isa is not None
    plain: dict[str, Any] = {"loop": path_of(step.loop)} if step else {}
    if step and step.opens:
        plain["opens"] = True
    data, delimiters = piece.data, piece.isa.delimiters
    plain.update(_short_content(data, delimiters) if len(data) <= _SHORT else _content(data, delimiters))
    if piece.after != usual:
        plain["after"] = decode(piece.after)
    return plain


@lru_cache(maxsize=1 << 12)
def _short_content(data: bytes, delimiters: Delimiters) -> dict[str, Any]:
    """As `_content`, of what is often said again. Not to be changed by who is given it."""
    return _content(data, delimiters)


def _content(data: bytes, delimiters: Delimiters) -> dict[str, Any]:
    """Id and elements, and a payload as base64; what has no proper id as it stands."""
    id, *elements = split_elements(data, delimiters.element)
    name = decode(id)
    if not ID.fullmatch(name):
        return _raw(data)
    binary: dict[str, Any] = {}
    if id in LENGTH_AT and len(elements) == LENGTH_AT[id] + 1:
        binary[PAYLOAD] = b64encode(elements.pop()).decode("ascii")
    if any(delimiters.segment in one for one in elements):  # a payload whose beginning cannot be told
        return {"base64": b64encode(data).decode("ascii")}
    shaped, trailing = shape_elements(name, elements, delimiters)
    return {"id": name, "elements": shaped} | ({TRAILING: trailing} if trailing else {}) | binary


def _seen(one: Placed, plain: dict[str, Any]) -> Seen:
    assert one.step is not None
    assert one.piece.isa is not None
    return seen_of(one.step.loop, plain, one.piece.data, one.piece.isa.delimiters, opens=one.step.opens)


def seen_of(loop: Loop, plain: dict[str, Any], data: bytes, delimiters: Delimiters, *, opens: bool) -> Seen:
    """A segment as its view needs it; one that is raw is no row."""
    if "id" not in plain:
        return Seen(loop, opens, None, {})
    tables = canonical(delimiters)
    own = split_elements(data, delimiters.element)
    parts = [one.translate(tables[0]) for one in own] if tables else own
    return Seen(loop, opens, member_of(loop, parts), plain["elements"])
