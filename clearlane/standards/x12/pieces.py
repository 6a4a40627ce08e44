"""Cut what is only a part of a file into its envelope and its sets, so that each can be placed and parsed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clearlane.standards.x12.delimiters import Delimiters, read_isa
from clearlane.standards.x12.stream import segments
from clearlane.standards.x12.text import decode

_ENVELOPE = frozenset((b"ISA", b"TA1", b"GS", b"GE", b"IEA"))


@dataclass(frozen=True, slots=True)
class Piece:
    """Segments that stand together: those of a set or of a part of one, or of an envelope, whose ``version`` is ""."""

    version: str
    content: bytes
    delimiters: Delimiters


def pieces(content: bytes, *, version: str = "") -> Iterator[Piece]:
    """The pieces of one interchange or of a part of it, in order; any bytes are cut, none is lost but line ends.

    version: that of a part without an envelope; a GS says its own. Without an ISA the delimiters are the usual four.
    """
    isa = read_isa(content)
    delimiters = isa.delimiters if isa else Delimiters()
    held: list[bytes] = []
    is_envelope = False
    for _, raw in segments(content, delimiters):
        id, *elements = raw.split(delimiters.element)
        if held and ((id in _ENVELOPE) != is_envelope or id == b"ST"):
            yield _piece(held, "" if is_envelope else version, delimiters)
            held = []
        is_envelope = id in _ENVELOPE
        version = decode(elements[7]) if id == b"GS" and len(elements) > 7 else version
        held.append(raw)
    if held:
        yield _piece(held, "" if is_envelope else version, delimiters)


def _piece(held: list[bytes], version: str, delimiters: Delimiters) -> Piece:
    return Piece(version, b"".join(raw + delimiters.segment for raw in held), delimiters)
