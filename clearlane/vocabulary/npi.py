"""NPI: the National Provider Identifier, ten digits with a Luhn check digit under prefix 80840 (45 CFR 162.406)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SHAPE = re.compile(r"[12]\d{9}\Z", re.ASCII)
_DOUBLED = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))
"""Each digit as its double counts: 5 is 10, whose digits sum to 1."""
_FIVE_ZEROS = 5 * ord("0")
_PREFIX_SUM = 24
"""What the card issuer prefix 80840 adds to the Luhn sum of an NPI."""

STAND_IN_NPI = "1234567893"
"""The example in the description of the check digit, nobody's own: test claims of who has no NPI carry it."""


def is_npi(text: str) -> bool:
    """Say whether text is an NPI: ten digits, the first 1 or 2, with a right Luhn check digit over 80840 + text."""
    if not _SHAPE.match(text):
        return False
    raw = text.encode()
    return (_PREFIX_SUM + sum(raw[1::2]) - _FIVE_ZEROS + sum(raw[0::2].translate(_DOUBLED))) % 10 == 0


@dataclass(frozen=True, slots=True, order=True)
class Npi:
    """A National Provider Identifier whose check digit is right. Raises ValueError otherwise."""

    value: str

    def __post_init__(self) -> None:
        if type(self.value) is not str or not is_npi(self.value):
            raise ValueError("not an NPI: ten digits, the first 1 or 2, with a right check digit")

    def __str__(self) -> str:
        return self.value
