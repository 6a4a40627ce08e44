"""Bills of a hospital or clinic for who was not admitted (837I): days of their lines, and their procedures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clearlane.standards.x12.balance.cut import ClaimCut
from clearlane.standards.x12.care.service_rules import service_finding
from clearlane.standards.x12.care.whole import Whole, dates, part_of
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Finding

OUTPATIENT_BILLS = frozenset(
    (b"13", b"14", b"23", b"43", b"71", b"72", b"73", b"74", b"75", b"76", b"77", b"83", b"85")
)
"""Bill types of which nobody doubts that the patient was not admitted."""
_OF_STAYS = (b"BBR:", b"BBQ:")
_LINE_DAYS = re.compile(rb"~DTP\*472\*").findall


def has_all_days(cut: ClaimCut) -> bool:
    """Whether each line of a bill certainly has its day, or needs none."""
    return cut.head[5][:2] not in OUTPATIENT_BILLS or len(_LINE_DAYS(cut.data)) == len(cut.numbers)


def judge_outpatient(whole: Whole) -> Iterator[Finding]:
    """Lines without their day where the bill covers several; procedures that are coded for stays alone."""
    kind, statement = whole.place[0], dates(whole.head, b"434")
    if kind not in OUTPATIENT_BILLS:
        return
    if len(statement) == 2 and statement[0] < statement[1]:
        for line in whole.lines:
            if not any(spot.parts[:2] == [b"DTP", b"472"] for spot in line):
                place = line[0].place("2400", 0)
                yield service_finding("line_day", place, expected="the day of the service")
    for spot in whole.of(b"HI"):
        for at, composite in enumerate(spot.parts[1:], 1):
            if composite.startswith(_OF_STAYS):
                place, found = part_of(spot.place("2300", at), 2), decode(composite.split(b":")[1])
                yield service_finding("outpatient_procedure", place, found=found)
