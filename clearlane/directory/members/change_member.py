"""Give a member another part, or end it."""

from __future__ import annotations

from clearlane.directory.organizations.name_tenants import name_tenants
from clearlane.directory.users.models import Membership
from clearlane.directory.users.sign_in import end_all_sessions
from clearlane.directory.users.tell import tell
from clearlane.directory.users.wait_for_members import wait_for_members
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now

from .list_members import open_memberships, role_of
from .roles import may_give


class MemberRefused(ValueError):
    """Nothing was changed; the text is a sentence for who asked."""


_NOT_YOURS = "This part is greater than yours. An owner changes it."
_LAST_OWNER = "An organization keeps one owner. Make somebody else an owner first."
_GONE = "This person does not belong to your organization any more."


def change_role(*, tenant: int, member: int, role: str, user: int, by: str) -> None:
    """Give the member another part, inside ``as_member``; he signs in anew, under what he may do now.

    ``user`` is who asks. Raises MemberRefused.
    """
    row, mine = _locked(tenant, member), role_of(tenant=tenant, user=user)
    if not (may_give(mine=mine, role=row.role) and may_give(mine=mine, role=role)):
        raise MemberRefused(_NOT_YOURS)
    if row.role == role:
        return
    before, row.role = row.role, role
    row.save(update_fields=["role"])
    _follow(row, f"it is {role} now", by=by)
    detail = {"user": row.user_id, "role": role, "before": before}
    record(tenant=tenant, event="member:role:changed", by=by, detail=detail)


def end_membership(*, tenant: int, member: int, user: int, by: str) -> None:
    """End a member's part now, inside ``as_member``; his sessions end with it. Each may end his own (``user``).

    Raises MemberRefused.
    """
    row = _locked(tenant, member)
    if row.user_id != user and not may_give(mine=role_of(tenant=tenant, user=user), role=row.role):
        raise MemberRefused(_NOT_YOURS)
    row.until_at = now()
    row.save(update_fields=["until_at"])
    _follow(row, "it has ended", by=by)
    record(tenant=tenant, event="member:membership:ended", by=by, detail={"user": row.user_id, "role": row.role})


def _locked(tenant: int, member: int) -> Membership:
    """The row, while nobody else changes a member of the organization: of two owners who go at once one is the last."""
    wait_for_members(tenant=tenant)
    row = open_memberships(tenant=tenant).filter(pk=member).first()
    if row is None:
        raise MemberRefused(_GONE)
    if row.role == "owner" and open_memberships(tenant=tenant).filter(role="owner").count() == 1:
        raise MemberRefused(_LAST_OWNER)
    return row


def _follow(row: Membership, change: str, *, by: str) -> None:
    """What a change brings with it: sessions end, and the person is told."""
    end_all_sessions(user_id=row.user_id)
    if by != f"user:{row.user_id}":
        ((_, organization),) = name_tenants(tenants=[row.tenant_id])
        tell(user_id=row.user_id, template="membership_changed", organization=organization, change=change)
