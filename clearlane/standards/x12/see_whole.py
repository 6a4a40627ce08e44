"""See whether a file was read whole: for those who make something of its pieces, and judge nothing else of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from clearlane.standards.x12.binary import split_elements
from clearlane.standards.x12.cut_file import Piece
from clearlane.standards.x12.delimiters import Isa
from clearlane.standards.x12.envelope_rules import finding
from clearlane.standards.x12.envelope_slips import as_meant, is_told_besides, slip
from clearlane.standards.x12.name_file import LOOKED_AT, no_interchange
from clearlane.standards.x12.share_sets import ENVELOPE
from clearlane.standards.x12.stream import BLANKS, BYTE_ORDER_MARK
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Finding, Place

_BEGINS = rb"""
    CLM~[^~]+~-?[0-9] | CLP~[^~]*~[0-9]+~ | LX~[0-9] | HL~[0-9]+~[0-9]*~(?:2[0-3]|EV|SS|PT)
    | BHT~[0-9]{4}~ | BPR~[A-Z]~ | ST~[0-9]{3}~ | SE~[0-9]+~[^~]+$ | GS~[A-Z]{2}~ | GE~[0-9]+~
"""
"""How segments begin that begin or end what tables are made of; ~ is the separator."""


@lru_cache(maxsize=16)
def _joined(separator: bytes) -> Callable[[bytes], re.Match[bytes] | None]:
    """Finds such a segment behind another in one piece, whose terminator is lost."""
    mark = re.escape(separator)
    return re.compile(rb"(?<=.)(?:%b)" % _BEGINS.replace(b"~", mark), re.DOTALL | re.VERBOSE).search


class Wholeness:
    """Watches the pieces of `cut_file` as they pass; `findings` says at the end what of the file was not read."""

    def __init__(self) -> None:
        self._open: Isa | None = None
        self._has_isa = self._is_indented = False
        self._start, self._offset = b"", 0
        self._last, self._end = "ISA", 0
        self._found: list[Finding] = []

    def see(self, piece: Piece) -> None:
        """One more piece."""
        if piece.kind == "gap":
            self._gap(piece)
        elif piece.kind == "isa":
            self._break_off()
            self._open, self._has_isa, self._last = piece.isa, True, "ISA"
        elif piece.isa is not None:
            self._segment(piece, decode(split_elements(piece.data[:LOOKED_AT], piece.isa.delimiters.element)[0]))
        if piece.kind != "gap":
            self._end = piece.offset + len(piece.data) + len(piece.after) + (piece.kind != "isa")

    def _segment(self, piece: Piece, id: str) -> None:
        """A segment of the envelope before which blanks stand is not known as one, which is told once."""
        self._last = id.strip()[:3]
        if self._last != id and self._last in ENVELOPE and not self._is_indented:
            self._is_indented = True
            place = Place(piece.offset, None, self._last)
            self._found.append(finding("indented", place, found=self._last))
        self._open = None if self._last == "IEA" else self._open
        if piece.isa is not None:
            self._slips(piece, id, piece.isa.delimiters.element)

    def _slips(self, piece: Piece, id: str, separator: bytes) -> None:
        """A segment that holds another, or a header whose elements stand in other places: what follows may be lost."""
        if joined := _joined(separator)(piece.data):
            begun = decode(joined[0].split(separator)[0])
            place = Place(piece.offset, None, self._last)
            self._found.append(finding("unterminated", place, element=self._last, found=begun))
        if id == "ST" or id.startswith("GS"):
            elements = tuple(decode(piece.data).split(decode(separator)))
            if (meant := as_meant(elements)) != elements and not is_told_besides(elements, meant):
                self._found.append(slip(elements, meant, piece.offset))

    def _gap(self, piece: Piece) -> None:
        """Bytes of no interchange. What stands behind one that breaks off is told with that."""
        if self._open is not None:
            if piece.data.lstrip(BLANKS).startswith(b"IEA" + self._open.delimiters.element):
                self._open = None  # it lacks its terminator alone
        elif not self._has_isa:
            if not self._start and piece.data != BYTE_ORDER_MARK:
                self._offset = piece.offset
            self._start += b"" if piece.data == BYTE_ORDER_MARK else piece.data[: LOOKED_AT - len(self._start)]
        elif piece.data.strip(BLANKS):
            found, length = decode(piece.data[:LOOKED_AT]), str(len(piece.data))
            self._found.append(finding("garbage", Place(offset=piece.offset), found=found, length=length))

    def _break_off(self) -> None:
        """The interchange that is open has no end."""
        if self._open is None:
            return
        if self._open.delimiters.clashes():
            self._found.append(finding("delimiters_clash", Place(self._end, None, "ISA")))
        else:
            where = f"after segment {self._last}"
            self._found.append(finding("cut_off", Place(self._end), where=where, byte=f"{self._end:,}"))
        self._open = None

    @property
    def has_interchange(self) -> bool:
        """Whether anything of the file could be read."""
        return self._has_isa

    def findings(self) -> Iterator[Finding]:
        """Once all pieces have passed: what of the file was not read, and why."""
        self._break_off()
        if self._has_isa:
            yield from self._found
        elif self._start.startswith(b"ISA"):
            yield finding("unreadable_isa", Place(offset=self._offset), found=decode(self._start))
        else:
            yield no_interchange(self._start, offset=self._offset)
