"""Balances of a payment (835): each line, each claim, and the payment against its claims and provider adjustments.

A reversal (CLP02 22) obeys the same sums with the signs turned. A positive PLB amount is taken off.
"""

from __future__ import annotations

from collections.abc import Iterator

from clearlane.standards.x12.balance.amount import AMOUNTS, sum_of, taken
from clearlane.standards.x12.balance.consistency import consistency_finding
from clearlane.standards.x12.balance.cut import PaymentCut, cut_payment
from clearlane.standards.x12.balance.record import Record, Spot, spots
from clearlane.standards.x12.balance.rules import balance_finding
from clearlane.standards.x12.balance.service_period import has_whole_periods, period_findings
from clearlane.vocabulary.finding import Finding

DENIED, REVERSAL = b"4", b"22"
_OWED = b"PR"
"""The group of what the patient owes."""
NO_MONEY, NO_PAYMENT = b"H", b"NON"


class PaymentBooks:
    """The balances of one 835."""

    loops = frozenset({"2100"})
    rows = frozenset({b"BPR", b"TRN", b"PLB"})

    def __init__(self) -> None:
        self._payment: Spot | None = None
        self._trace: Spot | None = None
        self._paid = self._adjusted = self._doubt = 0

    def row(self, spot: Spot) -> None:
        """Note what the payment is and what is adjusted beside its claims. Raises ValueError."""
        if spot.parts[0] == b"BPR":
            self._payment = spot
        elif spot.parts[0] == b"TRN":
            self._trace = spot
        elif spot.parts[0] == b"PLB":
            self._adjusted += sum_of(spot.parts[4::2])

    def cut(self, data: bytes) -> PaymentCut:
        """What one look at the payment of a claim gives."""
        return cut_payment(data)

    def proves(self, cut: PaymentCut) -> bool:
        """Whether a claim certainly adds up. Raises ValueError or IndexError where that cannot be seen so quickly."""
        charge, paid = AMOUNTS[cut.head[3]], AMOUNTS[cut.head[4]]
        left, due, owed, has_lines, has_periods = charge, 0, 0, False, False
        for id, first, second, third, more in cut.told:
            if id == b"CAS":
                less = AMOUNTS[third] + sum_of(more.split(b"*")[2::3]) if more else AMOUNTS[third]
                left -= less
                due -= less
                if first == _OWED:
                    owed += less
            elif id == b"SVC":
                if has_lines and due:
                    return False
                whole = AMOUNTS[second]
                due, charge, has_lines = whole - AMOUNTS[third], charge - whole, True
            elif id == b"DTM":
                has_periods = True
        if left != paid or (has_lines and (due or charge)):
            return False
        said = cut.head[5]
        if said and AMOUNTS[said] != owed and cut.head[2] != REVERSAL:
            return False
        if (paid > 0 and cut.head[2] == DENIED) or (has_periods and not has_whole_periods(cut.data)):
            return False
        self._paid += paid
        return True

    def explain(self, record: Record) -> Iterator[Finding]:
        """What does not add up in a claim: what is wrong in a line is not said of its claim again."""
        first, *others = spots(record)
        charge, paid = AMOUNTS[first.part(3)], AMOUNTS[first.part(4)]
        self._paid += paid
        left = charge - sum(taken(spot.parts) for spot in (first, *others) if spot.parts[0] == b"CAS")
        charges = [AMOUNTS[spot.part(2)] for spot in others if spot.parts[0] == b"SVC"]
        wrong = list(_lines(others))
        if wrong:
            yield from wrong
        elif left != paid:
            self._doubt += paid - left
            yield balance_finding("payment_claim", first.place("2100", 4), found=paid, expected=left)
        elif charges and sum(charges) != charge:
            yield balance_finding("payment_charge", first.place("2100", 3), found=charge, expected=sum(charges))
        else:
            yield from _owed(first, others)
        if paid > 0 and first.part(2) == DENIED:
            yield balance_finding("payment_denied", first.place("2100", 4), found=paid, expected=0)
        yield from period_findings(others)

    def finish(self, *, is_sure: bool) -> Iterator[Finding]:
        """Whether the payment is what its claims and adjustments make. is_sure: all of them could be read.

        Where a claim does not add up, the payment may rest on what it should have been.
        """
        if self._payment is None or not is_sure:
            return
        yield from _payer(self._payment, self._trace)
        amount, due = AMOUNTS[self._payment.part(2)], self._paid - self._adjusted
        if self._payment.part(3) == b"D":
            amount = -amount
        yield from _none(self._payment)
        if amount not in (due, due - self._doubt):
            yield balance_finding("payment", self._payment.place("ST", 2), found=amount, expected=due)


def _none(payment: Spot) -> Iterator[Finding]:
    """A payment that is said to be none (BPR01 H, BPR04 NON), and yet has an amount."""
    amount = AMOUNTS[payment.part(2)]
    if amount and (payment.part(1) == NO_MONEY or payment.part(4) == NO_PAYMENT):
        yield balance_finding("payment_none", payment.place("ST", 2), found=amount, expected=0)


def _payer(payment: Spot, trace: Spot | None) -> Iterator[Finding]:
    """The payer of a payment by its trace (TRN03), against the one of its money (BPR10), where both are sent whole."""
    said, paid = trace.part(3) if trace else b"", payment.part(10)
    if trace and said != paid and len(said) == len(paid):
        words = {"found": said.decode("latin-1"), "expected": paid.decode("latin-1")}
        yield consistency_finding("payer_id", trace.place("ST", 3), **words)


def _owed(first: Spot, others: list[Spot]) -> Iterator[Finding]:
    """What the patient owes, where it is sent, against the adjustments that say so; a reversal need not repeat it."""
    owed = sum(taken(spot.parts) for spot in others if spot.parts[:2] == [b"CAS", _OWED])
    said = AMOUNTS[first.part(5)]
    if first.part(5) and said != owed and first.part(2) != REVERSAL:
        yield balance_finding("payment_owed", first.place("2100", 5), found=said, expected=owed)


def _lines(segments: list[Spot]) -> Iterator[Finding]:
    """The lines that do not add up."""
    line: Spot | None = None
    due = 0
    for spot in segments:
        if spot.parts[0] == b"SVC":
            yield from _line(line, due)
            line, due = spot, AMOUNTS[spot.part(2)]
        elif spot.parts[0] == b"CAS":
            due -= taken(spot.parts)
    yield from _line(line, due)


def _line(line: Spot | None, due: int) -> Iterator[Finding]:
    if line is not None and (paid := AMOUNTS[line.part(3)]) != due:
        yield balance_finding("payment_line", line.place("2110", 3), found=paid, expected=due)
