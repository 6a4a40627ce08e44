"""What is an invitation good for, and which are open?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clearlane.directory.organizations.name_tenants import name_tenants
from clearlane.directory.users.models import User
from clearlane.directory.users.secret import digest
from clearlane.foundation.clock.read import now

from .list_members import open_memberships
from .models import Invitation
from .roles import may_give

GOOD, USED, LATE, GONE = "good", "used", "late", "gone"


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation: to which organization, in which role, whom; ``state`` is good, used, late or gone (taken back,
    replaced by a newer one, or its inviter may not give it any more). ``user`` has the address already, or None."""

    id: int
    tenant: int
    organization: str
    address: str
    role: str
    ends_at: datetime
    state: str
    user: int | None


def find_invitation(*, token: str) -> Invited | None:
    """The invitation of a token, None where there is none. It stays as it was: mail scanners look at links too."""
    row = Invitation.objects.filter(token_sha256=digest(token)).first()
    return _shown(row) if row else None


def list_invitations(*, tenant: int) -> tuple[Invited, ...]:
    """Those of an organization that can still be accepted, the newest first."""
    rows = Invitation.objects.filter(tenant_id=tenant, accepted_at=None, revoked_at=None, ends_at__gt=now())
    shown = map(_shown, rows.order_by("-made_at", "-id"))
    return tuple(each for each in shown if each.state == GOOD)


def _shown(row: Invitation) -> Invited:
    ((_, organization),) = name_tenants(tenants=[row.tenant_id])
    user = User.objects.filter(email=row.address).values_list("id", flat=True).first()
    return Invited(row.pk, row.tenant_id, organization, row.address, row.role, row.ends_at, _state(row), user)


def _state(row: Invitation) -> str:
    if row.accepted_at is not None:
        return USED
    if row.revoked_at is not None:
        return GONE
    if row.ends_at <= now():
        return LATE
    part = open_memberships(tenant=row.tenant_id).filter(user_id=row.inviter_id).values_list("role", flat=True).first()
    return GOOD if part is not None and may_give(mine=part, role=row.role) else GONE
