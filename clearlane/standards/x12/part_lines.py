"""Part lines: a segment whose terminator was lost holds a line end, and behind that the segments that follow.

What runs into a segment without a line end between is found by the walk (`mend_row.py`), in the envelope by its shapes
(`find_joint.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.share_sets import ENVELOPE


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
