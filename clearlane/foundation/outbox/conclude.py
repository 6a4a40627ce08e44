"""Write down how an attempt to send ended, and resolve one whose end is unknown."""

from __future__ import annotations

from uuid import UUID

from clearlane.foundation.clock.read import now
from clearlane.foundation.telemetry.metrics import SENDS
from clearlane.foundation.tenancy.connection import cursor

ENDS = ("confirmed", "in_doubt", "failed")


class NotAnEnd(ValueError):
    """An attempt ends confirmed, in_doubt or failed; a doubt is resolved to confirmed, failed or pending."""


def conclude(*, tenant: int, outbox: UUID, attempt: int, result: str, by: str, note: str = "") -> bool:
    """End an attempt with ``confirmed``, ``in_doubt`` or ``failed``; inside a scope. False where it was ended before.

    ``note`` says why, without PHI. A row in doubt is never sent again by itself: see resolve. Raises NotAnEnd.
    """
    if result not in ENDS:
        raise NotAnEnd(result)
    with cursor() as cur:
        cur.execute(
            "UPDATE foundation_outbox_attempt SET ended_at = %s, result = %s, note = %s"
            " WHERE tenant_id = %s AND outbox_id = %s AND seq = %s AND ended_at IS NULL",
            [now(), result, note, tenant, outbox, attempt],
        )
        if not cur.rowcount:
            return False
    SENDS.labels(result).inc()
    return _move(tenant, outbox, came_from="sending", to=result, by=by)


def resolve(*, tenant: int, outbox: UUID, to: str, by: str) -> bool:
    """Say what became of a row in doubt: ``confirmed``, ``failed``, or ``pending`` to send it again; inside a scope.

    False where it was not in doubt. Raises NotAnEnd.
    """
    if to not in {"confirmed", "failed", "pending"}:
        raise NotAnEnd(to)
    return _move(tenant, outbox, came_from="in_doubt", to=to, by=by)


def confirm(*, tenant: int, outbox: UUID, by: str) -> bool:
    """Its receiver says that it arrived: a row in doubt, or one that waits to be sent again after a doubt; inside a
    scope. False where it is neither.
    """
    return any(_move(tenant, outbox, came_from=state, to="confirmed", by=by) for state in ("in_doubt", "pending"))


def withdraw(*, tenant: int, outbox: UUID, by: str) -> bool:
    """Let a row leave no more that waits to be sent or is in doubt; inside a scope. False where it is neither."""
    return any(_move(tenant, outbox, came_from=state, to="failed", by=by) for state in ("pending", "in_doubt"))


def doubt(*, tenant: int, outbox: UUID, by: str) -> bool:
    """Put one row in doubt that its sender left as ``sending``; inside a scope, by who has taken over his work.

    False where it is not being sent. Other rows may be under way with senders that live.
    """
    with cursor() as cur:
        cur.execute(
            "UPDATE foundation_outbox_attempt SET ended_at = %s, result = 'in_doubt', note = 'the sender died'"
            " WHERE tenant_id = %s AND outbox_id = %s AND ended_at IS NULL",
            [now(), tenant, outbox],
        )
    return _move(tenant, outbox, came_from="sending", to="in_doubt", by=by)


def _move(tenant: int, outbox: UUID, *, came_from: str, to: str, by: str) -> bool:
    is_over = to in {"confirmed", "failed"}
    with cursor() as cur:
        cur.execute(
            "UPDATE foundation_outbox_outbox SET state = %s, concluded_at = %s, concluded_by = %s"
            " WHERE tenant_id = %s AND id = %s AND state = %s",
            [to, now() if is_over else None, by if is_over else None, tenant, outbox, came_from],
        )
        return bool(cur.rowcount == 1)
