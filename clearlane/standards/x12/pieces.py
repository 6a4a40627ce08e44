"""Read what is only a part of a file: its envelope and its sets, each segment placed as well as a part allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clearlane.standards.x12.delimiters import Delimiters, read_isa
from clearlane.standards.x12.place import place
from clearlane.standards.x12.stream import segments
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.submitted_claim import SegmentText

_ELEMENTS_OF_GS = 9
_ENVELOPE = frozenset((b"ISA", b"TA1", b"ISB", b"ISE", b"GS", b"GE", b"IEA"))


@dataclass(frozen=True, slots=True)
class Piece:
    """Segments that stand together: those of a set or of a part of one, or of an envelope, whose ``version`` is ""."""

    version: str
    segments: tuple[SegmentText, ...]
    delimiters: Delimiters


def pieces(content: bytes, *, version: str = "", delimiters: Delimiters | None = None) -> tuple[Piece, ...]:
    """The pieces of one interchange or of a part of it, in order; any bytes are read, none is lost but line ends.

    version, delimiters: those of a part without an envelope (the usual four where they are not given); an ISA and a GS
    say their own.
    """
    isa = read_isa(content)
    used = isa.delimiters if isa else delimiters or Delimiters()
    return tuple(_placed(said, held, used) for said, held in _cut(content, version, used))


def _cut(content: bytes, version: str, delimiters: Delimiters) -> Iterator[tuple[str, list[bytes]]]:
    held: list[bytes] = []
    is_envelope = False
    for _, raw in segments(content, delimiters):
        id, *elements = raw.split(delimiters.element, _ELEMENTS_OF_GS)
        if held and ((id in _ENVELOPE) != is_envelope or id == b"ST"):
            yield "" if is_envelope else version, held
            held = []
        is_envelope = id in _ENVELOPE
        version = decode(elements[7]) if id == b"GS" and len(elements) > 7 else version
        held.append(raw)
    if held:
        yield "" if is_envelope else version, held


def _placed(version: str, held: list[bytes], delimiters: Delimiters) -> Piece:
    content = b"".join(raw + delimiters.segment for raw in held)
    return Piece(version, tuple(place(content, delimiters=delimiters, version=version, is_part=True)), delimiters)
