"""A person has lost passkey, phone and codes: who may take them off his account, and when?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from clearlane.foundation.clock.read import now

from .factors import remove_all_factors
from .models import LostFactors, Membership
from .note import note, note_here
from .sign_in import end_all_sessions
from .tell import tell
from .wait_for_members import wait_for_members

_BY_OWNER, _BY_OPERATOR = timedelta(hours=24), timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Wish:
    """An open wish: whose, who may grant it (``owner`` or ``operator``), from when on."""

    id: int
    user: int
    username: str
    answer_by: str
    asked_at: datetime
    due_at: datetime

    @property
    def is_due(self) -> bool:
        """Whether it may be granted now."""
        return self.due_at <= now()


def ask_for_new_factors(*, user_id: int) -> Wish:
    """Write the wish down, or find the open one, and tell the person and who may grant it.

    Another owner may, after 24 hours, where each of his organizations has one: his account opens all of them, and
    none is another's to open. Else an operator may, after 72.
    """
    owners = _other_owners(user_id)
    wish = find_wish(user_id=user_id) or _make(user_id, owners)
    return _hand_over(wish) if wish.answer_by == "owner" and not owners else wish


def _make(user_id: int, owners: list[int]) -> Wish:
    """A new wish, of which all are told; or the one that another tab has just made."""
    at = now()
    by, lasts = ("owner", _BY_OWNER) if owners else ("operator", _BY_OPERATOR)
    wish = {"answer_by": by, "asked_at": at, "due_at": at + lasts}
    with transaction.atomic(using="default"):
        row, is_new = LostFactors.objects.get_or_create(user_id=user_id, closed_at=None, defaults=wish)
        if is_new:
            _tell_all(row, owners, hours=int(lasts.total_seconds()) // 3600)
            note(user_id=user_id, event="user:factors:asked_for", answer_by=by)
    return _wish(row)


def _tell_all(row: LostFactors, owners: list[int], *, hours: int) -> None:
    tell(user_id=row.user_id, template="factors_lost", hours=hours, by=row.answer_by)
    for owner in owners:
        tell(user_id=owner, template="factors_lost_owner", person=row.user.username, hours=hours)


def _hand_over(wish: Wish) -> Wish:
    """No owner may any more: an operator may, at the time at which he could have from the first. Where the wish has
    become another meanwhile, what it is now."""
    due_at = wish.asked_at + _BY_OPERATOR
    with transaction.atomic(using="default"):
        if _same(wish).update(answer_by="operator", due_at=due_at):
            note(user_id=wish.user, event="user:factors:asked_for", answer_by="operator")
            return replace(wish, answer_by="operator", due_at=due_at)
    return find_wish(user_id=wish.user) or _make(wish.user, _other_owners(wish.user))


def find_wish(*, user_id: int) -> Wish | None:
    """The person's own open wish."""
    row = _open().filter(user_id=user_id).first()
    return _wish(row) if row else None


def find_wishes_for_owner(*, user_id: int) -> tuple[Wish, ...]:
    """The open wishes that this owner may grant, once they are due. One that has become an operators' matter since it
    was asked is not his, though nobody has asked again."""
    mine = Membership.objects.filter(_holds(), user_id=user_id, role="owner").values("tenant_id")
    people = Membership.objects.filter(_holds(), tenant_id__in=mine).exclude(user_id=user_id).values("user_id")
    found = _open().filter(answer_by="owner", user_id__in=people)
    return tuple(_wish(row) for row in found if user_id in _other_owners(row.user_id))


def find_wishes_for_operators() -> tuple[Wish, ...]:
    """The open wishes that operators may grant, once they are due: also those that no owner may grant any more, though
    nobody has asked again. For the role ``operator``."""
    return tuple(_for_operators(wish) for wish in map(_wish, _open()) if _is_for_operators(wish))


def grant_wish(*, wish: Wish, owner: int) -> bool:
    """Take all factors off the account, so that its password opens it and new ones can be added; its sessions end.

    False where it is not due yet, was closed meanwhile, or is not this owner's to grant any more.
    """
    by = f"user:{owner}"
    with transaction.atomic(using="default"):
        if not _is_his(wish, owner) or not _take_off(wish, by):
            return False
        note(user_id=wish.user, event="user:factors:taken_off", by=by)
    return True


