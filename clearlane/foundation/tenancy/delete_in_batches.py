"""Take rows away that are of no use any more."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

AT_ONCE = 500


def delete_in_batches(rows: QuerySet[Any]) -> int:
    """Delete the rows, some at a time, so that nobody waits long for one of them; gives how many there were.

    Each is asked once more as it goes: one that has come back to life meanwhile stays.
    """
    gone = 0
    while some := list(rows.values_list("pk", flat=True)[:AT_ONCE]):
        gone += rows.filter(pk__in=some).delete()[0]
    return gone
