"""What happens to files in the outbound folder. Everything here blocks and runs in a thread."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from clearlane.doors.sftp.account import Account
from clearlane.exchange.reading.confirm_mail import confirm_mail
from clearlane.exchange.reading.fetch_mail import fetch_mail
from clearlane.exchange.reading.find_mail import find_mail
from clearlane.exchange.reading.list_mail import MailView, list_mail
from clearlane.exchange.reading.mark_fetched import mark_fetched
from clearlane.foundation.tenancy.scope import scope

WINDOW = 1 << 20
PAGE = 500


@dataclass(slots=True)
class Leaving:
    """A file that a client has open for reading, and the window of it that was read ahead."""

    mail: MailView
    start: int = 0
    window: bytes = b""
    is_audited: bool = False
    is_fetched: bool = False


def listing(account: Account, after: UUID | None) -> tuple[MailView, ...]:
    """A page of the mailbox: what was not confirmed yet."""
    with scope([account.tenant], by=account.by):
        return list_mail(tenant=account.tenant, user=account.id, after=after, limit=PAGE)


def find(account: Account, name: str) -> MailView | None:
    """A file of the mailbox by its name, unless it was confirmed."""
    with scope([account.tenant], by=account.by):
        mail = find_mail(tenant=account.tenant, user=account.id, name=name)
    return None if mail is None or mail.confirmed_at else mail


def read(account: Account, leaving: Leaving, offset: int, length: int) -> bytes:
    """Bytes of an open file, audited once; reading its last one marks it as fetched."""
    if not leaving.start <= offset < leaving.start + len(leaving.window):
        _read_ahead(account, leaving, offset - offset % WINDOW)
    begin = offset - leaving.start
    piece = leaving.window[begin : begin + length]
    if piece and offset + len(piece) >= leaving.mail.size and not leaving.is_fetched:
        with scope([account.tenant], by=account.by):
            mark_fetched(tenant=account.tenant, mail_id=leaving.mail.id)
        leaving.is_fetched = True
    return piece


def _read_ahead(account: Account, leaving: Leaving, start: int) -> None:
    with scope([account.tenant], by=account.by):
        leaving.window = fetch_mail(
            tenant=account.tenant,
            mail_id=leaving.mail.id,
            offset=start,
            length=WINDOW,
            by=account.by,
            goes_on=leaving.is_audited,
            marks=False,
        )
    leaving.start, leaving.is_audited = start, True


def confirm(account: Account, mail: MailView) -> None:
    """The client removed the file: it has it, and it is listed no more."""
    with scope([account.tenant], by=account.by):
        confirm_mail(tenant=account.tenant, mail_id=mail.id, by=account.by)
