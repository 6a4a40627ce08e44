"""Put something before a person. The same thing for the same reason stands on the list once, until it is closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.insert import insert
from clearlane.vocabulary.outcome import Ref

_COLUMNS = {
    "tenant_id": "int",
    "id": "uuid",
    "kind": "text",
    "reason": "text",
    "subject_kind": "text",
    "subject_id": "uuid",
    "note": "text",
    "raised_at": "timestamptz",
    "raised_by": "text",
    "closing_note": "text",
}
_ONCE = "ON CONFLICT (tenant_id, kind, reason, subject_id) WHERE closed_at IS NULL DO NOTHING"


@dataclass(frozen=True, slots=True)
class Raised:
    """One thing for a person: which list (kind), why (reason), what (subject), and a note without PHI."""

    tenant: int
    kind: str
    reason: str
    subject: Ref
    subject_kind: str = ""
    note: str = ""


def raise_items(*, items: Sequence[Raised], by: str) -> int:
    """Put each item on its tenant's list in one statement; returns how many were new. Inside a scope of the tenants."""
    at = now()
    rows = [
        (item.tenant, new_id(), item.kind, item.reason, item.subject_kind, item.subject.id, item.note, at, by, "")
        for item in items
    ]
    return insert(table="exchange_worklists_item", columns=_COLUMNS, rows=rows, conflict=_ONCE)
