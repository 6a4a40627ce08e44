"""How often one may try: a few times at once, then ever more slowly. Nobody is shut out by what others do."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connections, router
from django.db.models import F

from clearlane.foundation.clock.read import now

from .models import Tally
from .network_of import network_of
from .once import tally_key

FORMS_OF_STRANGERS = 100
_LONGEST = 900
_SHORTEST = timedelta(seconds=5)
_LASTS = timedelta(hours=1)
_TRY = """
    INSERT INTO directory_users_tally AS t (key, count, free_at, ends_at) VALUES (%(key)s, 1, %(first)s, %(end)s)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN t.ends_at <= %(at)s THEN 1 ELSE t.count + 1 END,
        free_at = CASE WHEN t.ends_at <= %(at)s THEN %(first)s WHEN t.count + 1 < %(free)s THEN %(at)s
            ELSE %(at)s + make_interval(secs => least(%(longest)s, 5 * 2 ^ least(t.count + 1 - %(free)s, 12))) END,
        ends_at = %(end)s
    WHERE t.free_at <= %(at)s OR t.ends_at <= %(at)s
    RETURNING count
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """What is counted, how many tries come without delay, and what the longest delay is, in seconds.

    What is ``shared`` counts the tries for all accounts: it is never forgotten for who was right about one.
    """

    name: str
    free: int
    longest: int = _LONGEST
    shared: bool = False


def password_limits(*, typed: str, address: str, device: str | None) -> tuple[Limit, ...]:
    """What a try with a password counts against. ``typed`` is the name or address as typed, known or not.

    ``device`` is the browser's own mark from an earlier sign-in to that account: it counts its own tries alone, so
    that strangers cannot shut its owner out. The network comes first: one that is slowed leaves no counts of names.
    """
    if device is not None:
        return (Limit(tally_key("device", device), free=20, longest=60),)
    net = network_of(address)
    return (
        Limit(tally_key("address", net), free=50, shared=True),
        Limit(tally_key("account and net", typed, net), free=5),
        Limit(tally_key("account", typed), free=20),
    )


def code_limits(*, user_id: int, address: str, device: str | None) -> tuple[Limit, ...]:
    """What a try with a code counts against, after the password was right."""
    if device is not None:
        return (Limit(tally_key("code on device", device), free=10, longest=300),)
    return (
        Limit(tally_key("code and net", str(user_id), network_of(address)), free=5),
        Limit(tally_key("code", str(user_id)), free=20),
    )


def mail_limits(*, typed: str, address: str) -> tuple[Limit, ...]:
    """What a mail that a stranger can ask for counts against: some from one place, a few an hour to one."""
    return (
        Limit(tally_key("mail from", network_of(address)), free=20, shared=True),
        Limit(tally_key("mail", typed), free=3),
    )


def form_limits(*, address: str) -> tuple[Limit, ...]:
    """What a refused form of a stranger, that is kept for him, counts against."""
    return (Limit(tally_key("kept forms from", network_of(address)), free=FORMS_OF_STRANGERS),)


def wait(limits: tuple[Limit, ...]) -> int:
    """Count a try and give 0, or give the seconds until the next one is looked at: that one counts nowhere."""
    for place, limit in enumerate(limits):
        if seconds := _try(limit):
            _give_back(limits[:place])
            return seconds
    return 0


def forget(limits: tuple[Limit, ...]) -> None:
    """The try was right: what was counted on the way to it does not count.

    Of what is shared only this try is taken back: an account of one's own does not wipe out tries at others.
    """
    Tally.objects.filter(key__in=[limit.name for limit in limits if not limit.shared]).delete()
    _give_back(tuple(limit for limit in limits if limit.shared))


def _give_back(limits: tuple[Limit, ...]) -> None:
    """Take one try back. The time until the next stays as it is: it is no way around a delay."""
    Tally.objects.filter(key__in=[limit.name for limit in limits], count__gt=0).update(count=F("count") - 1)


def _try(limit: Limit) -> int:
    at = now()
    values: dict[str, Any] = {
        "key": limit.name,
        "at": at,
        "first": at if limit.free > 1 else at + _SHORTEST,
        "end": at + _LASTS,
        "free": limit.free,
        "longest": limit.longest,
    }
    with connections[router.db_for_write(Tally)].cursor() as cur:
        cur.execute(_TRY, values)
        if cur.fetchone():
            return 0
    free_at = Tally.objects.filter(key=limit.name).values_list("free_at", flat=True).first()
    return max(1, math.ceil((free_at - at).total_seconds())) if free_at else 0
