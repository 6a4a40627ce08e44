"""The billing provider's NPI is present and right; only a registered atypical provider may go without."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clearlane.exchange.edits.facts import Facts
from clearlane.exchange.edits.say import say
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.finding import Disposition, Finding, Status
from clearlane.vocabulary.npi import is_npi

TITLE = "The billing provider's NPI is present and right"
KIND = ("G", "C")
CITATION = "45 CFR 162.406 and 162.410; X12 005010X222 loop 2010AA NM109"
IN_FORCE = date(2008, 5, 23)
DISPOSITION = Disposition.REJECT
STATUS = Status("A7", "562", "85")
READS = ("atypical",)

_TYPED_WRONG = "Look the number up on the NPI letter or in the NPI registry, correct it and send the claim again."


def check(*, claim: Claim, facts: Facts) -> tuple[Finding, ...]:
    """Reject where the NPI is absent, has another shape than ten digits from 1 or 2, or a wrong check digit."""
    npi = claim.billing.npi
    if is_npi(npi):
        return ()
    if not npi:
        return () if _is_atypical(claim, facts) else (_absent(claim),)
    if len(npi) != 10 or not npi.isdigit() or npi[0] not in "12":
        return (_wrong(claim, f"The billing provider's NPI {npi} is not ten digits that begin with 1 or 2."),)
    return (_wrong(claim, f"The billing provider's NPI {npi} has a wrong check digit: a digit was mistyped."),)


def _is_atypical(claim: Claim, facts: Facts) -> bool:
    tin = claim.billing.tin
    return any(kind == "G2" and (number, tin) in facts.atypical for kind, number in claim.billing.legacy_ids)


def _absent(claim: Claim) -> Finding:
    remedy = (
        "Enter the NPI of the practice that bills and send the claim again. A provider that cannot have an NPI"
        " is registered with us once, under the number that the payer gave it (REF*G2)."
    )
    return _finding(claim, "The billing provider has no NPI.", remedy)


def _wrong(claim: Claim, what: str) -> Finding:
    return _finding(claim, what, _TYPED_WRONG)


def _finding(claim: Claim, what: str, remedy: str) -> Finding:
    return say(
        rule=__name__,
        level=5,
        disposition=DISPOSITION,
        place=replace(claim.billing.place, element=9),
        what=what,
        why="Payers know who bills by the NPI alone, and refuse a claim whose NPI cannot exist.",
        remedy=remedy,
        citation=CITATION,
        status=STATUS,
        found=claim.billing.npi,
        expected="an NPI: ten digits, the first 1 or 2, the last a check digit",
    )
