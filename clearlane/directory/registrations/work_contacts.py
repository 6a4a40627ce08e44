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
    """One who waits for a call: who, from where, about what, since when; and what was noted of an earlier call."""

    id: UUID
    name: str
    organization: str
    email: str
    phone: str
    wish: str
    source: str
    asked_at: datetime
    note: str


def list_contacts(*, limit: int = 200) -> tuple[Waiting, ...]:
    """Those whom nobody has called yet, the longest waiting first. For the role ``operator``."""
    rows = Contact.objects.filter(worked_at=None).order_by("asked_at", "id")
    return tuple(
        Waiting(*row)
        for row in rows.values_list(
            "id", "name", "organization", "email", "phone", "wish", "source", "asked_at", "note"
        )[:limit]
    )


@dataclass(frozen=True, slots=True)
class Called:
    """One who was called: by whom, when, and what was noted."""

    id: UUID
    name: str
    organization: str
    worked_at: datetime | None
    worked_by: str
    note: str


def list_called(*, limit: int = 50) -> tuple[Called, ...]:
    """Those who were called last, the newest first. For the role ``operator``."""
    rows = Contact.objects.exclude(worked_at=None).order_by("-worked_at", "id")
    return tuple(
        Called(*row) for row in rows.values_list("id", "name", "organization", "worked_at", "worked_by", "note")[:limit]
    )


def mark_worked(*, contact: UUID, by: str, note: str = "") -> bool:
    """Somebody has called; inside a scope of the house. False where it was worked before, or there is none."""
    waiting = Contact.objects.filter(pk=contact, worked_at=None)
    is_new = bool(waiting.update(worked_at=now(), worked_by=by, note=note))
    if is_new:
        record(tenant=HOUSE, event="operator:contact:worked", by=by, subjects=[contact])
    return is_new


def mark_waiting(*, contact: UUID, by: str) -> bool:
    """He is to be called after all, and what was noted stays; inside a scope of the house. False where he waits, or
    there is none."""
    is_new = bool(Contact.objects.filter(pk=contact).exclude(worked_at=None).update(worked_at=None, worked_by=""))
    if is_new:
        record(tenant=HOUSE, event="operator:contact:waiting", by=by, subjects=[contact])
    return is_new