def grant_wish_here(*, wish: Wish, by: str) -> bool:
    """The same inside the scope that is open, for the role ``operator``, which has one connection: all or nothing."""
    if wish.is_due:
        _take_over(wish)
    if not _take_off(wish, by):
        return False
    note_here(user_id=wish.user, event="user:factors:taken_off", by=by)
    return True


def drop_wish(*, user_id: int, by: str) -> bool:
    """The person can sign in with a factor: whatever he wished is over."""
    with transaction.atomic(using="default"):
        if not _close(_open().filter(user_id=user_id), by=by, is_granted=False):
            return False
        note(user_id=user_id, event="user:factors:dropped", by=by)
    return True


def refuse_wish(*, wish: Wish, owner: int) -> bool:
    """Who may grant it does not: this wish is over. False where it was closed, or is not his to answer any more."""
    by = f"user:{owner}"
    with transaction.atomic(using="default"):
        if not _is_his(wish, owner) or not _close(_same(wish), by=by, is_granted=False):
            return False
        note(user_id=wish.user, event="user:factors:refused", by=by)
    return True


def _is_his(wish: Wish, owner: int) -> bool:
    """Whether this owner may answer it; until the transaction ends, no change of members takes that from him."""
    _wait_for_members_beside(wish.user)
    return wish.answer_by == "owner" and owner in _other_owners(wish.user)


def _is_for_operators(wish: Wish) -> bool:
    return wish.answer_by == "operator" or not _other_owners(wish.user)


def _for_operators(wish: Wish) -> Wish:
    """As it would be if it were handed over."""
    is_theirs = wish.answer_by == "operator"
    return wish if is_theirs else replace(wish, answer_by="operator", due_at=wish.asked_at + _BY_OPERATOR)


def _take_over(wish: Wish) -> None:
    """What no owner may grant any more becomes the operators', though nobody has asked again."""
    _wait_for_members_beside(wish.user)
    if not _other_owners(wish.user):
        theirs = {"answer_by": "operator", "due_at": wish.asked_at + _BY_OPERATOR}
        _open().filter(pk=wish.id, answer_by="owner").update(**theirs)


def _wait_for_members_beside(user_id: int) -> None:
    """Until the transaction ends, nobody changes who belongs to any organization of his."""
    mine = Membership.objects.filter(_holds(), user_id=user_id).values_list("tenant_id", flat=True)
    for tenant in sorted(set(mine)):
        wait_for_members(tenant=tenant)


def _take_off(wish: Wish, by: str) -> bool:
    if not wish.is_due or not _close(_same(wish), by=by, is_granted=True):
        return False
    remove_all_factors(user_id=wish.user)
    end_all_sessions(user_id=wish.user)
    tell(user_id=wish.user, template="factor_changed", change="All passkeys, apps and codes were removed")
    return True


def _close(rows: QuerySet[LostFactors], *, by: str, is_granted: bool) -> bool:
    return bool(rows.update(closed_at=now(), closed_by=by, is_granted=is_granted))


def _same(wish: Wish) -> QuerySet[LostFactors]:
    """The row of this very wish, while it is open and nobody else has become its judge, at another time."""
    return _open().filter(pk=wish.id, answer_by=wish.answer_by, due_at=wish.due_at)


def _open() -> QuerySet[LostFactors]:
    return LostFactors.objects.filter(closed_at=None).select_related("user").order_by("asked_at")


def _holds() -> Q:
    at = now()
    return Q(from_at__lte=at) & (Q(until_at=None) | Q(until_at__gt=at))


def _other_owners(user_id: int) -> list[int]:
    """Who owns an organization of his beside him; nobody, where one of them has no other owner."""
    mine = set(Membership.objects.filter(_holds(), user_id=user_id).values_list("tenant_id", flat=True))
    owners = Membership.objects.filter(_holds(), tenant_id__in=mine, role="owner", user__is_active=True)
    found = set(owners.exclude(user_id=user_id).values_list("tenant_id", "user_id"))
    return sorted({user for _, user in found}) if mine == {tenant for tenant, _ in found} else []


def _wish(row: LostFactors) -> Wish:
    return Wish(row.pk, row.user_id, row.user.username, row.answer_by, row.asked_at, row.due_at)
