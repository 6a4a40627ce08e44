"""Begin to send: the attempt is a committed row before the first byte leaves."""

from __future__ import annotations

from uuid import UUID

from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor


def begin(*, tenant: int, outbox: UUID, by: str) -> int | None:
    """Take one pending row for sending and give the attempt's number; None where it is not pending (any more).

    Inside a scope of its own, which must have committed before anything is sent.
    """
    with cursor() as cur:
        cur.execute(
            "UPDATE foundation_outbox_outbox SET state = 'sending', attempts = attempts + 1"
            " WHERE tenant_id = %s AND id = %s AND state = 'pending' RETURNING attempts",
            [tenant, outbox],
        )
        row = cur.fetchone()
        if row is None:
            return None
        cur.execute(
            "INSERT INTO foundation_outbox_attempt (outbox_id, tenant_id, seq, began_at, began_by, result, note)"
            " VALUES (%s, %s, %s, %s, %s, '', '')",
            [outbox, tenant, row[0], now(), by],
        )
    return int(row[0])
