"""Place every segment of a file: the pieces of `cut_file`, each with its set, its number and its loop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from clearlane.standards.x12.cut_file import Piece, cut_file
from clearlane.standards.x12.interchange import ENVELOPE
from clearlane.standards.x12.library import choose, load_machine
from clearlane.standards.x12.machine import Loop
from clearlane.standards.x12.place import Placer, Step
from clearlane.standards.x12.text import decode


@dataclass(frozen=True, slots=True, eq=False)
class SetHead:
    """The set that is open. version: ST03, else GS08. guide: the version of the guide it is read by, "" without one."""

    id: str
    version: str
    control: str
    guide: str
    offset: int
    group: str


class Placed(NamedTuple):
    """A piece; of a segment within a set also the set, its number there (ST is 1), and its step where a guide leads.

    A terminator without a segment has the number of the segment before it.
    """

    piece: Piece
    set: SetHead | None = None
    number: int = 0
    step: Step | None = None


def place_file(source: Iterable[bytes]) -> Iterator[Placed]:
    """The pieces of a file in order, each in its place. Judges nothing and raises for no bytes."""
    version, group = "", ""
    head: SetHead | None = None
    placer: Placer | None = None
    number = 0
    for piece in cut_file(source):
        kind = _kind(piece)
        if kind in ("isa", "GS", "GE", "IEA"):
            head = None
        if kind in ("isa", "GS"):
            elements = (*_elements(piece), *[""] * 9)
            version, group = (elements[8], elements[6]) if kind == "GS" else ("", "")
        if kind == "ST" and piece.isa is not None:
            head, number = _head(piece, version, group), 0
            first = piece.data.split(piece.isa.delimiters.element)
            placer = Placer(first, delimiters=piece.isa.delimiters, version=head.guide) if head.guide else None
        if head is None or kind in ("gap", "TA1"):
            yield Placed(piece)
            continue
        if not piece.data:
            yield Placed(piece, head, number)
            continue
        number += 1
        yield Placed(piece, head, number, placer.next(piece.data) if placer else None)
        if kind == "SE":
            head = None


def _kind(piece: Piece) -> str:
    """The id of a segment of the envelope; else what kind of piece it is."""
    if piece.kind != "segment" or piece.isa is None:
        return piece.kind
    id = decode(piece.data.split(piece.isa.delimiters.element, 1)[0][:4])
    return id if id in ENVELOPE else piece.kind


def _elements(piece: Piece) -> tuple[str, ...]:
    separator = piece.isa.delimiters.element if piece.isa else b"*"
    return tuple(decode(piece.data).split(decode(separator)))


def _head(piece: Piece, version: str, group: str) -> SetHead:
    _, id, control, st03 = (*_elements(piece), "", "", "", "")[:4]
    entry = choose(version=version or st03, set_id=id, st03=st03).entry
    return SetHead(id, st03 or version, control, entry.version if entry else "", piece.offset, group)


@lru_cache(maxsize=1 << 13)
def path_of(loop: Loop) -> str:
    """The printed ids from the set inward, such as 2000A/2000B/2300; "" for the set itself."""
    above = path_of(loop.parent) if loop.parent is not None else ""
    return f"{above}/{loop.id}".lstrip("/") if loop.parent is not None else ""


@lru_cache(maxsize=32)
def loops_of(version: str, set_id: str) -> dict[str, Loop]:
    """The loops of a guide by their paths; none where no such guide is installed."""
    entry = choose(version=version, set_id=set_id).entry
    return {path_of(loop): loop for loop in load_machine(entry.files).loops()} if entry else {}
