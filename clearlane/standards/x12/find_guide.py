"""Find the guide by which a set is written, where its header names another one of the same transaction.

Software that sends every kind of claim under one version gets this wrong for whole files: it is one fault, not one in
each segment that the named guide does not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.library import Entry, entries
from clearlane.standards.x12.stream import LINE_ENDS

LOOKED_AT = 1 << 12
"""Bytes behind the ST: a header and the first claim up to its first service stand in them."""
Sign = tuple[bytes, ...]
_OF_CLAIMS: dict[Sign, str] = {
    (b"B", b"SV1", b""): "837p.txt", (b"A", b"SV2", b""): "837i.txt", (b"B", b"SV3", b"AD"): "837d.txt",
}  # fmt: skip
"""CLM05-2 of the first claim, what its first service is called, and that its code is dental: no slip is so many.

Where a service of the named guide follows, too, the first one is a slip.
"""
_OF_STATUS: dict[Sign, str] = {(b"0010", b"DG"): "277.txt", (b"0085", b"TH"): "277ca.txt"}
"""BHT01 and BHT06 of an answer about claims, and of the acknowledgment of claims."""


def find_guide(named: Entry, behind: bytes, delimiters: Delimiters) -> Entry | None:
    """The guide that a set is written by; None where it is the named one, or where nothing tells.

    behind: `LOOKED_AT` bytes behind the ST.
    """
    signs = next((one for one in (_OF_CLAIMS, _OF_STATUS) if named.files[0] in one.values()), None)
    if signs is None:
        return None
    end = _end_of_set(delimiters)(behind)
    behind = behind[: end.start()] if end else behind
    if signs is _OF_CLAIMS:
        own = next(sign[1] for sign, file in signs.items() if file == named.files[0])
        sign = () if own + delimiters.element in behind else _first_claim(behind, delimiters)
    else:
        sign = _purpose(behind, delimiters)
    file = signs.get(sign, named.files[0])
    return None if file == named.files[0] else next(one for one in entries() if one.files == (file,))


@lru_cache(maxsize=16)
def _end_of_set(delimiters: Delimiters) -> Callable[[bytes], re.Match[bytes] | None]:
    """Finds the SE: what stands behind it is of another set."""
    terminator, separator = re.escape(delimiters.segment), re.escape(delimiters.element)
    return re.compile(rb"%b[\r\n]*SE%b" % (terminator, separator)).search


def _first_claim(behind: bytes, delimiters: Delimiters) -> Sign:
    element, segment = delimiters.element, delimiters.segment
    before, _, line = behind.partition(b"LX" + element + b"1" + segment)
    claim = before.rpartition(b"CLM" + element)[2].split(segment, 1)[0].split(element)
    service = line.lstrip(LINE_ENDS)[:6].split(element)
    if len(claim) < 5 or len(service) < 2:
        return ()
    facility = claim[4].split(delimiters.component)
    return *facility[1:2], service[0], b"AD" if service[1] == b"AD" else b""


def _purpose(behind: bytes, delimiters: Delimiters) -> Sign:
    parts = behind.lstrip(LINE_ENDS).split(delimiters.segment, 1)[0].split(delimiters.element)
    return (parts[1], parts[6]) if parts[0] == b"BHT" and len(parts) > 6 else ()
