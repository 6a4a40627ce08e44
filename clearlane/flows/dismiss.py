"""Take things off the worklist: a person says that they are dealt with. What still waits for his word stays on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.worklists.close import close_about
from clearlane.exchange.worklists.find import find_about
from clearlane.flows.find_waiting import find_waiting


@dataclass(frozen=True, slots=True)
class Dismissed:
    """How many items were closed; which things still wait, and as what; of which nothing was open."""

    closed: int
    waiting: dict[UUID, str]
    unknown: tuple[UUID, ...]


def dismiss(*, ids: Sequence[UUID], by: str, note: str = "") -> Dismissed:
    """Close what is open about these things, unless they are held, stuck or in doubt; inside a scope that holds them.

    Off the list such a thing would be seen by nobody, and never go on.
    """
    waiting = find_waiting(ids=ids)
    open_ones = find_about(subjects=ids)
    closed = sum(close_about(subject=one, by=by, note=note) for one in open_ones if one.id not in waiting)
    known = {one.id for one in open_ones} | set(waiting)
    return Dismissed(closed, waiting, tuple(id for id in ids if id not in known))
