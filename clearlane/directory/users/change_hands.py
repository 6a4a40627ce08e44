"""An organization's rooms get other people: the owners of another organization, which has proved that they are its."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now

from .models import ApiKey, Membership, SftpUser
from .revoke_key import revoke_key
from .revoke_sftp_user import revoke_sftp_user
from .tell import tell


def change_hands(*, rooms: int, to: int, organization: str, by: str) -> tuple[int, int]:
    """Owners of ``to`` become the owners of ``rooms``, inside a scope of both; how many went and came.

    Who was there before is out at once, with the rooms' own keys and SFTP accounts, unless he is among the new owners.
    What was granted to others (a billing company) stays. Both sides are told by mail.
    """
    at, owners = now(), set(_members(to).filter(role="owner").values_list("user_id", flat=True))
    before = set(_members(rooms).values_list("user_id", flat=True))
    _members(rooms).update(until_at=at)
    Membership.objects.bulk_create(
        Membership(user_id=user, tenant_id=rooms, role="owner", from_at=at, by=by) for user in sorted(owners)
    )
    _revoke(rooms, by)
    detail = {"from": to, "went": sorted(before - owners), "came": sorted(owners - before)}
    record(tenant=rooms, event="user:rooms:changed_hands", by=by, detail=detail)
    for user in sorted(before | owners):
        tell(user_id=user, template="rooms_changed_hands", organization=organization, is_owner=user in owners)
    return len(before - owners), len(owners - before)


def _members(tenant: int) -> QuerySet[Membership]:
    at = now()
    return Membership.objects.filter(Q(until_at=None) | Q(until_at__gt=at), tenant_id=tenant, from_at__lte=at)


def _revoke(tenant: int, by: str) -> None:
    for prefix in list(ApiKey.objects.filter(tenant_id=tenant, revoked_at=None).values_list("prefix", flat=True)):
        revoke_key(tenant=tenant, prefix=prefix, by=by)
    for name in list(SftpUser.objects.filter(tenant_id=tenant, revoked_at=None).values_list("username", flat=True)):
        revoke_sftp_user(tenant=tenant, username=name, by=by)
