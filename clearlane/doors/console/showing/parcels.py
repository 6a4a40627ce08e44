"""The files of the demo: synthetic ones of realistic variety, or a folder of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clearlane.directory.payers.add_payer import add_payer
from clearlane.directory.providers.add_era_right import add_era_right
from clearlane.directory.providers.add_pair import PairRefused, add_pair
from clearlane.doors.console.showing.furnish import (
    BILLING_USER,
    BY,
    PRACTICE_USER,
    Furnished,
    client_pairs,
    practice_pairs,
)
from clearlane.exchange.connections.find_named import find_named
from clearlane.exchange.connections.open_route import open_route
from clearlane.exchange.reading.list_parties import Parties, list_parties
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import SANDBOX_PAYERS, Order

LAST_DAY_OF_CODES = date(2026, 9, 30)
"""Later services have diagnoses of an edition that is not here, and the edit could only warn."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One file, and the account that sends it."""

    username: str
    name: str
    content: bytes


def synthetic(*, run: int) -> list[Parcel]:
    """A morning's files: good claims, bad ones of each kind, a billing company's clients, a test, a file sent twice."""
    seed = 1000 * run
    day = min(today(), LAST_DAY_OF_CODES)
    morning = Order(
        seed=seed + 1, claims=24, today=day, pairs=practice_pairs(), control=seed + 1,
        planted={2: "bad_diagnosis", 5: "charge_mismatch", 8: "bad_pointer", 11: "missing_diagnosis", 14: "bad_place"},
    )  # fmt: skip
    noon = Order(
        seed=seed + 2, claims=14, today=day, pairs=practice_pairs(), control=seed + 2,
        planted={3: "stranger_pair", 7: "unknown_payer", 10: "bad_billing_npi"},
    )  # fmt: skip
    clients = Order(
        seed=seed + 3, claims=20, today=day, pairs=client_pairs(), control=seed + 3, planted={4: "no_payer_number"}
    )
    trial = Order(seed=seed + 4, claims=4, today=day, pairs=practice_pairs(), control=seed + 4, usage="T")
    orders = [
        (PRACTICE_USER, f"maple-{run}-morning.837", morning),
        (PRACTICE_USER, f"maple-{run}-noon.837", noon),
        (BILLING_USER, f"northstar-{run}-clients-837P.txt", clients),
        (PRACTICE_USER, f"maple-{run}-trial.837", trial),
    ]
    parcels = [Parcel(user, name, file_837p(order).content) for user, name, order in orders]
    return [*parcels, Parcel(PRACTICE_USER, f"maple-{run}-noon-again.837", parcels[1].content)]


def of_folder(*, folder: Path, known: Furnished) -> tuple[list[Parcel], list[str]]:
    """The files of a folder, sent by the demo's practice, and what was found in and registered for them, in words.

    The providers found in the files are registered for the practice, payers that are not known go to a sandbox payer.
    """
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    notes = [f"{path.name} is empty and is not sent" for path in paths if not path.stat().st_size]
    paths = [path for path in paths if path.stat().st_size]
    parcels = [Parcel(PRACTICE_USER, _flat(path.relative_to(folder)), path.read_bytes()) for path in paths]
    found = [list_parties(content=parcel.content) for parcel in parcels]
    notes += [_without_claims(path) for path, one in zip(paths, found, strict=True) if not one.pairs]
    return parcels, [*notes, *dict.fromkeys(_register(found, known))]


def _without_claims(path: Path) -> str:
    return f"{path.name} has no claims of 837P 005010X222 that can be read; `clearlane x12 check {path}` says why"


def _flat(path: Path) -> str:
    return "__".join(path.parts)


def _register(found: list[Parties], known: Furnished) -> Iterator[str]:
    pairs = sorted({pair for one in found for pair in one.pairs})
    payers = {payer.upper(): name for one in found for payer, name in sorted(one.payers) if payer}
    with scope([HOUSE, known.practice], by=BY):
        for npi, tin in pairs:
            yield _pair(npi, tin, known.practice)
        for at, (payer, name) in enumerate(sorted(payers.items())):
            yield _payer(payer, name, SANDBOX_PAYERS[at % len(SANDBOX_PAYERS)].id)


def _pair(npi: str, tin: str, practice: int) -> str:
    named = f"provider {npi}, tax id ending in {tin[-4:]}," if npi else "a provider without an NPI"
    try:
        added = add_pair(npi=npi, tin=tin, tenant=practice, by=BY)
    except PairRefused as refusal:
        return f"{named} is not registered: {refusal if npi else 'see `clearlane pair add --help`, --atypical'}"
    add_era_right(npi=npi, tin=tin, tenant=practice, by=BY)
    return f"{named} is registered for Maple Family Practice ({added.status})"


def _payer(payer: str, name: str, sandbox: str) -> str:
    if not add_payer(payer_id=payer, name=name or payer, by=BY):
        return f"payer {payer} is known"
    for connection in (f"sandbox-{sandbox.lower()}", "sandbox-practice"):
        open_route(payer_id=payer, connection=find_named(name=connection), payer_id_there=sandbox, by=BY)
    return f"payer {payer} is routed to the sandbox payer {sandbox}"
