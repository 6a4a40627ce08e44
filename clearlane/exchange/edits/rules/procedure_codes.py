"""Each procedure stands on its list on the day of service, where that list was brought in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from clearlane.exchange.edits.facts import Facts
from clearlane.exchange.edits.say import say
from clearlane.standards.codes.code_set import Answer, CodeSet, say_period
from clearlane.standards.codes.shapes import has_shape
from clearlane.vocabulary.claim import Claim, ServiceLine
from clearlane.vocabulary.finding import Disposition, Finding, Status
from clearlane.vocabulary.written_day import written_day

TITLE = "Each procedure is a HCPCS or CPT code of the day"
KIND = ("S", "C")
CITATION = "45 CFR 162.1002(c)(3) to (5): HCPCS, CPT and CDT as in force on the day of service; X12 005010X222 SV101-2"
IN_FORCE = date(2012, 1, 1)
DISPOSITION = Disposition.REJECT
STATUS = Status("A7", "454")
READS = ("today", "procedures")
TRIAL_FROM = date(2026, 11, 28)

_QUALIFIER = "HC"


def check(*, claim: Claim, facts: Facts) -> tuple[Finding, ...]:
    """Reject a code that is not on the day's list. A day that the list does not cover is left to the payer.

    The day is the first of the line. A list that was not brought in judges nothing.
    """
    if not facts.procedures:
        return ()
    return tuple(_judged(claim, facts))


def _judged(claim: Claim, facts: Facts) -> Iterator[Finding]:
    for line in claim.lines:
        codes = _list_of(line, facts)
        on = line.service.first if line.service else facts.today
        if codes is not None and codes.ask(line.procedure, on) is Answer.NO:
            yield _finding(line, codes, on)


def _list_of(line: ServiceLine, facts: Facts) -> CodeSet | None:
    """The list whose shape the code has, if it is here."""
    if line.qualifier != _QUALIFIER:
        return None
    return next((codes for name, codes in facts.procedures.items() if has_shape(name, line.procedure)), None)


def _finding(line: ServiceLine, codes: CodeSet, on: date) -> Finding:
    days = ", ".join(say_period(period) for period in codes.days_of(line.procedure))
    day = written_day(on)
    stood = (
        f"It stands there only {days}." if days else "It stands on no edition of that list that was brought in here."
    )
    return say(
        rule=__name__,
        level=5,
        disposition=DISPOSITION,
        place=replace(line.place, element=1, component=2),
        what=f"The procedure {line.procedure} of line {line.number} is not on the {codes.name} list of {day}.",
        why=f"Payers take only codes of the day of service. {stood}",
        remedy="Correct the procedure, or the day of service, and send the claim again.",
        citation=CITATION,
        status=STATUS,
        found=line.procedure,
        expected=f"a code of {codes.name} on {on.isoformat()}",
    )
