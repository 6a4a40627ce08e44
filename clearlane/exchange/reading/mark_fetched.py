"""Note that a file of the mailbox was read to its end."""

from __future__ import annotations

from uuid import UUID

from clearlane.foundation.clock.read import now
from clearlane.foundation.outbox.models import Mail


def mark_fetched(*, tenant: int, mail_id: UUID) -> None:
    """Set when a file was first fetched, inside a scope of the tenant; later fetches change nothing."""
    Mail.objects.filter(tenant_id=tenant, id=mail_id, fetched_at=None).update(fetched_at=now())
