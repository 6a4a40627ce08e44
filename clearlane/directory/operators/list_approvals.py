"""What operators have said yes to, with what they saw."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from .models import Approval


@dataclass(frozen=True, slots=True)
class Yes:
    """One operator's yes; one who has ended gave it in vain."""

    subject: int
    operator: str
    evidence: str
    at: datetime
    counts: bool


def list_approvals(*, kind: str, subjects: Collection[int]) -> tuple[Yes, ...]:
    """Those to these things, in the order in which they were given."""
    rows = Approval.objects.filter(kind=kind, subject__in=subjects).select_related("operator").order_by("id")
    return tuple(
        Yes(row.subject, row.operator.name, row.evidence, row.at, row.operator.ended_at is None) for row in rows
    )
