"""One file of a mailbox."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from clearlane.exchange.reading.list_mail import MailView, seen, view
from clearlane.foundation.outbox.models import Mail


def find_mail(
    *, tenant: int, user: int | None = None, mail_id: UUID | None = None, name: str | None = None
) -> MailView | None:
    """The one file of a mailbox with this id or this name; None where it is not there, or is another's."""
    key = Q(id=mail_id) if mail_id is not None else Q(name=name)
    row = Mail.objects.filter(key, seen(user), tenant_id=tenant).first()
    return None if row is None else view(row)
