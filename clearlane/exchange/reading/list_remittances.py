"""The newest 835s in a mailbox: what payers paid, as files for one's software."""

from __future__ import annotations

from clearlane.exchange.reading.list_mail import MailView, view
from clearlane.foundation.outbox.models import Mail

MOST = 10


def list_remittances(*, tenant: int) -> tuple[MailView, ...]:
    """At most ten files of the tenant, the newest first; inside a scope in which its rows are."""
    rows = Mail.objects.filter(tenant_id=tenant, kind="835").order_by("-id")[:MOST]
    return tuple(view(row) for row in rows)
