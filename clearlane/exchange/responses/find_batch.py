"""Which batch of ours does a TA1 or a 999 speak of?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.responses.load_responses import ResponseRow
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE

_FIND = """
    SELECT id, connection_id, usage, control, state, address FROM exchange_batches_batch
    WHERE tenant_id = %s AND connection_id = ANY(%s::uuid[]) AND control = ANY(%s::bigint[]) FOR UPDATE
"""


@dataclass(frozen=True, slots=True)
class SentBatch:
    """A batch as far as its envelope is concerned; ``control`` is ISA13, and GS06 as well."""

    id: UUID
    connection: UUID
    usage: str
    control: int
    state: str
    address: bytes | memoryview


def find_batch(rows: Sequence[ResponseRow]) -> dict[UUID, SentBatch]:
    """The batch of each TA1 or 999 by the response's id: same connection, same usage, same control number."""
    connections = {row.connection for row in rows if row.connection}
    numbers = {row.id: control_of(row) for row in rows}
    with cursor() as sql:
        sql.execute(_FIND, [HOUSE, list(connections), sorted({n for n in numbers.values() if n is not None})])
        found = [SentBatch(*row) for row in sql.fetchall()]
    keyed = {(batch.connection, batch.usage, batch.control): batch for batch in found}
    keys = {row.id: (row.connection, row.usage, numbers[row.id]) for row in rows}
    return {id: keyed[key] for id, key in keys.items() if key in keyed}


def control_of(row: ResponseRow) -> int | None:
    """The control number that a TA1 (TA101) or a 999 (AK102) names, None where it is no number."""
    text = str(row.body["control"])
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None
