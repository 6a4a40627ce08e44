"""Invite a person by his address, and take it back."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db.models import QuerySet

from clearlane.directory.organizations.describe import Described, describe
from clearlane.directory.users.secret import digest
from clearlane.directory.users.wait_for_members import wait_for_members
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.mail.address import AddressIsWrong, read_address
from clearlane.foundation.mail.count_recent import count_recent
from clearlane.foundation.mail.links import link
from clearlane.foundation.mail.put import put

from .list_members import open_memberships, role_of
from .models import Invitation
from .roles import ROLES, may_give

LASTS = timedelta(days=7)
PER_DAY = 10
"""How many mails to strangers an organization that nobody has verified sends within 24 hours: these, whatever came
of them."""
TO_STRANGERS = ("invitation", "consent_asked")


class InvitationRefused(ValueError):
    """Nothing was sent; ``field`` is where it is wrong, the text a sentence for who asked."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


def invite(*, tenant: int, typed: str, role: str, inviter: int) -> str:
    """Mail the address that was typed a link by which it joins in this role, inside ``as_member``: the address.

    An earlier link to the address is good no more. Raises InvitationRefused.
    """
    wait_for_members(tenant=tenant)
    shown, address = describe(tenant=tenant), _read(typed)
    _refuse(shown, address=address, role=role, mine=role_of(tenant=tenant, user=inviter))
    at, token, by = now(), secrets.token_urlsafe(32), f"user:{inviter}"
    _open(tenant).filter(address=address).update(revoked_at=at)
    row = Invitation.objects.create(
        tenant_id=tenant,
        address=address,
        role=role,
        token_sha256=digest(token),
        inviter_id=inviter,
        made_at=at,
        ends_at=at + LASTS,
    )
    values = {"organization": shown.name, "role": role, "may": ROLES[role], "days": LASTS.days}
    put(to=address, template="invitation", values=values | {"link": link(f"/link/invitation/{token}")}, tenant=tenant)
    record(tenant=tenant, event="member:invitation:sent", by=by, detail={"invitation": row.pk, "role": role})
    return address


def revoke_invitation(*, tenant: int, invitation: int, user: int, by: str) -> bool:
    """Take back an open one to a part that ``user`` may give, inside ``as_member``. False where there is none."""
    wait_for_members(tenant=tenant)
    row = _open(tenant).filter(pk=invitation).first()
    if row is None or not may_give(mine=role_of(tenant=tenant, user=user), role=row.role):
        return False
    row.revoked_at = now()
    row.save(update_fields=["revoked_at"])
    record(tenant=tenant, event="member:invitation:revoked", by=by, detail={"invitation": row.pk})
    return True


def _open(tenant: int) -> QuerySet[Invitation]:
    return Invitation.objects.filter(tenant_id=tenant, accepted_at=None, revoked_at=None)


def _read(typed: str) -> str:
    try:
        return read_address(typed.replace("\x00", "")).lower()
    except AddressIsWrong as error:
        raise InvitationRefused("address", "Enter a whole address, such as name@practice.example.") from error


def _refuse(shown: Described, *, address: str, role: str, mine: str) -> None:
    if not may_give(mine=mine, role=role):
        raise InvitationRefused("role", "Choose a part that is at most your own.")
    if open_memberships(tenant=shown.tenant).filter(user__email=address).exists():
        raise InvitationRefused("address", "This person belongs to your organization already.")
    if not shown.is_live and count_recent(tenant=shown.tenant, templates=TO_STRANGERS) >= PER_DAY:
        raise InvitationRefused(
            "address", f"Until your organization is live it mails at most {PER_DAY} people a day. Go on tomorrow."
        )
