"""The claim's total charge is the sum of its line charges, to the cent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clearlane.exchange.edits.facts import Facts
from clearlane.exchange.edits.say import say
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.finding import Disposition, Finding, Status
from clearlane.vocabulary.money import Money

TITLE = "The total charge is the sum of the lines"
KIND = ("G", "C")
CITATION = "X12 005010X222 loop 2300 CLM02: the total of all SV102 of the claim"
IN_FORCE = date(2012, 1, 1)
DISPOSITION = Disposition.REJECT
STATUS = Status("A8", "400")
ALSO = (Status("A8", "178"),)
READS = ()


def check(*, claim: Claim, facts: Facts) -> tuple[Finding, ...]:
    """Reject where CLM02 differs from the sum of SV102 by a cent or more."""
    total = Money.ZERO
    for line in claim.lines:
        total += line.charge
    return () if total == claim.total_charge else (_finding(claim, total),)


def _finding(claim: Claim, total: Money) -> Finding:
    difference = claim.total_charge - total
    off = f"{difference.dollars()} too much" if difference > Money.ZERO else f"{(-difference).dollars()} too little"
    lines = "its one line adds" if len(claim.lines) == 1 else f"its {len(claim.lines)} lines add"
    return say(
        rule=__name__,
        level=3,
        disposition=DISPOSITION,
        place=replace(claim.place, element=2),
        what=f"The claim's total is {claim.total_charge.dollars()}, but {lines} up to {total.dollars()}: {off}.",
        why="A payer cannot process a claim whose total and lines disagree, and we never mend a sum ourselves.",
        remedy="Find the line or the total that is wrong, correct it and send the claim again.",
        citation=CITATION,
        status=STATUS,
        also=ALSO,
        found=str(claim.total_charge),
        expected=str(total),
    )
