"""The list of who wants to be called, which an operator works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.house import HOUSE

from .models import Contact


@dataclass(frozen=True, slots=True)
class Waiting:
    """One who waits for a call: who, from where, about what, since when."""

    id: UUID
    name: str
    organization: str
    email: str
    phone: str
    wish: str
    source: str
    asked_at: datetime


def list_contacts(*, limit: int = 200) -> tuple[Waiting, ...]:
    """Those whom nobody has called yet, the longest waiting first. For the role ``operator``."""
    rows = Contact.objects.filter(worked_at=None).order_by("asked_at", "id")
    return tuple(
        Waiting(*row)
        for row in rows.values_list("id", "name", "organization", "email", "phone", "wish", "source", "asked_at")[
            :limit
        ]
    )


def mark_worked(*, contact: UUID, by: str) -> bool:
    """Somebody has called; inside a scope of the house. False where it was worked before, or there is none."""
    is_new = bool(Contact.objects.filter(pk=contact, worked_at=None).update(worked_at=now(), worked_by=by))
    if is_new:
        record(tenant=HOUSE, event="operator:contact:worked", by=by, subjects=[contact])
    return is_new
