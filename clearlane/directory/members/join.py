"""Whoever was invited joins: with the account that has the address, or with a new one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError

from clearlane.directory.registrations.check_login import Login
from clearlane.directory.registrations.spend_link import UsernameIsTaken
from clearlane.directory.users.add_user import add_user, is_of_the_name
from clearlane.directory.users.as_member import as_member
from clearlane.directory.users.models import Membership, User
from clearlane.directory.users.wait_for_members import wait_for_members
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now

from .find_invitation import GOOD, Invited, find_invitation
from .list_members import open_memberships
from .models import Invitation

BY = "invitation"


class CannotJoin(ValueError):
    """The invitation is not good, or is another address's. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Who belongs where now."""

    user: int
    tenant: int


def join(*, token: str, user: int) -> Joined:
    """The person who has signed in joins, where his address is the one that was invited. Raises CannotJoin."""
    invited = _good(token)
    with as_member(tenant=invited.tenant, by=f"user:{user}"):
        return _join(token, invited, user)


def join_as_new(*, token: str, login: Login) -> Joined:
    """Make an account with the invited address, verified by the link, and join. Raises CannotJoin, UsernameIsTaken."""
    invited = _good(token)
    try:
        with as_member(tenant=invited.tenant, by=BY):
            wait_for_members(tenant=invited.tenant)
            user = add_user(email=invited.address, username=login.username, password=login.password, by=BY)
            return _join(token, invited, user)
    except IntegrityError as error:
        raise (UsernameIsTaken if is_of_the_name(error) else CannotJoin) from error


def _good(token: str) -> Invited:
    invited = find_invitation(token=token)
    if invited is None or invited.state != GOOD:
        raise CannotJoin
    return invited


def _join(token: str, invited: Invited, user: int) -> Joined:
    """Spend the invitation; of two who spend one, and of one who is a member already, nobody becomes one twice."""
    wait_for_members(tenant=invited.tenant)
    _good(token)
    if not User.objects.filter(pk=user, email=invited.address, is_active=True).exists():
        raise CannotJoin
    at, tenant, by = now(), invited.tenant, f"user:{user}"
    Invitation.objects.filter(pk=invited.id).update(accepted_at=at, accepted_by_id=user)
    if not open_memberships(tenant=tenant).filter(user_id=user).exists():
        Membership.objects.create(user_id=user, tenant_id=tenant, role=invited.role, from_at=at, by=by)
    detail = {"invitation": invited.id, "user": user, "role": invited.role}
    record(tenant=tenant, event="member:invitation:accepted", by=by, detail=detail)
    return Joined(user, tenant)
