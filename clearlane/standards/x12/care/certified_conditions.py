"""Conditions that a claim or its lines certify (CRC): what a referral of a screened child says, and none twice."""

from __future__ import annotations

from collections.abc import Iterator

from clearlane.standards.x12.balance.record import Spot
from clearlane.standards.x12.care.service_rules import service_finding
from clearlane.standards.x12.care.whole import Whole
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Finding

_FIRST = 3
"""Where the codes of a CRC begin."""
_REFERRAL, _NOBODY, _NOTHING = b"ZZ", b"N", b"NU"


def judge_conditions(whole: Whole) -> Iterator[Finding]:
    """One thing that is wrong with each CRC of a claim and its lines."""
    for segments, loop in [(whole.head, "2300"), *((line, "2400") for line in whole.lines)]:
        for spot in segments:
            if spot.parts[0] == b"CRC":
                found = next(_judged(spot), None)
                if found is not None:
                    rule, at, expected = found
                    yield service_finding(rule, spot.place(loop, at), found=decode(spot.part(at)), expected=expected)


def _judged(spot: Spot) -> Iterator[tuple[str, int, str]]:
    """What is wrong: rule, element, what would be right."""
    codes = spot.parts[_FIRST:]
    is_nobody = spot.part(2) == _NOBODY
    for at, code in enumerate(codes, _FIRST):
        if spot.part(1) == _REFERRAL and code and (code == _NOTHING) is not is_nobody:
            yield "referral", at, "NU" if is_nobody else "AV, S2 or ST"
    for at, code in enumerate(codes, _FIRST):
        if code and code in spot.parts[_FIRST:at]:
            yield "condition_repeated", at, "another condition, or none"
