"""Point to the places of findings in the JSON of their file: pointers into the document that `to_json` writes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from clearlane.standards.x12.place_file import place_file
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.shape_elements import ID
from clearlane.standards.x12.stream import BYTE_ORDER_MARK
from clearlane.standards.x12.text import decode
from clearlane.standards.x12.to_json import Gathered
from clearlane.vocabulary.finding import Finding, Place


def point(findings: Sequence[Finding], source: Iterable[bytes]) -> list[Finding]:
    """The findings of a file, each with its pointer; where there are none, the source is not read.

    source: the bytes of the file again, in chunks of any size. A finding whose place is no segment points to the record
    that holds it. Kept is what the findings need, never the file.
    """
    if not findings:
        return []
    wanted = sorted({one.place.offset or 0 for one in findings})
    found = _look(wanted, source)
    return [replace(one, place=replace(one.place, pointer=_pointer(one.place, found))) for one in findings]


def _look(wanted: list[int], source: Iterable[bytes]) -> dict[int, tuple[str, bool]]:
    """Of each offset what stands there, and whether that has elements; of one within a piece the record alone."""
    found: dict[int, tuple[str, bool]] = {}
    at, record = 0, "/records/0"
    for offset, pointer, has_elements in _pieces(source):
        passed = bisect_right(wanted, offset - 1)
        found.update((one, (record, False)) for one in wanted[at:passed])
        at, record = passed, "/".join(pointer.split("/")[:3])
        if at < len(wanted) and wanted[at] == offset:
            found[offset] = (pointer, has_elements)
            at += 1
        if at == len(wanted):
            return found
    found.update((one, (record, False)) for one in wanted[at:])
    return found


def _pieces(source: Iterable[bytes]) -> Iterator[tuple[int, str, bool]]:
    """Every piece of the file: its offset, its pointer, and whether its elements stand beneath that."""
    gathered, record = Gathered(), 0
    for one in place_file(source):
        piece = one.piece
        if piece.kind == "gap" and not piece.offset and piece.data == BYTE_ORDER_MARK:
            yield 0, "/records/0", False
        elif piece.kind in ("gap", "isa"):
            gathered.clear()
            record += 1
            yield piece.offset, f"/records/{record}" + ("/isa" if piece.kind == "isa" else ""), False
        else:
            if not gathered.count or gathered.begins_anew(one):
                gathered.clear()
                record += 1
            gathered.take(one)
            assert piece.isa is not None
            id = decode(piece.data.split(piece.isa.delimiters.element, 1)[0])
            has_elements = piece.kind == "segment" and ID.fullmatch(id) is not None
            yield piece.offset, f"/records/{record}/segments/{gathered.count - 1}", has_elements


def _pointer(place: Place, found: dict[int, tuple[str, bool]]) -> str:
    pointer, has_elements = found[place.offset or 0]
    return pointer + ("".join(_elements(place)) if has_elements else "")


def _elements(place: Place) -> list[str]:
    """The element by its two digits; in what may repeat its repetition, in a composite its component."""
    if not place.element:
        return []
    definition = read_dictionary().segments.get(place.segment_id)
    part = definition.parts[place.element - 1] if definition and place.element <= len(definition.parts) else None
    names = [f"/elements/{place.element:02d}"]
    if part and part.repeats > 1 and (place.repeat or place.component):
        names.append(f"/{max(place.repeat, 1) - 1}")
    if place.component:
        names.append(f"/{place.component}")
    return names
