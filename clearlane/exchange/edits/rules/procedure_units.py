"""No line has more units of a procedure than CMS holds to be likely, where its limits were brought in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from clearlane.exchange.edits.facts import Facts
from clearlane.exchange.edits.say import say
from clearlane.standards.codes.records import FindsRecords
from clearlane.vocabulary.claim import Claim, ServiceLine
from clearlane.vocabulary.finding import Disposition, Finding, Status

TITLE = "A line has no more units than are medically likely"
KIND = ("C",)
CITATION = "CMS, National Correct Coding Initiative, medically unlikely edits; X12 005010X222 SV104"
IN_FORCE = date(2012, 1, 1)
DISPOSITION = Disposition.WARN
STATUS = Status("A7", "476")
READS = ("today", "most_units")

_UNITS = "UN"


def check(*, claim: Claim, facts: Facts) -> tuple[Finding, ...]:
    """Warn of a line with more units than CMS's table allows on its first day. Limits not brought in judge nothing."""
    if facts.most_units is None:
        return ()
    return tuple(_judged(claim, facts.most_units, facts.today))


def _judged(claim: Claim, limits: FindsRecords, today: date) -> Iterator[Finding]:
    for line in claim.lines:
        if line.unit != _UNITS:
            continue
        limit = limits.find_on(line.procedure, line.service.first if line.service else today)
        if limit is not None and line.quantity > int(limit.says.split()[0]):
            yield _finding(line, limit.says.split()[0])


def _finding(line: ServiceLine, most: str) -> Finding:
    return say(
        rule=__name__,
        level=6,
        disposition=DISPOSITION,
        place=replace(line.place, element=4),
        what=f"Line {line.number} has {line.quantity} units of {line.procedure}.",
        why=f"Medicare and Medicaid hold more than {most} on a line or day to be unlikely, and often deny it.",
        remedy="Check the units. The claim goes on: the payer decides.",
        citation=CITATION,
        status=STATUS,
        found=str(line.quantity),
        expected=f"at most {most}",
    )
