"""What an address asks for, part by part: ids and days; what is not understood is left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import overload
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import QueryDict

_KEY = 20


def read_id(asked: Mapping[str, str], name: str) -> UUID | None:
    """An id."""
    try:
        return UUID(asked.get(name, ""))
    except ValueError:
        return None


def read_ids(asked: QueryDict, name: str, *, most: int) -> tuple[UUID, ...]:
    """Each id of several, in order; no more than ``most``."""
    found = (read_id({name: one}, name) for one in asked.getlist(name)[:most])
    return tuple(dict.fromkeys(one for one in found if one))


def read_key(asked: Mapping[str, str], name: str) -> str:
    """A key that we gave: of so many signs at most."""
    return asked.get(name, "")[:_KEY]


def read_day(asked: Mapping[str, str], name: str) -> date | None:
    """A day."""
    try:
        return date.fromisoformat(asked.get(name, ""))
    except ValueError:
        return None


@overload
def start_of(day: date, zone: str) -> datetime: ...
@overload
def start_of(day: None, zone: str) -> None: ...
def start_of(day: date | None, zone: str) -> datetime | None:
    """When a day begins in a time zone."""
    return datetime.combine(day, time(), ZoneInfo(zone)) if day else None


def end_of(day: date | None, zone: str) -> datetime | None:
    """When a day is over; the last one that there is never is."""
    return start_of(day + timedelta(days=1), zone) if day and day < date.max else None
