"""Chance by seed, in a form that gives the same draws on every Python."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
LUHN_PREFIX = 24  # what the prefix 80840 of a card issuer adds to the sum of an NPI's digits


def pick(rng: random.Random, pool: Sequence[T]) -> T:
    """One element of a pool."""
    return pool[int(rng.random() * len(pool))]


def between(rng: random.Random, low: int, high: int) -> int:
    """A whole number from low to high, both included."""
    return low + int(rng.random() * (high - low + 1))


def digits(rng: random.Random, count: int) -> str:
    """So many decimal digits, as text."""
    return str(int(rng.random() * 10**count)).zfill(count)


def draw_npi(rng: random.Random) -> str:
    """An NPI of ten digits that begins with 1 and whose check digit is right."""
    body = "1" + digits(rng, 8)
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """The Luhn check digit of nine digits of an NPI, counted with the prefix 80840 (45 CFR 162.406)."""
    total = LUHN_PREFIX
    for place, char in enumerate(body):
        doubled = int(char) * 2 if place % 2 == 0 else int(char)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def draw_tin(rng: random.Random) -> str:
    """An EIN-shaped number of nine digits that is no filler."""
    return str(between(rng, 20, 88)) + digits(rng, 7)
