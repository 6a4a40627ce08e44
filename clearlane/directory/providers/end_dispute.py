"""Two organizations gave the same pair: a person has decided whose it is."""

from __future__ import annotations

from django.db.models import F, QuerySet

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.models import Tenant

from .models import AuthorizedPair


class MayNotEnd(ValueError):
    """There is no such dispute, or the rooms of who holds the pair hold more than this practice's history."""


def find_room_of(*, pair: int) -> int:
    """Whose rooms, with their history, go to who gave this disputed pair: those of its holder. Raises MayNotEnd.

    Only the rooms of one practice do: not a billing company's own, and none in which another tax id bills as well.
    """
    row = _disputed(pair)
    held = _held().filter(npi=row.npi, tin=row.tin).first()
    if held is None:
        raise MayNotEnd(
            "nobody holds this pair live any more: end this by the other button, then it is given anew as any other"
        )
    room = held.tenant_id
    if Tenant.objects.filter(pk=room, kind="billing").exists():
        raise MayNotEnd("a billing company holds this pair as its own: what is the practice's must be parted first")
    if _held().filter(tenant_id=room).exclude(tin=row.tin).exists():
        raise MayNotEnd("who holds this pair bills under other tax ids too: its history is not one practice's")
    return int(room)


def end_dispute(*, pair: int, by: str, outcome: str) -> None:
    """The disputed row ends today, inside a scope of its organization and of the holder, whose pair stays as it is.

    ``outcome``: for whom it ended, claimant or holder. Whose the holder's rooms are is ``change_hands``' to say.
    """
    row = _disputed(pair)
    held = _held().filter(npi=row.npi, tin=row.tin).values_list("tenant_id", flat=True)
    AuthorizedPair.objects.filter(pk=pair).update(until_date=today())
    for room in sorted({row.tenant_id, *held}):
        detail = {"npi": row.npi, "pair": pair, "outcome": outcome}
        record(tenant=room, event="provider:dispute:ended", by=by, detail=detail)


def _disputed(pair: int) -> AuthorizedPair:
    rows = AuthorizedPair.objects.select_for_update().filter(pk=pair, status="disputed", until_date=None)
    row = rows.filter(tenant_id=F("submitter_id")).first()
    if row is None:
        raise MayNotEnd("this dispute was ended before, or never was one")
    return row


def _held() -> QuerySet[AuthorizedPair]:
    return AuthorizedPair.objects.filter(status="live", until_date=None, tenant_id=F("submitter_id"))
