"""What lies in a mailbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from clearlane.foundation.outbox.models import Mail

MOST = 1000


@dataclass(frozen=True, slots=True)
class MailView:
    """One file that lies ready; ``sha256`` in hex, ``size`` in bytes, ``cents`` what its claims or payments come to."""

    id: UUID
    number: int
    kind: str
    name: str
    size: int
    sha256: str
    claims: int
    cents: int
    file_id: UUID | None
    made_at: datetime
    fetched_at: datetime | None
    confirmed_at: datetime | None


def list_mail(
    *, tenant: int, user: int | None = None, after: UUID | None = None, confirmed: bool | None = False, limit: int = 100
) -> tuple[MailView, ...]:
    """Up to ``limit`` (at most 1,000) files of a mailbox, oldest first, those after the id ``after``.

    ``confirmed``: only those that were (True), only those that were not (False), or all (None). ``user`` names an
    SFTP account, which sees what answers its own files and what is for all; None sees everything of the tenant.
    """
    rows = Mail.objects.filter(seen(user), tenant_id=tenant).order_by("id")
    if confirmed is not None:
        rows = rows.filter(confirmed_at__isnull=not confirmed)
    if after is not None:
        rows = rows.filter(id__gt=after)
    return tuple(view(row) for row in rows[: max(1, min(limit, MOST))])


def view(row: Mail) -> MailView:
    """A row of the mailbox as a value."""
    return MailView(
        id=row.id,
        number=row.number,
        kind=row.kind,
        name=row.name,
        size=row.size,
        sha256=bytes(row.sha256).hex(),
        claims=row.claims,
        cents=row.cents,
        file_id=row.source_file_id,
        made_at=row.made_at,
        fetched_at=row.fetched_at,
        confirmed_at=row.confirmed_at,
    )


def seen(user: int | None) -> Q:
    """The condition under which an account sees a row."""
    return Q() if user is None else Q(user_id=None) | Q(user_id=user)
