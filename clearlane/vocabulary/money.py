"""Money: an exact amount of US dollars, never finer than a cent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import ClassVar

_PLAIN = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)\Z", re.ASCII)
_LARGEST = Decimal(10) ** 16


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of dollars. Sums of money are exact; there is no way to mix it with a bare number.

    Raises TypeError for anything but a Decimal (a float above all) and ValueError for an amount that is not
    finite, is finer than a cent, or has more than 16 digits before the point.
    """

    amount: Decimal

    ZERO: ClassVar[Money]

    def __post_init__(self) -> None:
        if type(self.amount) is not Decimal:
            raise TypeError(f"money is made of a Decimal, not of {type(self.amount).__name__}")
        if not self.amount.is_finite():
            raise ValueError("money is a finite amount")
        if abs(self.amount) >= _LARGEST:
            raise ValueError("money has at most 16 digits before the point")
        if self.amount != round(self.amount, 2):
            raise ValueError("money is never finer than a cent")

    @classmethod
    def read(cls, text: str) -> Money:
        """Read a plain decimal number, as X12 type R writes it: "12.5", "-3", ".07". Raises ValueError."""
        if not _PLAIN.match(text):
            raise ValueError("not an amount of money")
        return cls(Decimal(text))

    @classmethod
    def from_cents(cls, cents: int) -> Money:
        """The amount that has so many cents."""
        if type(cents) is not int:
            raise TypeError("cents are a whole number")
        return cls(Decimal(cents).scaleb(-2))

    @property
    def cents(self) -> int:
        """The amount in whole cents."""
        return int(self.amount * 100)

    def x12(self) -> str:
        """The amount as X12 writes it: no trailing zeros, no point where there are no cents: "12.5"."""
        whole, part = divmod(abs(self.cents), 100)
        sign = "-" if self.cents < 0 else ""
        return f"{sign}{whole}" + (f".{part:02d}".rstrip("0") if part else "")

    def dollars(self) -> str:
        """The amount in a sentence: "$1,234.50", "-$0.07"; no letter of it is outside of what X12 may carry."""
        return f"{'-' if self.cents < 0 else ''}${abs(self.amount):,.2f}"

    def __str__(self) -> str:
        sign = "-" if self.cents < 0 else ""
        return f"{sign}{abs(self.cents) // 100}.{abs(self.cents) % 100:02d}"

    def __add__(self, other: Money) -> Money:
        if type(other) is not Money:
            return NotImplemented
        return _exact(self.amount, other.amount)

    def __radd__(self, other: int) -> Money:
        """Let `sum()` begin with its own 0; any other bare number is refused."""
        if type(other) is int and other == 0:
            return self
        return NotImplemented

    def __sub__(self, other: Money) -> Money:
        if type(other) is not Money:
            return NotImplemented
        return _exact(self.amount, -other.amount)

    def __neg__(self) -> Money:
        return Money(-self.amount)

    def __bool__(self) -> bool:
        return bool(self.amount)


def _exact(left: Decimal, right: Decimal) -> Money:
    with localcontext() as context:
        context.prec = 60
        return Money(left + right)


Money.ZERO = Money(Decimal(0))
