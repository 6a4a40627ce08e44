"""The balance of a premium payment (820): the payment against the premiums that it pays.

Whether adjustments are part of that sum is read in more than one way: it is told only where none of them holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from clearlane.standards.x12.balance.amount import AMOUNTS
from clearlane.standards.x12.balance.record import Record, Spot, text_of
from clearlane.standards.x12.balance.rules import balance_finding
from clearlane.vocabulary.finding import Finding


class PremiumBooks:
    """The balance of one 820."""

    loops = frozenset({"2000A", "2000B"})
    rows = frozenset({b"BPR"})

    def __init__(self) -> None:
        self._payment: Spot | None = None
        self._paid = self._earlier = self._current = self._premiums = 0

    def row(self, spot: Spot) -> None:
        """Note what the payment is."""
        if spot.parts[0] == b"BPR":
            self._payment = spot

    def cut(self, data: bytes) -> bytes:
        """Nothing is looked for."""
        return data

    def proves(self, cut: bytes) -> bool:
        """One part by itself proves nothing."""
        return False

    def explain(self, record: Record) -> Iterator[Finding]:
        """Add up one organization or individual: adjustments before his premiums are of earlier ones."""
        before = self._premiums
        for segment in text_of(record).split(b"~"):
            if segment.startswith(b"RMR*"):
                self._paid += AMOUNTS[Spot(0, 0, segment.split(b"*")).part(4)]
                self._premiums += 1
            elif segment.startswith(b"ADX*"):
                amount = AMOUNTS[segment.split(b"*")[1]]
                if self._premiums > before:
                    self._current += amount
                else:
                    self._earlier += amount
        yield from ()

    def finish(self, *, is_sure: bool) -> Iterator[Finding]:
        """Whether the payment is what its parts make, in any of the ways in which it may be."""
        if self._payment is None or not is_sure or not self._premiums:
            return
        amount, paid = AMOUNTS[self._payment.part(2)], self._paid
        sums = {paid, paid + self._earlier, paid + self._current, paid + self._earlier + self._current}
        if amount not in sums:
            yield balance_finding("premium", self._payment.place("ST", 2), found=amount, expected=paid)
