"""How long the claims of a lane wait for more, so that a payer gets few files and not many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from clearlane.exchange.connections.models import Connection
from clearlane.exchange.connections.profile import read_profile
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import alias


def wait_for_more(*, lanes: Sequence[str]) -> dict[str, datetime]:
    """Until when (UTC) each lane gathers, by its connection's ``gather_seconds``; one that does not is left out.

    A lane begins with the id of its connection, as ``routing/choose.py`` names it. The instants are the same for
    whatever comes between two of them (whole multiples of the seconds), so that all of it becomes due together.
    """
    of_lane = {lane: UUID(lane.partition("/")[0]) for lane in lanes}
    rows = Connection.objects.using(alias()).filter(id__in=set(of_lane.values())).values_list("id", "profile")
    seconds = {id: read_profile(text=profile).claims.gather_seconds for id, profile in rows}
    return {lane: _next_tick(seconds[id]) for lane, id in of_lane.items() if seconds[id] > 0}


def _next_tick(seconds: int) -> datetime:
    return datetime.fromtimestamp((int(now().timestamp()) // seconds + 1) * seconds, UTC)
