"""The segments of made files, and stretches of them, for the laws that hold of each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide

Segment = list[str]
DENSITIES = (0.0, 0.05, 0.3, 1.0)


def segments(kind: str, seed: int = 1, *, density: float = 0.3, units: int = 6) -> list[Segment]:
    """The segments of a made file, each with empty elements behind its last."""
    data = from_guide(GuideOrder(kind=kind, seed=seed, density=density, units=units)).decode("ascii")
    return [[*one.split("*"), *[""] * 20] for one in data.replace("\n", "").split("~") if one]


def made(kind: str, seeds: int = 6) -> Iterator[list[Segment]]:
    """So many files of a kind, of each density."""
    for density in DENSITIES:
        for seed in range(seeds):
            yield segments(kind, seed, density=density)


def stretches(file: list[Segment], first: str, ends: tuple[str, ...]) -> list[list[Segment]]:
    """Each stretch that begins with a segment, up to the next such or one of the others."""
    starts = [at for at, one in enumerate(file) if one[0] in (first, *ends)]
    return [file[start:end] for start, end in pairwise([*starts, len(file)]) if file[start][0] == first]
