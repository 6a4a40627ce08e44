"""The envelopes of a file: each transaction set with its interchange and group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from clearlane.exchange.interchanges.explain import explain, name_verdict
from clearlane.foundation.tenancy.connection import cursor

MOST = 200
_SETS = """
    SELECT envelope.control, envelope.sender, envelope.receiver, one.group_control, one.set_id, one.control,
           one.version, one.usage, one.verdict, one.state, one.claims, one.cents, one.segments
    FROM exchange_interchanges_transactionset AS one
    JOIN exchange_interchanges_interchange AS envelope
         ON envelope.tenant_id = one.tenant_id AND envelope.id = one.interchange_id
    WHERE one.tenant_id = %s AND one.file_id = %s ORDER BY envelope.seq, one.seq, one.id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class SetRow:
    """One ST..SE: control numbers of its interchange, group and itself, the verdict, claims and their charges; whether
    those were taken out of it."""

    interchange: str
    sender: str
    receiver: str
    group: str
    set: str
    control: str
    version: str
    usage: str
    verdict: str
    claims: int
    cents: int
    segments: int
    told: str
    is_taken: bool = False


def list_sets(*, tenant: int, file_id: UUID) -> tuple[SetRow, ...]:
    """The first 200 sets of a tenant's file, in order."""
    with cursor() as sql:
        sql.execute(_SETS, [tenant, file_id, MOST])
        rows = sql.fetchall()
    return tuple(map(_set, rows))


def _set(row: Sequence[Any]) -> SetRow:
    (*names, verdict, state, claims, cents, segments) = row
    told = explain(set_id=row[4], control=row[5], verdict=verdict, state=state, claims=claims)
    said = name_verdict(set_id=row[4], verdict=verdict, state=state)
    return SetRow(*(*names, said, claims, int(cents), segments, told, state == "extracted"))
