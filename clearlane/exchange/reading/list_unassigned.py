"""Payments that nobody holds: kept whole with the house until somebody does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from clearlane.directory.providers.find_era_holders import find_era_holders
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE

_UNASSIGNED = """
    SELECT set_id, payer_id, payer_name, payee_npi, payee_tin, trace, paid_on, cents, claims, received_at
    FROM exchange_remits_payment WHERE tenant_id = %s AND state = 'unassigned' ORDER BY received_at, set_id
"""


@dataclass(frozen=True, slots=True)
class Unassigned:
    """One payment, by its set as the worklist names it; ``tin_end`` are the payee's last four digits.

    ``holder`` is the tenant that has the right to it by now, None where still nobody has.
    """

    id: UUID
    payer: str
    payer_name: str
    npi: str
    tin_end: str
    trace: str
    paid_on: date | None
    cents: int
    claims: int
    received_at: datetime
    holder: int | None


def list_unassigned() -> tuple[Unassigned, ...]:
    """All of them, the oldest first; inside a scope of the house, for operators."""
    with cursor() as sql:
        sql.execute(_UNASSIGNED, [HOUSE])
        rows = sql.fetchall()
    payees = {row[0]: (row[1], row[3], "".join(filter(str.isdecimal, row[4]))) for row in rows}
    holders = find_era_holders(wanted=set(payees.values()), on=today())
    return tuple(_entry([*row[:4], row[4][-4:], *row[5:], holders.get(payees[row[0]])]) for row in rows)


def _entry(values: list[Any]) -> Unassigned:
    return Unassigned(*values)
