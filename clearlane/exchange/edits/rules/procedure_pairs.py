"""No two lines of a day are procedures of which CMS pays only one, where its pairs were brought in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import permutations

from clearlane.exchange.edits.facts import Facts
from clearlane.exchange.edits.say import say
from clearlane.standards.codes.records import FindsRecords
from clearlane.vocabulary.claim import Claim, ServiceLine
from clearlane.vocabulary.finding import Disposition, Finding, Status

TITLE = "No two procedures of a day exclude one another"
KIND = ("C",)
CITATION = "CMS, National Correct Coding Initiative, procedure-to-procedure edits; X12 005010X222 SV101"
IN_FORCE = date(2012, 1, 1)
DISPOSITION = Disposition.WARN
STATUS = Status("A7", "454")
READS = ("today", "procedure_pairs")

_MAY_BE_PARTED = "1"
_PARTING = frozenset(
    "24 25 27 57 58 59 78 79 91 E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 LC LD LM LT RC RI RT TA T1 T2 T3 T4 T5 T6 T7 "
    "T8 T9 XE XP XS XU".split()
)
"""The modifiers with which CMS lets both be paid, where the pair's indicator is 1."""


def check(*, claim: Claim, facts: Facts) -> tuple[Finding, ...]:
    """Warn where CMS's table of the day has both procedures as a pair, and no modifier parts them where one may.

    Lines of the same first day are compared. A table that was not brought in judges nothing.
    """
    if facts.procedure_pairs is None or len(claim.lines) == 1:
        return ()
    return tuple(_judged(claim, facts.procedure_pairs, facts.today))


def _judged(claim: Claim, pairs: FindsRecords, today: date) -> Iterator[Finding]:
    for one, other in permutations(claim.lines, 2):
        on, days = _day(one, today), _day(other, today)
        pair = pairs.find_on(one.procedure + other.procedure, on) if on == days else None
        if pair is None or pair.says not in ("0", _MAY_BE_PARTED):
            continue
        if pair.says == "0" or _PARTING.isdisjoint((*one.modifiers, *other.modifiers)):
            yield _finding(one, other, pair.says == _MAY_BE_PARTED)


def _day(line: ServiceLine, today: date) -> date:
    return line.service.first if line.service else today


def _finding(one: ServiceLine, other: ServiceLine, may_be_parted: bool) -> Finding:
    ways = "Add the modifier that says why both were needed, if it is true" if may_be_parted else "Check the procedures"
    return say(
        rule=__name__,
        level=6,
        disposition=DISPOSITION,
        place=replace(other.place, element=1, component=2),
        what=f"Line {other.number} ({other.procedure}) is part of line {one.number} ({one.procedure}) on the same day.",
        why="Medicare and Medicaid pay the first of this pair alone.",
        remedy=f"{ways}. The claim goes on: the payer decides.",
        citation=CITATION,
        status=STATUS,
        found=f"{one.procedure} {other.procedure}",
        expected="one of them, or a modifier" if may_be_parted else "one of them",
    )
