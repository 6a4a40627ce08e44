"""Numbers of claims (CLM01): each stands once in a set."""

from __future__ import annotations

from collections.abc import Iterator

from clearlane.standards.x12.balance.record import Spot
from clearlane.standards.x12.care.line_rules import line_finding
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Finding

MOST_NUMBERS = 100_000
"""So many are remembered of one set; what comes behind is compared with these."""


class ClaimNumbers(set[bytes]):
    """The numbers of the claims of one set that were judged."""

    def is_new(self, number: bytes) -> bool:
        """Whether a number comes first; it is remembered."""
        many = len(self)
        if many >= MOST_NUMBERS:
            return number not in self
        self.add(number)
        return len(self) > many

    def judge(self, claim: Spot) -> Iterator[Finding]:
        """A number that stood before."""
        number = claim.part(1)
        if not self.is_new(number):
            place = claim.place("2300", 1)
            yield line_finding("number_repeated", place, found=decode(number), expected="a number of its own")
