"""All enrollments of providers with payers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from .models import Enrollment


@dataclass(frozen=True, slots=True)
class EnrollmentEntry:
    """One enrollment; it counts from ``from_date`` to the day before ``until_date``."""

    tenant: int
    npi: str
    tin: str
    payer_id: str
    transaction: str
    connection: UUID
    status: str
    from_date: date
    until_date: date | None


def list_enrollments(*, tenant: int | None = None) -> tuple[EnrollmentEntry, ...]:
    """Those of one tenant, or of all, by payer and provider, the oldest first; for operators."""
    rows = Enrollment.objects.order_by("payer_id", "npi", "tin", "id")
    if tenant is not None:
        rows = rows.filter(tenant_id=tenant)
    names = ("tenant_id", "npi", "tin", "payer_id", "transaction", "connection_id", "status", "from_date", "until_date")
    return tuple(EnrollmentEntry(*row) for row in rows.values_list(*names))
