"""Leave out the middle of a file that is too long to be told: whole blocks of its beginning, and what closes it."""

from __future__ import annotations

import re

from clearlane.standards.x12.delimiters import Delimiters, read_isa

CLOSING = 1 << 13
"""So many bytes of the end are looked at for what closes a set."""

_BLOCKS = (b"HL", b"CLP", b"LX", b"AK2", b"ST")
"""Segments that begin what is told as a whole."""

_CLOSES = frozenset((b"PLB", b"AK9", b"SE", b"GE", b"IEA"))


def cut_short(start: bytes, *, end: bytes) -> bytes:
    """``start`` up to the last block that may be cut off, then those segments of ``end`` that close a set or speak of
    all of it: the verdict of a 999 (AK9), what an 835 takes off beside its claims (PLB)."""
    isa = read_isa(start)
    used = isa.delimiters if isa else Delimiters()
    return start[: _last_block(start, used)] + b"".join(_closing(end, used))


def _last_block(start: bytes, used: Delimiters) -> int:
    """Where the last block begins; where none does, behind the last whole segment."""
    mark, end = re.escape(used.element), re.escape(used.segment)
    begins = re.finditer(end + rb"[\r\n]*(?:" + b"|".join(_BLOCKS) + rb")" + mark, start)
    *_, last = (0, *(found.start() for found in begins))
    return (last or start.rfind(used.segment)) + 1


def _closing(end: bytes, used: Delimiters) -> list[bytes]:
    whole = (raw.strip(b"\r\n") for raw in end.split(used.segment)[1:-1])
    return [raw + used.segment for raw in whole if raw.split(used.element)[0] in _CLOSES]
