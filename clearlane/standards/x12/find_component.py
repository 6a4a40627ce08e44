"""Find the component separator that a file really uses, where its ISA declares another one.

Software that sets ISA16 in one place and writes composites in another gets this wrong for the whole file: it is one
fault, not one in each composite.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from clearlane.standards.x12.delimiters import Delimiters

LOOKED_AT = 1 << 16
"""Bytes behind the ISA."""
_COMPOSITES = ("HI*[A-Z]{2,3}", "SV[13]*[A-Z]{2}", "SVC*[A-Z]{2}", "SV2*[0-9]{4}*[A-Z]{2}", "STC*[A-Z][0-9]{1,2}")
"""How segments begin that have a composite in every file: up to what stands behind its first component."""


def find_component(body: bytes, delimiters: Delimiters) -> bytes:
    """The character that parts all composites of these bytes, where it is not the declared one; else nothing."""
    if delimiters.component in body:
        return b""
    found = set(_parted_by(delimiters)(body))
    return found.pop() if len(found) == 1 else b""


@lru_cache(maxsize=16)
def _parted_by(delimiters: Delimiters) -> Callable[[bytes], list[bytes]]:
    element, segment = re.escape(delimiters.element), re.escape(delimiters.segment)
    begins = "|".join(_COMPOSITES).encode().replace(b"*", element)
    others = re.escape(delimiters.element + delimiters.segment + delimiters.repetition)
    return re.compile(rb"%b[\r\n]*(?:%b)([^%bA-Za-z0-9 \r\n])[A-Z0-9]" % (segment, begins, others)).findall
