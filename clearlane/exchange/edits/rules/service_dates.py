"""Each line has a service date that is real, in order, not in the future, and inside the hospital stay if any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from clearlane.exchange.edits.facts import Facts
from clearlane.exchange.edits.say import say
from clearlane.vocabulary.claim import Claim, ServiceLine
from clearlane.vocabulary.finding import Disposition, Finding, Status
from clearlane.vocabulary.period import Period
from clearlane.vocabulary.written_day import written_day

TITLE = "Each line has a real service date"
KIND = ("G", "C")
CITATION = "X12 005010X222 loop 2400 DTP*472, loop 2300 DTP*435 and DTP*096"
IN_FORCE = date(2012, 1, 1)
DISPOSITION = Disposition.REJECT
STATUS = Status("A7", "187")
FUTURE = (Status("A7", "510"),)
READS = ("today",)

_STAY = "A service billed with a hospital stay is given between admission and discharge."


def check(*, claim: Claim, facts: Facts) -> tuple[Finding, ...]:
    """Reject for each line whose date is absent, unreadable, future, reversed, or outside admission and discharge."""
    if not any(_is_wrong(line, claim, facts.today) for line in claim.lines):
        return ()
    return tuple(finding for line in claim.lines for finding in _findings(line, claim, facts.today))


def _is_wrong(line: ServiceLine, claim: Claim, today: date) -> bool:
    service = line.service
    if service is None or service.last > today:
        return True
    admitted, discharged = claim.admission_date, claim.discharge_date
    return (admitted is not None and service.first < admitted) or (discharged is not None and service.last > discharged)


def _findings(line: ServiceLine, claim: Claim, today: date) -> Iterator[Finding]:
    if line.service is None:
        yield _unreadable(line)
    elif line.service.last > today:
        yield _future(line, line.service, today)
    elif claim.admission_date and line.service.first < claim.admission_date:
        given, admitted = written_day(line.service.first), written_day(claim.admission_date)
        what = f"Line {line.number} is dated {given}, before the admission on {admitted}."
        yield _finding(line, what, _STAY, expected=f"{admitted} or later")
    elif claim.discharge_date and line.service.last > claim.discharge_date:
        given, discharged = written_day(line.service.last), written_day(claim.discharge_date)
        what = f"Line {line.number} is dated {given}, after the discharge on {discharged}."
        yield _finding(line, what, _STAY, expected=f"{discharged} or earlier")


def _unreadable(line: ServiceLine) -> Finding:
    if not line.service_text:
        return _finding(line, f"Line {line.number} has no service date.", "A payer prices each line by its date.")
    first, _, last = line.service_text.partition("-")
    if last and last < first and len(first) == len(last) == 8:
        what = f"Line {line.number} ends ({last}) before it begins ({first})."
        return _finding(line, what, "The from-date comes first, then the to-date.")
    what = f"The service date {line.service_text} of line {line.number} is not a date."
    return _finding(line, what, "A date is written as year, month, day: 20260131; two of them with a dash between.")


def _future(line: ServiceLine, service: Period, today: date) -> Finding:
    given, latest = written_day(service.last), written_day(today)
    what = f"The service date {given} of line {line.number} is in the future (today is {latest})."
    return _finding(line, what, "Only a service that was given can be billed.", FUTURE, f"{latest} or earlier")


def _finding(
    line: ServiceLine, what: str, why: str, also: tuple[Status, ...] = (), expected: str = "a date of service"
) -> Finding:
    return say(
        rule=__name__,
        level=4,
        disposition=DISPOSITION,
        place=replace(line.place, segment_id="DTP", element=3),
        what=what,
        why=why,
        remedy="Correct the date of this line and send the claim again.",
        citation=CITATION,
        status=STATUS,
        also=also,
        found=line.service_text,
        expected=expected,
    )
