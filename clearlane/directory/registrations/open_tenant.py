"""Step 10: the sign-up becomes a tenant."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connections, transaction

from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.telemetry.correlation import current_correlation

from .check_kind import check_kind
from .models import Contact, Registration


class SignUpRefused(ValueError):
    """The kind and "we have no NPI" are at odds, or a step before was left out."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The tenant of a sign-up, and the kind as which it was opened."""

    tenant: int
    kind: str


def open_tenant(*, sign_up: UUID, kind: str, signer: str = "") -> Opened:
    """Open the account of a sign-up whose steps are answered: its tenant, not live, with its owner and unverified pair.

    Asked again, by a second tab or after a fault, it gives the same tenant. A hospital is entered in the list of those
    to be called, by the name of who signs. Raises SignUpRefused.
    """
    with transaction.atomic(using="default"):
        row = Registration.objects.select_for_update().get(id=sign_up)
        if row.tenant_id is not None:
            return Opened(row.tenant_id, row.kind)
        if problem := check_kind(kind=kind, npi=row.npi):
            raise SignUpRefused(f"the kind is {problem}")
        if not (row.organization and row.street):
            raise SignUpRefused("a step was left out")
        row.kind = kind
        row.save(update_fields=["kind"])
        if kind == "hospital":
            _enter_contact(row, signer)
        return Opened(_open(sign_up), kind)


def _open(sign_up: UUID) -> int:
    with connections["default"].cursor() as cur:
        cur.execute("SELECT directory_open_account(%s, %s, %s, %s)", [sign_up, new_id(), current_correlation(), now()])
        return int(cur.fetchone()[0])


def _enter_contact(row: Registration, signer: str) -> None:
    Contact.objects.create(
        id=new_id(),
        name=signer or (row.user.username if row.user else ""),
        organization=row.organization,
        email=row.email,
        phone=row.phone,
        source="sign_up",
        asked_at=now(),
    )
