"""Take a file out of a mailbox, whole or piece by piece, and say that one has it."""

from __future__ import annotations

from uuid import UUID

from clearlane.exchange.reading.mark_fetched import mark_fetched
from clearlane.foundation.audit.record import record
from clearlane.foundation.outbox.models import Mail
from clearlane.foundation.vault.fetch import read


class NoSuchMail(LookupError):
    """The file is not in this tenant's mailbox: it never was, or it is another's."""


def fetch_mail(
    *, tenant: int, mail_id: UUID, offset: int, length: int, by: str, goes_on: bool = False, marks: bool = True
) -> bytes:
    """``length`` bytes from ``offset`` on, fewer at the end; inside a scope of the tenant. Raises NoSuchMail.

    The first piece, wherever it begins, is audited as a read of PHI; what ``goes_on`` with one that was audited is
    not again. The piece that reaches the end marks the file as fetched, unless the caller reads ahead and marks it
    himself.
    """
    mail = Mail.objects.filter(tenant_id=tenant, id=mail_id).first()
    if mail is None:
        raise NoSuchMail(str(mail_id))
    if not goes_on:
        record(tenant=tenant, event="mailbox:mail:read", by=by, subjects=[mail.id], detail={"number": mail.number})
    piece = read(tenant=tenant, address=bytes(mail.address), offset=offset, length=length)
    if marks and offset + len(piece) >= mail.size:
        mark_fetched(tenant=tenant, mail_id=mail_id)
    return piece
