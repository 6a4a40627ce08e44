"""How days and instants are written, in the time zone of the practice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.safestring import SafeString

from clearlane.doors.portal.wording.amounts import NOT_STATED
from clearlane.foundation.clock.read import now

DEFAULT_ZONE = "America/New_York"
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)


def moment(at: datetime | None, zone: str = "") -> str:
    """``Mar 10, 6:41 AM`` in ``zone``, with its year where that is not this one; the full time in the tooltip."""
    if at is None:
        return NOT_STATED
    local = _local(at, zone)
    return _tell(local, f"{_short_day(local, zone)}, {_clock(local)}")


def second(at: datetime | None, zone: str = "") -> str:
    """As ``moment``, to the second: ``Mar 10, 6:41:07 AM``, where several things happen within a minute."""
    if at is None:
        return NOT_STATED
    local = _local(at, zone)
    return _tell(local, f"{_short_day(local, zone)}, {_clock_with_seconds(local)}")


def ago(at: datetime | None, zone: str = "") -> str:
    """``3 minutes ago`` under one hour, ``just now`` under a minute; else as ``moment``."""
    if at is None:
        return NOT_STATED
    passed = now() - at
    if not timedelta() <= passed < _HOUR:
        return moment(at, zone)
    minutes = passed // _MINUTE
    words = "just now" if minutes == 0 else f"{minutes} minute{'s' if minutes > 1 else ''} ago"
    return _tell(_local(at, zone), words)


def clock(at: datetime | None, zone: str = "") -> str:
    """``6:41:07 AM`` in ``zone``, for what happens within seconds; the full time in the tooltip."""
    if at is None:
        return NOT_STATED
    local = _local(at, zone)
    return _tell(local, _clock_with_seconds(local))


def zoned(at: datetime | None, zone: str = "") -> str:
    """``Tue, Mar 10, 2026, 6:41 AM EDT``, for who is not known, so that nobody knows where he is."""
    if at is None:
        return NOT_STATED
    local = _local(at, zone)
    return _tell(local, f"{sentence_day(at, zone)}, {_clock(local)} {local:%Z}")


def place(zone: str) -> str:
    """``New York (EST)``: a time zone by its city, and what its clock is called now."""
    return f"{zone.rpartition('/')[2].replace('_', ' ')} ({_local(now(), zone):%Z})"


def day(at: date | None, zone: str = "") -> str:
    """``03/10/2026``; of an instant the day that it is in ``zone``."""
    return NOT_STATED if at is None else f"{_local_day(at, zone):%m/%d/%Y}"


def sentence_day(at: date | None, zone: str = "") -> str:
    """``Tue, Jun 2, 2026``, for sentences."""
    if at is None:
        return NOT_STATED
    local = _local_day(at, zone)
    return f"{local:%a, %b} {local.day}, {local.year}"


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone or DEFAULT_ZONE))


def _local_day(at: date, zone: str) -> date:
    return _local(at, zone).date() if isinstance(at, datetime) else at


def _short_day(local: datetime, zone: str) -> str:
    year = "" if local.year == _local(now(), zone).year else f", {local.year}"
    return f"{local:%b} {local.day}{year}"


def _clock(local: datetime) -> str:
    return f"{local.hour % 12 or 12}:{local:%M %p}"


def _clock_with_seconds(local: datetime) -> str:
    return f"{local.hour % 12 or 12}:{local:%M:%S %p}"


def _tell(local: datetime, words: str) -> SafeString:
    """A ``time`` element: for programs the instant with its offset, for a person the full time with the zone's name."""
    full = f"{local:%A, %B} {local.day}, {local.year}, {local.hour % 12 or 12}:{local:%M:%S %p %Z}"
    return format_html('<time datetime="{}" title="{}">{}</time>', local.isoformat(timespec="seconds"), full, words)
