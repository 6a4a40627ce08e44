"""Where is a ZIP code?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """City, state (two letters) and time zone of a ZIP code."""

    city: str
    state: str
    time_zone: str


@lru_cache(maxsize=4096)
def find_place(zip_code: str) -> Place | None:
    """The place of five digits, or of nine; None where the list of the United States does not have them."""
    five = zip_code[:5]
    if not (len(five) == 5 and five.isascii() and five.isdigit()):
        return None
    found = _all().matching(five)
    return Place(found[0]["city"], found[0]["state"], found[0]["timezone"]) if found else None


@lru_cache(maxsize=64)
def find_time_zone(state: str) -> str:
    """The time zone of most ZIP codes of a state; empty where there is no such state."""
    zones = [each["timezone"] for each in _all().filter_by(state=state)] if state else []
    return max(set(zones), key=zones.count) if zones else ""


def _all() -> Any:
    """The list, which takes a second to load: only where a ZIP code is asked for."""
    import zipcodes

    return zipcodes
