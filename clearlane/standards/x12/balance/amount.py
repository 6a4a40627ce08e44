"""Amounts as whole numbers of millionths: sums are exact, and neither floats nor decimals are made on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
MILLIONTHS = 6
MOST_REMEMBERED = 1 << 16
is_nothing = re.compile(rb"0*(?:\.0*)?").fullmatch
"""Whether an amount, or a count, is zero or empty."""
_AMOUNT = re.compile(rb"(-?)(\d{0,18})(?:\.(\d{0,6})0*)?")


def read_amount(text: bytes) -> int:
    """The amount in millionths; 0 for an empty element. Raises ValueError for what is no amount, or is finer."""
    found = _AMOUNT.fullmatch(text)
    if found is None or text in (b"-", b".", b"-."):
        raise ValueError("no amount")
    sign, whole, fraction = found.groups(b"")
    value = int(b"0" + whole + fraction.ljust(MILLIONTHS, b"0"))
    return -value if sign else value


def show_amount(value: int) -> str:
    """The amount for a person, with two decimals or as many as it has: 12.50, -0.125."""
    whole, fraction = divmod(abs(value), 10**MILLIONTHS)
    decimals = f"{fraction:0{MILLIONTHS}d}".rstrip("0").ljust(2, "0")
    return f"{'-' if value < 0 else ''}{whole}.{decimals}"


class _Memory(dict[bytes, T]):
    """What is read of an amount, by how it is written: most of a file's come again and again."""

    def __init__(self, read: Callable[[bytes], T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: bytes) -> T:
        value = self._read(text)
        if len(self) < MOST_REMEMBERED:
            self[text] = value
        return value


AMOUNTS = _Memory(read_amount)
"""A look-up that reads what it does not know; raises ValueError as `read_amount` does."""
_CENT = 10_000
"""In millionths."""
_LEAST = b"."
"""With which an amount begins at least: a minus sign comes before it, and so does an empty one."""


def _is_charge(text: bytes) -> bool:
    """Whether an amount is one that may be charged: not less than nothing, and no finer than a cent."""
    return text >= _LEAST and not AMOUNTS[text] % _CENT


IS_CHARGE = _Memory(_is_charge)
"""A look-up, as the amounts."""


def sum_of(texts: list[bytes]) -> int:
    """The sum of amounts. Raises ValueError."""
    return sum(map(AMOUNTS.__getitem__, texts))


def taken(segment: list[bytes]) -> int:
    """What a CAS takes off: the sum of its amounts, of which each third element from CAS03 on is one."""
    return sum_of(segment[3::3])
