"""Take things off a worklist: somebody has dealt with them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor
from clearlane.vocabulary.outcome import Ref

_CLOSE = """
    UPDATE exchange_worklists_item SET closed_at = %s, closed_by = %s, closing_note = %s
    WHERE tenant_id = %s AND closed_at IS NULL AND {what} = ANY(%s::uuid[])
        AND (%s = '' OR reason = %s)
    RETURNING id
"""


def close(*, tenant: int, items: Sequence[UUID], by: str, note: str = "") -> int:
    """Close items by their ids; returns how many were open. Inside a scope of the tenant."""
    return _close(what="id", tenant=tenant, ids=items, by=by, note=note)


def close_about(*, subject: Ref, by: str, note: str = "", reason: str = "") -> int:
    """Close whatever is open about one thing, for instance because it was retried and went on; or for one reason."""
    return _close(what="subject_id", tenant=subject.tenant, ids=[subject.id], by=by, note=note, reason=reason)


def _close(*, what: str, tenant: int, ids: Sequence[UUID], by: str, note: str, reason: str = "") -> int:
    with cursor() as sql:
        sql.execute(_CLOSE.format(what=what), [now(), by, note, tenant, list(ids), reason, reason])
        closed = [id for (id,) in sql.fetchall()]
    if closed:
        record(tenant=tenant, event="worklists:item:closed", by=by, subjects=closed)
    return len(closed)
