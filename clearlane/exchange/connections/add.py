"""Open a way out of the house."""

from __future__ import annotations

from uuid import UUID

from clearlane.exchange.connections.models import Connection
from clearlane.exchange.connections.profile import check_filled, check_texts, read_profile
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.connection import alias
from clearlane.foundation.tenancy.house import HOUSE

TIERS = ("production", "practice")


class ConnectionRefused(ValueError):
    """The tier is neither production nor practice, or a connection of this name has another tier: it never changes."""


def add(*, name: str, tier: str, profile: str, by: str) -> UUID:
    """Make a connection, or give one of that name a new profile; inside a scope of the house. Returns its id.

    ``profile`` is the text that ``profile.read_profile`` reads. Raises ProfileIsWrong, ConnectionRefused.
    """
    told = read_profile(text=profile)
    check_filled(profile=told)
    check_texts(profile=told)
    if tier not in TIERS:
        raise ConnectionRefused(f"a connection is for {' or '.join(TIERS)}, not for {tier!r}")
    row, is_new = Connection.objects.using(alias()).get_or_create(
        name=name, defaults={"id": new_id(), "tier": tier, "profile": profile, "created_at": now()}
    )
    if row.tier != tier:
        raise ConnectionRefused(f"{name} is a {row.tier} connection; make another one for {tier}")
    if not is_new:
        Connection.objects.using(alias()).filter(id=row.id).update(profile=profile)
    event = "connection:profile:added" if is_new else "connection:profile:changed"
    record(tenant=HOUSE, event=event, by=by, subjects=[row.id], detail={"name": name, "tier": tier})
    return row.id
