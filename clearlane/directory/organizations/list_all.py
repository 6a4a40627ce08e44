"""The organizations of this installation, for its operator."""

from __future__ import annotations

from dataclasses import dataclass

from clearlane.foundation.tenancy.models import Tenant


@dataclass(frozen=True, slots=True)
class TenantEntry:
    """One tenant as an operator's list shows it."""

    id: int
    name: str
    kind: str
    scheme: str
    is_live: bool
    parent: int | None


def list_all() -> tuple[TenantEntry, ...]:
    """Every tenant but the house, in the order of their numbers."""
    return tuple(
        TenantEntry(
            id=each.pk, name=each.name, kind=each.kind, scheme=each.scheme, is_live=each.is_live, parent=each.parent_id
        )
        for each in Tenant.objects.exclude(kind="house").order_by("id")
    )
