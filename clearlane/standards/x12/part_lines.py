"""Part lines: a segment whose terminator was lost holds the segments that follow, behind a line end or without one.

What runs into a segment of the body the walk finds (`mend_row.py`); in the envelope its few shapes tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from clearlane.standards.x12.binary import keeps_its_length
from clearlane.standards.x12.delimiters import ISA_LENGTH, Delimiters, read_isa
from clearlane.standards.x12.envelope_guide import envelope_codes
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.share_sets import ENVELOPE
from clearlane.standards.x12.text import decode

BEGINNINGS = ("BHT", "BPR", "BGN", "AK1")
"""What stands behind an ST."""
_JOINED = {"GS": (8, ("ST",)), "ST": (3, BEGINNINGS), "SE": (2, ("GE", "ST")), "GE": (2, ("IEA", "GS"))}
"""How many elements a segment of the envelope has, and what follows it."""


class Joint(NamedTuple):
    """Of two segments in one: how long the first is, where the second begins, and what it is."""

    length: int
    begin: int
    id: str


def part_lines(raw: bytes, separator: bytes) -> list[bytes]:
    """The segments that are one for want of a terminator, in their order; the whole where it is a single one.

    A line end stays with what it ends, whose last element is told for it. Only what begins with an id that is known is
    a segment: a line end within a text parts nothing.
    """
    return _part(separator)(raw)


@lru_cache(maxsize=16)
def _part(separator: bytes) -> Callable[[bytes], list[bytes]]:
    ids = b"|".join(id.encode() for id in (*read_dictionary().segments, *ENVELOPE))
    return re.compile(rb"(?<=\n)(?=(?:%b)%b)" % (ids, re.escape(separator))).split


def find_joint(id: str, raw: bytes, separator: bytes) -> Joint | None:
    """Where another segment ran into one of the envelope, which has lost its terminator; None: it is a single one."""
    found = _joint(id, separator).match(raw) if id in _JOINED else None
    return Joint(found.end(1), found.start(2), found[2].decode()) if found else None


@lru_cache(maxsize=64)
def _joint(id: str, separator: bytes) -> re.Pattern[bytes]:
    most, follows = _JOINED[id]
    mark, ids = re.escape(separator), "|".join(follows).encode()
    value = rb"%b[^%b]*" % (mark, mark)
    return re.compile(rb"(%b(?:%b){%d}?)(?:%b)?(%b)(?=%b)" % (id.encode(), value, most, mark, ids, mark))


def find_isa(raw: bytes, delimiters: Delimiters) -> int:
    """Where a whole ISA begins inside a segment, whose own end was lost; 0 where there is none."""
    at = raw.find(b"ISA", 1)
    if at > 0 and keeps_its_length(raw, delimiters.element):
        return 0  # a file within a file
    while at > 0:
        isa = read_isa(raw[at : at + ISA_LENGTH - 1] + delimiters.segment)
        if isa is not None and isa.is_fixed and decode(isa.elements[11]) in envelope_codes("ISA", 12):
            return at
        at = raw.find(b"ISA", at + 1)
    return 0
