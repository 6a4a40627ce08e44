"""Write down that something is to leave, in the transaction that decides it."""

from __future__ import annotations

from uuid import UUID

from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.connection import cursor


def put(*, tenant: int, kind: str, subject: UUID, connection: UUID, name: str, size: int, by: str) -> UUID:
    """Add one row to the outbox and give its id; inside a scope. It is sent afterwards, by begin and conclude.

    ``subject`` is what leaves (a batch), ``connection`` the way, ``name`` the name it will have there, ``size`` bytes.
    """
    row = new_id()
    with cursor() as cur:
        cur.execute(
            "INSERT INTO foundation_outbox_outbox"
            " (id, tenant_id, kind, subject, connection, name, size, state, attempts, put_at, put_by)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, 'pending', 0, %s, %s)",
            [row, tenant, kind, subject, connection, name, size, now(), by],
        )
    return row
