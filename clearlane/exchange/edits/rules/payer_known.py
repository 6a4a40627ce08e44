"""The payer id is one that we know, that is live, and to which professional claims can be sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clearlane.exchange.edits.facts import Facts
from clearlane.exchange.edits.say import say
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.finding import Disposition, Finding, Status

TITLE = "The payer is known, live, and takes professional claims"
KIND = ("P",)
CITATION = "Our payer list: its ids, and the routes that lead to each payer"
IN_FORCE = date(2026, 1, 1)
DISPOSITION = Disposition.HOLD
STATUS = Status("A7", "153", "PR")
READS = ("payers",)
IS_SETTABLE = False

_REMEDY = "Look the payer up on our payer list and send the claim with its id; or tell us, and the claim waits."
_TEST_GOES_ON = "Nothing, to try us out. Before you send it for a patient: look the payer up on our payer list."
_WRONG_PAYER = Status("A7", "116")


def check(*, claim: Claim, facts: Facts) -> tuple[Finding, ...]:
    """Hold where the payer id is unknown or not live, or no route for the 837P leads to the payer. A test claim is
    warned and goes on: a practice payer may answer for every payer, and where none does the routing holds it."""
    entry = facts.payer(claim)
    if entry is None:
        why = "No payer on our list has this id, so we cannot tell where to send the claim."
        return (_finding(claim, f"The payer id {claim.payer.id or '(none)'} is not known.", why, STATUS),)
    if not entry.is_live:
        why = "The payer has an entry on our list, but is not open for claims."
        return (_finding(claim, f"{entry.name} ({entry.id}) does not take claims through us now.", why, STATUS),)
    if not entry.takes_claims:
        why = "The payer is known, but no electronic way for professional claims leads to it."
        what = f"{entry.name} ({entry.id}) does not take professional claims electronically."
        return (_finding(claim, what, why, _WRONG_PAYER),)
    return ()


def _finding(claim: Claim, what: str, why: str, status: Status) -> Finding:
    is_test = claim.usage == "T"
    return say(
        rule=__name__,
        level=7,
        disposition=Disposition.WARN if is_test else DISPOSITION,
        place=replace(claim.payer.place, element=9),
        what=what,
        why=why,
        remedy=_TEST_GOES_ON if is_test else _REMEDY,
        citation=CITATION,
        status=status,
        found=claim.payer.id,
        expected="the id of a payer on our list that takes professional claims",
    )
