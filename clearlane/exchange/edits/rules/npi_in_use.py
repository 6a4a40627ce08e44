"""Each NPI of the claim is one that somebody has, where CMS's list of them was brought in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from clearlane.exchange.edits.facts import Facts
from clearlane.exchange.edits.say import say
from clearlane.standards.codes.records import FindsRecords
from clearlane.vocabulary.claim import Claim, Provider
from clearlane.vocabulary.finding import Disposition, Finding, Status
from clearlane.vocabulary.npi import is_npi
from clearlane.vocabulary.written_day import written_day

TITLE = "Each NPI is one that is in use"
KIND = ("N",)
CITATION = "45 CFR 162.408: the National Plan and Provider Enumeration System; X12 005010X222 NM109"
IN_FORCE = date(2008, 5, 23)
DISPOSITION = Disposition.WARN
STATUS = Status("A7", "562")
READS = ("today", "npis")


def check(*, claim: Claim, facts: Facts) -> tuple[Finding, ...]:
    """Warn of an NPI with a right check digit that CMS's list does not have. A list not brought in judges nothing."""
    if facts.npis is None or not facts.npis.covers.contains(facts.today):
        return ()
    return tuple(_judged(claim, facts.npis, facts.today))


def _judged(claim: Claim, known: FindsRecords, today: date) -> Iterator[Finding]:
    told: set[str] = set()
    for provider in (claim.billing, *claim.other_providers):
        if provider.npi in told or not is_npi(provider.npi):
            continue
        if known.find_on(provider.npi, today) is None:
            told.add(provider.npi)
            yield _finding(provider, known.covers.first)


def _finding(provider: Provider, listed: date) -> Finding:
    return say(
        rule=__name__,
        level=5,
        disposition=DISPOSITION,
        place=replace(provider.place, element=9),
        what=f"The NPI {provider.npi} is nobody's: CMS's list of {written_day(listed)} does not have it.",
        why="It was never given, or has ended, and payers deny its claims; or it is newer than the list.",
        remedy="Look the number up in the NPI registry. The claim goes on: the payer decides.",
        citation=CITATION,
        status=replace(STATUS, entity=provider.entity),
        found=provider.npi,
        expected="an NPI that is in use",
    )
