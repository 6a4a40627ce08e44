"""Place every segment of a file: the pieces of `cut_file`, each with its set, its number and its loop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from clearlane.standards.x12.cut_file import Piece, cut_file
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.library import Entry, choose, entries, load_machine
from clearlane.standards.x12.machine import Loop
from clearlane.standards.x12.place import Placer, Step
from clearlane.standards.x12.share_sets import ENVELOPE
from clearlane.standards.x12.text import decode, encode
from clearlane.standards.x12.transaction import purpose_of

_HEADS = frozenset(encode(id[:2]) for id in ENVELOPE)
"""How segments of the envelope begin: others need not be looked into."""


@dataclass(frozen=True, slots=True, eq=False)
class SetHead:
    """The set that is open. version: ST03, else GS08. entry: the guide it is read by, None without one."""

    id: str
    version: str
    control: str
    entry: Entry | None
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
    for piece, behind in _with_next(cut_file(source)):
        kind = _kind(piece)
        if kind in ("isa", "GS", "GE", "IEA"):
            head = None
        if kind in ("isa", "GS"):
            elements = (*_elements(piece), *[""] * 9)
            version, group = (elements[8], elements[6]) if kind == "GS" else ("", "")
        if kind == "ST" and piece.isa is not None:
            purpose = purpose_of(behind.data, piece.isa.delimiters) if behind else None
            head, number = _head(piece, version, group, purpose or ""), 0
            placer = _placer(piece, behind, head, piece.isa.delimiters)
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
    if piece.kind != "segment" or piece.isa is None or piece.data[:2] not in _HEADS:
        return piece.kind
    id = decode(piece.data.split(piece.isa.delimiters.element, 1)[0][:4])
    return id if id in ENVELOPE else piece.kind


def _elements(piece: Piece) -> tuple[str, ...]:
    separator = piece.isa.delimiters.element if piece.isa else b"*"
    return tuple(decode(piece.data).split(decode(separator)))


def _with_next(pieces: Iterator[Piece]) -> Iterator[tuple[Piece, Piece | None]]:
    """Each piece with the one behind it."""
    last = next(pieces, None)
    for piece in pieces:
        if last is not None:
            yield last, piece
        last = piece
    if last is not None:
        yield last, None


def _head(piece: Piece, version: str, group: str, purpose: str) -> SetHead:
    _, id, control, st03 = (*_elements(piece), "", "", "", "")[:4]
    entry = choose(version=version or st03, set_id=id, st03=st03).of_purpose(purpose).entry
    return SetHead(id, st03 or version, control, entry, piece.offset, group)


def _placer(piece: Piece, behind: Piece | None, head: SetHead, delimiters: Delimiters) -> Placer | None:
    """What places the segments of a set. behind: the piece behind its ST."""
    if head.entry is None:
        return None
    return Placer(piece.data, behind.data if behind else b"", delimiters=delimiters, version=head.entry.version)


def name_of(entry: Entry) -> str:
    """What people call the transaction of a guide: the name of its text, such as 837P."""
    return entry.files[0].removesuffix(".txt").upper()


def plain_kind(given: str) -> str:
    """How people name a kind, made alike: 837P, 837p and 837p.txt are one; of a guide upon another its own file."""
    return given.strip().casefold().removesuffix(".txt").rpartition("+")[2]


def entry_of(*, version: str, set_id: str, name: str = "") -> Entry | None:
    """The guide of a version and set; where there are several, the one of that name, else the first."""
    alike = [entry for entry in entries() if entry.version == version and entry.set_id == set_id]
    return next((entry for entry in alike if name_of(entry) == name), alike[0] if alike else None)


@lru_cache(maxsize=1 << 13)
def path_of(loop: Loop) -> str:
    """The printed ids from the set inward, such as 2000A/2000B/2300; "" for the set itself."""
    above = path_of(loop.parent) if loop.parent is not None else ""
    return f"{above}/{loop.id}".lstrip("/") if loop.parent is not None else ""


@lru_cache(maxsize=32)
def loops_of(entry: Entry | None) -> dict[str, Loop]:
    """The loops of a guide by their paths; none without a guide."""
    return {path_of(loop): loop for loop in load_machine(entry.files).loops()} if entry else {}
