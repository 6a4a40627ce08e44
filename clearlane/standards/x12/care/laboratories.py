"""Numbers of laboratories in a claim: what certainly is no number that CLIA gives."""

from __future__ import annotations

from collections.abc import Iterator

from clearlane.standards.codes.identifiers import is_clia
from clearlane.standards.x12.care.code_rules import code_finding
from clearlane.standards.x12.care.whole import Whole
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Finding

_KINDS = ([b"REF", b"X4"], [b"REF", b"F4"])
"""The laboratory that did a test, and the one that sent it on."""


def judge_laboratories(whole: Whole) -> Iterator[Finding]:
    """Numbers of laboratories, of the claim and of its lines, that have not the shape of one."""
    for segments, loop in ((whole.head, "2300"), *((line, "2400") for line in whole.lines)):
        for spot in segments:
            if spot.parts[:2] in _KINDS and not is_clia(decode(spot.part(2))):
                yield code_finding("laboratory", spot.place(loop, 2), found=decode(spot.part(2)))
