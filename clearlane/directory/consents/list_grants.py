"""Who let this organization in, and whom has it let in?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.models import Grant

from .scopes import SCOPES, TO_CLIENT


@dataclass(frozen=True, slots=True)
class Granted:
    """A grant as one side sees it: ``other`` is the other side. ``state``: on, later, over or revoked."""

    id: int
    other: int
    name: str
    may: str
    starts_at: datetime
    ends_at: datetime | None
    revoked_at: datetime | None
    state: str

    @property
    def last_at(self) -> datetime | None:
        """An instant of its last day."""
        return self.ends_at - timedelta(seconds=1) if self.ends_at else None


def list_clients(*, tenant: int, text: str = "", limit: int = 100) -> tuple[Granted, ...]:
    """Those whose name holds ``text`` that ever let the organization in, by name; read outside of a scope."""
    rows = Grant.objects.select_related("grantor").filter(grantee_id=tenant)
    if text:
        rows = rows.filter(grantor__name__icontains=text.replace("\0", ""))
    return tuple(_shown(row, row.grantor, SCOPES) for row in rows.order_by("grantor__name", "-id")[:limit])


def list_let_in(*, tenant: int) -> tuple[Granted, ...]:
    """Those that the organization ever let in, the newest first; read outside of a scope."""
    rows = Grant.objects.select_related("grantee").filter(grantor_id=tenant)
    return tuple(_shown(row, row.grantee, TO_CLIENT) for row in rows.order_by("-id")[:200])


def find_let_in(*, tenant: int, grant: int) -> Granted | None:
    """One of them."""
    row = Grant.objects.select_related("grantee").filter(grantor_id=tenant, pk=grant).first()
    return _shown(row, row.grantee, TO_CLIENT) if row else None


def _shown(row: Grant, other: Any, words: Mapping[str, str]) -> Granted:
    may = words.get(row.scope, row.scope)
    return Granted(row.pk, other.pk, other.name, may, row.starts_at, row.ends_at, row.revoked_at, _state(row))


def _state(row: Grant) -> str:
    at = now()
    if row.revoked_at is not None:
        return "revoked"
    if row.ends_at is not None and row.ends_at <= at:
        return "over"
    return "on" if row.starts_at <= at else "later"
