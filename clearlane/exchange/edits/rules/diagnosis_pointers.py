"""Each line points to one to four diagnoses of the claim, no one of them twice."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from clearlane.exchange.edits.facts import Facts
from clearlane.exchange.edits.say import say
from clearlane.vocabulary.claim import Claim, ServiceLine
from clearlane.vocabulary.finding import Disposition, Finding, Status

TITLE = "Each line points to one to four diagnoses of the claim"
KIND = ("G", "C")
CITATION = "X12 005010X222 loop 2400 SV107"
IN_FORCE = date(2012, 1, 1)
DISPOSITION = Disposition.REJECT
STATUS = Status("A7", "477")
READS = ()
MOST = 4

_POINTER = re.compile(r"0?[1-9]\Z|1[0-2]\Z")


def check(*, claim: Claim, facts: Facts) -> tuple[Finding, ...]:
    """Reject for each line whose pointers are none, more than four, repeated, or point to no diagnosis of the claim."""
    sent = len(claim.diagnoses)
    return tuple(_finding(line, sent) for line in claim.lines if _fault(line.pointers, sent))


def _fault(pointers: tuple[str, ...], sent: int) -> str:
    if not pointers:
        return "points to no diagnosis"
    if len(pointers) > MOST:
        return f"points to {len(pointers)} diagnoses"
    for pointer in pointers:
        if not _POINTER.match(pointer) or int(pointer) > sent:
            return f"points to diagnosis {pointer or '(empty)'}"
    if len({int(pointer) for pointer in pointers}) < len(pointers):
        return "points to the same diagnosis twice"
    return ""


def _finding(line: ServiceLine, sent: int) -> Finding:
    has = f"{sent} diagnoses" if sent != 1 else "one diagnosis"
    return say(
        rule=__name__,
        level=4,
        disposition=DISPOSITION,
        place=replace(line.place, element=7),
        what=f"Line {line.number} {_fault(line.pointers, sent)}; the claim has {has}.",
        why="A payer decides on a line by the diagnoses that it was given for: one to four, the chief one first.",
        remedy="Give the line one to four different pointers to diagnoses of this claim, and send it again.",
        citation=CITATION,
        status=STATUS,
        found=":".join(line.pointers),
        expected=f"one to {min(MOST, max(sent, 1))} of 1 to {sent}",
    )
