"""Point to the places of findings in the JSON of their file: pointers into the document that `to_json` writes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from clearlane.standards.x12.cut_file import Piece
from clearlane.standards.x12.place_file import place_file
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.shape_elements import ID
from clearlane.standards.x12.stream import BYTE_ORDER_MARK
from clearlane.standards.x12.text import decode
from clearlane.standards.x12.to_json import Bounds
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
    left, last = deque(wanted), 0
    for piece, record, place in _pieces(source):
        while left and left[0] < piece.offset:
            found[left.popleft()] = (f"/records/{last}", False)
        if not left:
            return found
        last = record
        if left[0] == piece.offset:
            found[left.popleft()] = _here(piece, record, place)
    return found | dict.fromkeys(left, (f"/records/{last}", False))


def _pieces(source: Iterable[bytes]) -> Iterator[tuple[Piece, int, int]]:
    """Every piece of the file, the number of its record, and its own among the segments there; that is 0 in others."""
    bounds, record, place = Bounds(), 0, 0
    for one in place_file(source):
        piece = one.piece
        if piece.kind in ("gap", "isa"):
            bounds.end()
            record += piece.offset > 0 or piece.data != BYTE_ORDER_MARK
            place = 0
        elif bounds.begins(one):
            record += 1
            place = 0
        else:
            place += 1
        yield piece, record, place


def _here(piece: Piece, record: int, place: int) -> tuple[str, bool]:
    """The pointer of a piece, and whether its elements stand beneath that."""
    if piece.kind == "gap" or piece.isa is None:
        return f"/records/{record}", False
    if piece.kind == "isa":
        return f"/records/{record}/isa", False
    id = decode(piece.data.split(piece.isa.delimiters.element, 1)[0])
    return f"/records/{record}/segments/{place}", piece.kind == "segment" and ID.fullmatch(id) is not None


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
