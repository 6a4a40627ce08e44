"""Numbers and balances as the ledger gives them, without a ledger."""

from __future__ import annotations


class Counters:
    """Counts from 1 by name; remembers debts by payee."""

    def __init__(self) -> None:
        self.values: dict[str, int] = {}
        self.debts: dict[str, tuple[int, str]] = {}

    def take_number(self, name: str) -> int:
        """The next number of a counter."""
        self.values[name] = self.values.get(name, 0) + 1
        return self.values[name]

    def owed(self, user: str, payee: str) -> tuple[int, str]:
        """What a payee owes, and the reference."""
        return self.debts.get(payee, (0, ""))

    def owe(self, user: str, payee: str, cents: int, reference: str) -> None:
        """Set what a payee owes."""
        self.debts[payee] = (cents, reference)
