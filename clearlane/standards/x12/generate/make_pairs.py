"""Invented billing providers."""

from __future__ import annotations

import random

from clearlane.standards.x12.generate.draw import draw_npi, draw_tin
from clearlane.standards.x12.generate.order import Pair
from clearlane.standards.x12.generate.pools import PRACTICES


def make_pairs(*, seed: int, count: int) -> tuple[Pair, ...]:
    """So many billing providers, each with another NPI, tax id and name; the same seed gives the same."""
    rng = random.Random(f"pairs {seed}")
    start = int(rng.random() * len(PRACTICES))
    pairs: dict[str, Pair] = {}
    while len(pairs) < count:
        npi, number = draw_npi(rng), len(pairs)
        name = PRACTICES[(start + number) % len(PRACTICES)]
        round_number = number // len(PRACTICES)
        pairs.setdefault(npi, Pair(npi, draw_tin(rng), f"{name} {round_number + 1}" if round_number else name))
    return tuple(pairs.values())
