"""Load the responses of a chunk, and those that stand beside them in the same set."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from clearlane.exchange.responses.read_277ca import StatusText
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.vocabulary.outcome import Ref

_ROWS = """
    SELECT tenant_id, id, file_id, set_id, connection_id, usage, kind, level, seq, trace, batch_trace, our_trace, body,
           first_segment, last_segment, "offset", length, state
    FROM exchange_responses_response WHERE tenant_id = %s AND {where} ORDER BY file_id, set_id, seq
"""


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """One response as its row has it; ``offset`` and ``length`` are bytes of the payer's file.

    ``statuses`` are those of a 277CA, as they were sent.
    """

    tenant: int
    id: UUID
    file: UUID
    set: UUID
    connection: UUID | None
    usage: str
    kind: str
    level: str
    seq: int
    trace: str
    batch_trace: str
    our_trace: str
    body: dict[str, Any]
    first_segment: int
    last_segment: int
    offset: int
    length: int
    state: str
    statuses: tuple[StatusText, ...]

    @property
    def ref(self) -> Ref:
        """The response's reference."""
        return Ref(self.tenant, self.id)


def load_responses(*, ids: Sequence[UUID]) -> list[ResponseRow]:
    """These responses of the house, in the order in which their files came, by set and place in it."""
    return _load("id = ANY(%s::uuid[])", ids)


def load_claims_of_sets(*, sets: Sequence[UUID]) -> list[ResponseRow]:
    """All responses about single claims in these sets."""
    return _load("level = 'claim' AND set_id = ANY(%s::uuid[])", sets)


def _load(where: str, ids: Sequence[UUID]) -> list[ResponseRow]:
    with cursor() as sql:
        sql.execute(_ROWS.format(where=where), [HOUSE, list(ids)])
        return [_row(row) for row in sql.fetchall()]


def _row(columns: Sequence[Any]) -> ResponseRow:
    values = list(columns)
    values[12] = json.loads(values[12])
    values.append(tuple(_status(status) for status in values[12].get("statuses", ())))
    return ResponseRow(*values)


def _status(sent: Sequence[str | list[str]]) -> StatusText:
    return tuple(part if isinstance(part, str) else tuple(part) for part in sent)
