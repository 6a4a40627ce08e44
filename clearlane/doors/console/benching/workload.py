"""The fixed workload: the same claims, files and faults for the same figures, on every machine."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.make_pairs import make_pairs
from clearlane.standards.x12.generate.order import Order, Pair, Payer
from clearlane.standards.x12.generate.plan import Planned

SEED = 20260901
FAULTY_SHARE = 0.03
SMALL_FILE = 20
SMALL_SHARE_OF_CLAIMS = 0.2
SMALL_FILES_TO_ONE_LARGE = 4
FAULTS = (
    "bad_amount", "bad_billing_npi", "bad_diagnosis", "bad_place", "bad_pointer", "charge_mismatch",
    "missing_diagnosis", "stranger_pair", "unknown_payer",
)  # fmt: skip
"""Claims that die in the 999, that we reject, and that are held."""

PAYERS = tuple(Payer(f"BENCH{n}", f"BENCH PAYER {n}") for n in range(1, 7))
LAST_DAY_OF_CODES = date(2026, 9, 30)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One file, which of the tenants sends it (from 0), and what should become of each of its claims."""

    tenant: int
    name: str
    content: bytes
    claims: tuple[Planned, ...]


def pairs(*, tenants: int) -> tuple[Pair, ...]:
    """One billing provider a tenant."""
    return make_pairs(seed=SEED, count=tenants)


def sizes(*, claims: int) -> list[int]:
    """Claims by file: four files in five are small and hold a fifth of all claims, the others the rest."""
    of_small = int(claims * SMALL_SHARE_OF_CLAIMS)
    small = [SMALL_FILE] * (of_small // SMALL_FILE)
    rest, files = claims - sum(small), max(1, len(small) // SMALL_FILES_TO_ONE_LARGE)
    large = [rest // files + (1 if place < rest % files else 0) for place in range(files)]
    return [size for size in (*large, *small) if size]


def workload(*, claims: int, tenants: int, today: date) -> list[Parcel]:
    """The files, the large ones first; the tenants take turns. ``today`` is the date of the envelopes."""
    counts = sizes(claims=claims)
    rng = random.Random(f"bench {SEED}")
    faulty = {at: rng.choice(FAULTS) for at in rng.sample(range(claims), round(claims * FAULTY_SHARE))}
    starts = accumulate(counts, initial=0)
    payees = pairs(tenants=tenants)
    return list(_parcels(list(zip(starts, counts, strict=False)), faulty, payees, today))


def _parcels(
    spans: list[tuple[int, int]], faulty: dict[int, str], payees: tuple[Pair, ...], today: date
) -> Iterator[Parcel]:
    for number, (start, count) in enumerate(spans, start=1):
        tenant = (number - 1) % len(payees)
        order = Order(
            seed=SEED + number,
            claims=count,
            today=today,
            pairs=(payees[tenant],),
            payers=PAYERS,
            planted={at - start: faulty[at] for at in range(start, start + count) if at in faulty},
            control=number,
            last_service=LAST_DAY_OF_CODES,
        )
        made = file_837p(order)
        yield Parcel(tenant, f"bench-{number:05d}.837", made.content, made.claims)
