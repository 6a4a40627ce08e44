"""Does a payment add up? At line, claim and payment level; nothing is ever made to add up.

Sources: 835 guide 005010X221A1, section on balancing: a line's charge less its adjustments is what was paid for it, a
claim's charge less all its adjustments is what was paid for it, and the payments of the claims less the provider
adjustments are the payment. A positive PLB amount is taken off. A reversal (CLP02 22) obeys the same sums with the
signs turned.
"""

from __future__ import annotations

from collections.abc import Iterator

from clearlane.vocabulary.finding import Disposition, Finding, Place, Severity
from clearlane.vocabulary.money import Money
from clearlane.vocabulary.remittance import Adjustment, Remittance, RemittanceClaim, RemittanceLine

_GUIDE = "005010X221A1 1.10.2 balancing"
_WHY = "A payment that does not add up cannot be posted: any posting would invent money."
_REMEDY = "Ask the payer for a corrected 835; until then post by hand from the advice as it was sent."


def balance(remittance: Remittance) -> tuple[Finding, ...]:
    """What does not add up, in the order of the file; nothing when all of it does."""
    return tuple(_imbalances(remittance))


def _imbalances(remittance: Remittance) -> Iterator[Finding]:
    for claim in remittance.claims:
        for line in claim.lines:
            yield from _line(claim, line)
        yield from _claim(claim)
    yield from _payment(remittance)


def _line(claim: RemittanceClaim, line: RemittanceLine) -> Iterator[Finding]:
    taken = _taken(line.adjustments)
    if line.charge - taken != line.paid:
        sums = _told(line.charge, taken, line.charge - taken, line.paid)
        yield _finding(
            "balance_line", line.place, f"A service line does not add up: {sums}.", line.paid, line.charge - taken
        )


def _claim(claim: RemittanceClaim) -> Iterator[Finding]:
    taken = _taken(claim.adjustments) + sum((_taken(line.adjustments) for line in claim.lines), Money.ZERO)
    due = claim.charge - taken
    if due != claim.paid:
        sums = _told(claim.charge, taken, due, claim.paid)
        yield _finding("balance_claim", claim.place, f"A claim does not add up: {sums}.", claim.paid, due)
    if claim.is_reversal and claim.charge > Money.ZERO:
        what = f"A reversal (CLP02 22) carries the positive charge {claim.charge.dollars()}: its signs are not turned."
        yield _finding("reversal_sign", claim.place, what, claim.charge, -claim.charge)


def _payment(remittance: Remittance) -> Iterator[Finding]:
    paid = sum((claim.paid for claim in remittance.claims), Money.ZERO)
    adjusted = sum((adjustment.amount for adjustment in remittance.provider_adjustments), Money.ZERO)
    amount = remittance.amount if remittance.sign == "C" else -remittance.amount
    if paid - adjusted != amount:
        due = paid - adjusted
        sums = f"claims {paid.dollars()} less provider adjustments {adjusted.dollars()} is {due.dollars()}"
        yield _finding(
            "balance_payment",
            remittance.place,
            f"The payment does not add up: {sums}, but the payment is {amount.dollars()}.",
            amount,
            due,
        )
    if (remittance.method == "NON" or remittance.handling == "H") and remittance.amount:
        what = f"BPR01 or BPR04 says that nothing is paid (H, NON), but BPR02 is {amount.dollars()}."
        yield _finding("payment_without_money", remittance.place, what, amount, Money.ZERO)


def _told(charge: Money, taken: Money, due: Money, paid: Money) -> str:
    less = f"charge {charge.dollars()} less adjustments {taken.dollars()} is {due.dollars()}"
    return f"{less}, but paid is {paid.dollars()}"


def _taken(adjustments: tuple[Adjustment, ...]) -> Money:
    return sum((adjustment.amount for adjustment in adjustments), Money.ZERO)


def _finding(rule: str, place: Place, what: str, found: Money, expected: Money) -> Finding:
    return Finding(
        rule=rule,
        level=3,
        severity=Severity.ERROR,
        disposition=Disposition.HOLD,
        place=place,
        what=what,
        why=_WHY,
        remedy=_REMEDY,
        citation=_GUIDE,
        found=str(found),
        expected=str(expected),
        unit="set",
    )
