"""Mark what became of responses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.set_wise import set_wise
from clearlane.vocabulary.outcome import Ref

_MARK = """
    UPDATE exchange_responses_response AS response
    SET state = new.state, claim_tenant_id = new.claim_tenant_id, claim_id = new.claim_id, batch_id = new.batch_id
    FROM unnest(%s::uuid[], %s::text[], %s::int[], %s::uuid[], %s::uuid[])
        AS new (id, state, claim_tenant_id, claim_id, batch_id)
    WHERE response.tenant_id = %s AND response.id = new.id AND response.id = ANY(%s::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A response's state (matched, aside), with the claim and the batch that it was found to speak of."""

    response: UUID
    state: str
    claim: Ref | None = None
    batch: UUID | None = None


def mark(marks: Sequence[Mark]) -> None:
    """Write the marks down in one statement, inside the house's scope."""
    if not marks:
        return
    ids = [one.response for one in marks]
    columns = (
        ids,
        [one.state for one in marks],
        [one.claim.tenant if one.claim else None for one in marks],
        [one.claim.id if one.claim else None for one in marks],
        [one.batch for one in marks],
    )
    with set_wise() as sql:
        sql.execute(_MARK, [*columns, HOUSE, ids])
