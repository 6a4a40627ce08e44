"""A plain model of the lists of claims: Python values, filtered and sorted as a reader would by hand."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests.exchange.reading.plant import plant

PAYERS = ("HARBOR", "GRANITE", "SUNRISE")
LASTS = ("SMITH", "Smithers", "O'NEIL", "JONES", "McDonald", "Äberg")
FIRSTS = ("ANN", "Ann-Marie", "BO")
PLACES = (
    ("received", ""), ("held", ""), ("rejected", ""), ("ready", ""), ("sent", ""), ("accepted_by_payer", ""),
    ("accepted_by_payer", "paid"), ("accepted_by_payer", "denied"), ("accepted_by_payer", "partial"),
    ("rejected_by_payer", ""), ("replaced", "paid"), ("dead", ""), ("in_doubt", ""), ("withdrawn", ""),
)  # fmt: skip
BY_PAYER = {"received_by_payer", "accepted_by_payer", "rejected_by_payer"}


@dataclass(frozen=True)
class Known:
    """One claim as the model knows it."""

    id: UUID
    tenant: int
    file: UUID
    state: str
    decision: str
    usage: str
    payer: str
    last: str
    first: str
    number: str
    cents: int
    service: date | None

    @property
    def by(self) -> str:
        return "payer" if self.state in BY_PAYER else "us"


def plant_many(tenants: Sequence[int], *, count: int, seed: int) -> list[Known]:
    """So many claims by chance, as the role flow; equal charges and days are common, so that ids must decide."""
    chance = random.Random(seed)
    return [_plant_one(chance.choice(tenants), number, chance) for number in range(count)]


def _plant_one(tenant: int, number: int, chance: random.Random) -> Known:
    state, decision = chance.choice(PLACES)
    service = date(2026, 3, 1) + timedelta(days=chance.randrange(4)) if chance.random() < 0.85 else None
    values: dict[str, Any] = {
        "state": state,
        "decision": decision,
        "usage": chance.choice("PPT"),
        "payer_code": chance.choice(PAYERS),
        "patient_last": chance.choice(LASTS),
        "patient_first": chance.choice(FIRSTS),
        "patient_control_number": f"ACCT{chance.randrange(20):03d}-{number}",
        "total_cents": chance.choice([0, 100, 100, 12_500, 999_999_999]),
        "service_from": service,
    }
    planted = plant(submitter=tenant, **values)
    return Known(
        planted.claim, tenant, planted.file, state, decision, values["usage"], values["payer_code"],
        values["patient_last"], values["patient_first"], values["patient_control_number"], values["total_cents"],
        service,
    )  # fmt: skip


def in_order(claims: Sequence[Known], *, sort: str, ascending: bool) -> list[UUID]:
    """The ids as the list shows them; one by the day of service leaves out what has none."""
    keys: dict[str, Callable[[Known], Any]] = {
        "newest": lambda one: one.id,
        "charge": lambda one: (one.cents, one.id),
        "service": lambda one: (one.service, one.id),
    }
    shown = [one for one in claims if sort != "service" or one.service is not None]
    return [one.id for one in sorted(shown, key=keys[sort], reverse=not ascending)]


def word_for(one: Known) -> str:
    """The word by the table of language, told again here by hand."""
    plain = {
        "received": "Received", "held": "Held", "stuck": "Held", "rejected": "Rejected", "dead": "Rejected",
        "ready": "Ready", "batched": "Ready", "sent": "Sent", "in_doubt": "Sent", "received_by_payer": "Sent",
        "accepted_by_payer": "Accepted", "rejected_by_payer": "Rejected", "replaced": "Replaced", "withdrawn": "Void",
    }  # fmt: skip
    if one.decision and one.state in ("accepted_by_payer", "rejected_by_payer"):
        return one.decision.capitalize()
    return plain[one.state]
