"""Each place of service is on the list on the day of service, and an inpatient place comes with an admission date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from clearlane.exchange.edits.facts import Facts
from clearlane.exchange.edits.say import say
from clearlane.standards.codes.code_set import Answer
from clearlane.standards.codes.place_of_service import INPATIENT
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.finding import Disposition, Finding, Place, Status
from clearlane.vocabulary.written_day import written_day

TITLE = "The place of service is on the list of the day"
KIND = ("S", "C")
CITATION = "CMS place of service code set, Pub. 100-04 ch. 26, 10.5; X12 005010X222 CLM05-1, SV105, DTP*435"
IN_FORCE = date(2012, 1, 1)
DISPOSITION = Disposition.REJECT
STATUS = Status("A7", "249")
READS = ("today", "places_of_service")

_NO_ADMISSION = Status("A6", "189")


def check(*, claim: Claim, facts: Facts) -> tuple[Finding, ...]:
    """Reject a code that is not on the day's list, and an inpatient place without admission date; warn if unknown."""
    if _is_plain(claim, facts):
        return ()
    return (*_listed(claim, facts), *_admitted(claim))


def _is_plain(claim: Claim, facts: Facts) -> bool:
    """Whether the claim names one place for all lines, which is on the list and no inpatient stay."""
    service, code = claim.lines[0].service, claim.place_of_service
    if service is None or code in INPATIENT or any(line.place_of_service for line in claim.lines):
        return False
    return facts.places_of_service.ask(code, service.first) is Answer.YES


def _listed(claim: Claim, facts: Facts) -> Iterator[Finding]:
    service = claim.lines[0].service
    head = replace(claim.place, element=5, component=1)
    yield from _asked(claim.place_of_service, service.first if service else facts.today, head, facts)
    for line in claim.lines:
        if line.place_of_service:
            on = line.service.first if line.service else facts.today
            yield from _asked(line.place_of_service, on, replace(line.place, element=5), facts)


def _asked(code: str, on: date, place: Place, facts: Facts) -> Iterator[Finding]:
    answer = facts.places_of_service.ask(code, on)
    if answer is Answer.NO:
        what = f"The place of service {code or '(empty)'} is not on the list on {written_day(on)}."
        why = "Payers price a service by where it was given, and take only the two digits of the CMS list."
        yield _finding(code, place, what, why, DISPOSITION, STATUS, "Enter the place of service that fits")
    elif answer is Answer.UNKNOWN:
        what = f"We could not check the place of service {code} on {written_day(on)}."
        why = f"The list that we have begins {facts.places_of_service.covered()}."
        yield _finding(code, place, what, why, Disposition.WARN, STATUS, "Nothing needs to be done")


def _admitted(claim: Claim) -> Iterator[Finding]:
    if claim.admission_date is not None:
        return
    places = {line.place_of_service or claim.place_of_service for line in claim.lines}
    inpatient = sorted(places.intersection(INPATIENT))
    if inpatient:
        what = f"The place of service {inpatient[0]} is an inpatient stay, but the claim has no admission date."
        why = "Payers match a physician's hospital services with the hospital's own claim by the day of admission."
        place = replace(claim.place, segment_id="DTP", element=3)
        yield _finding(inpatient[0], place, what, why, DISPOSITION, _NO_ADMISSION, "Enter the admission date (DTP*435)")


def _finding(
    code: str, place: Place, what: str, why: str, disposition: Disposition, status: Status, remedy: str
) -> Finding:
    warns = disposition is Disposition.WARN
    return say(
        rule=__name__,
        level=5,
        disposition=disposition,
        place=place,
        what=what,
        why=why,
        remedy=f"{remedy}: the claim goes on." if warns else f"{remedy} and send the claim again.",
        citation=CITATION,
        status=status,
        found=code,
    )
