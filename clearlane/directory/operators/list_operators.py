"""All operators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from .models import Operator


@dataclass(frozen=True, slots=True)
class OperatorView:
    """One operator: since when, with how many passkeys, when one was last used, and when he ended."""

    id: int
    name: str
    created_at: datetime
    passkeys: int
    last_used_at: datetime | None
    ended_at: datetime | None


def list_operators() -> tuple[OperatorView, ...]:
    """By name; those who have ended too."""
    rows = Operator.objects.annotate(n=Count("passkeys"), used=Max("passkeys__last_used_at")).order_by("name")
    return tuple(OperatorView(each.pk, each.name, each.created_at, each.n, each.used, each.ended_at) for each in rows)
