"""Find joint: in the envelope, two segments that run into each other for want of a terminator."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from clearlane.standards.x12.binary import keeps_its_length
from clearlane.standards.x12.delimiters import ISA_LENGTH, Delimiters, read_isa
from clearlane.standards.x12.envelope_guide import envelope_codes
from clearlane.standards.x12.text import decode

_BEGIN_SETS = {"BHT": "[0-9]{4}", "BPR": "[A-Z]", "BGN": "[0-9A-Z]{2}", "AK1": "[A-Z]{2}"}
BEGINNINGS = tuple(_BEGIN_SETS)
"""What stands behind an ST."""
ELEMENTS = {"GS": 8, "ST": 3, "SE": 2, "GE": 2, "IEA": 2}
"""How many elements each has; an ST may end before its last."""
_BEHIND = {
    "GS": {"ST": "[0-9]{3}"},
    "ST": _BEGIN_SETS,
    "SE": {"GE": "[0-9]+", "ST": "[0-9]{3}"},
    "GE": {"IEA": "[0-9]+", "GS": "[A-Z]{2}"},
}
"""What follows each, and how the first element of that looks."""


class Joint(NamedTuple):
    """Of two segments in one: how long the first is, where the second begins, and what it is."""

    length: int
    begin: int
    id: str


def find_joint(id: str, raw: bytes, separator: bytes) -> Joint | None:
    """Where another segment ran into one of the envelope, which has lost its terminator; None: it is a single one."""
    found = _joint(id, separator).match(raw) if id in _BEHIND else None
    return Joint(found.end(1), found.start(2), found[2].decode()) if found else None


@lru_cache(maxsize=64)
def _joint(id: str, separator: bytes) -> re.Pattern[bytes]:
    most, mark = ELEMENTS[id], re.escape(separator)
    least = most - (id == "ST")
    value = rb"%b[^%b\r\n]*" % (mark, mark)
    begins = b"|".join(
        rb"%b(?=%b%b%b)" % (one.encode(), mark, first.encode(), mark) for one, first in _BEHIND[id].items()
    )
    own = rb"%b(?:%b){%d,%d}?" % (id.encode(), value, least, most)
    return re.compile(rb"(%b)[\r\n]*(?:%b)?(%b)" % (own, mark, begins))


def runs_on(raw: bytes, separator: bytes) -> bool:
    """Whether another segment stands in a trailer of a set, with or without a line end before it."""
    return b"\n" in raw or find_joint("SE", raw, separator) is not None


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
