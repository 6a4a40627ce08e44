"""Who belongs to this organization?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from clearlane.directory.users.factors import find_holders_of_factors
from clearlane.directory.users.models import Membership
from clearlane.foundation.clock.read import now

from .roles import ROLES


@dataclass(frozen=True, slots=True)
class Member:
    """A person in his part, since when; whether he has a second factor, and when he signed in last."""

    id: int
    user: int
    username: str
    email: str
    role: str
    since: datetime
    has_factor: bool
    last_sign_in: datetime | None


def open_memberships(*, tenant: int) -> QuerySet[Membership]:
    """The memberships of an organization that hold at this moment."""
    at = now()
    return Membership.objects.filter(Q(until_at=None) | Q(until_at__gt=at), tenant_id=tenant, from_at__lte=at)


def role_of(*, tenant: int, user: int) -> str:
    """The part that a person has at this moment; empty where he has none. What may be done by it is asked after
    ``wait_for_members``: until then another may lessen it."""
    return open_memberships(tenant=tenant).filter(user_id=user).values_list("role", flat=True).first() or ""


def list_members(*, tenant: int) -> tuple[Member, ...]:
    """All of them, the mightiest part first, then by name. Read by the role ``gate``."""
    rows = list(open_memberships(tenant=tenant).select_related("user"))
    holders = find_holders_of_factors(user_ids=[row.user_id for row in rows])
    order = tuple(ROLES)
    rows.sort(key=lambda row: (order.index(row.role), row.user.username))
    return tuple(_member(row, has_factor=row.user_id in holders) for row in rows)


def find_member(*, tenant: int, member: int) -> Member | None:
    """One of them."""
    row = open_memberships(tenant=tenant).filter(pk=member).select_related("user").first()
    if row is None:
        return None
    return _member(row, has_factor=bool(find_holders_of_factors(user_ids=[row.user_id])))


def _member(row: Membership, *, has_factor: bool) -> Member:
    user = row.user
    return Member(row.pk, user.pk, user.username, user.email, row.role, row.from_at, has_factor, user.last_login)
