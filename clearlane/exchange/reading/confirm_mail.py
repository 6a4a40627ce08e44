"""Say that one has a file of the mailbox."""

from __future__ import annotations

from uuid import UUID

from clearlane.exchange.reading.fetch_mail import NoSuchMail
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.outbox.models import Mail


def confirm_mail(*, tenant: int, mail_id: UUID, by: str) -> bool:
    """Note that the submitter has the file safely; inside a scope of the tenant. Raises NoSuchMail.

    False where it was confirmed before: the first confirmation stands.
    """
    mine = Mail.objects.filter(tenant_id=tenant, id=mail_id)
    if mine.filter(confirmed_at=None).update(confirmed_at=now()):
        record(tenant=tenant, event="mailbox:mail:confirmed", by=by, subjects=[mail_id])
        return True
    if not mine.exists():
        raise NoSuchMail(str(mail_id))
    return False
