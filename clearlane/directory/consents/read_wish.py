"""Read what was typed in an ask for consent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from clearlane.foundation.clock.read import now
from clearlane.foundation.mail.address import AddressIsWrong, read_address
from clearlane.vocabulary.npi import is_npi

from .scopes import SCOPES

FARTHEST = timedelta(days=3660)


class WishIsWrong(ValueError):
    """Nothing was sent; ``problems`` says by field, in sentences for who asked, what is wrong."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of whom. ``from_at`` is None where it is to begin with the yes."""

    npi: str
    address: str
    scope: str
    first_day: date | None
    last_day: date | None
    zone: str

    @property
    def from_at(self) -> datetime | None:
        """The first instant."""
        return None if self.first_day is None else _midnight(self.first_day, self.zone)

    @property
    def until_at(self) -> datetime | None:
        """The first instant after the last day."""
        return None if self.last_day is None else _midnight(self.last_day + timedelta(days=1), self.zone)


def read_wish(*, typed: Mapping[str, str], zone: str) -> Wish:
    """The wish: ``npi``, ``address``, ``scope``, ``start`` and ``end``; days are those of ``zone``. Raises WishIsWrong
    with every field that is wrong."""
    problems: dict[str, str] = {}
    npi = _npi(typed.get("npi", ""), problems)
    address = _address(typed.get("address", ""), problems)
    if (scope := typed.get("scope", "")) not in SCOPES:
        problems["scope"] = "Choose what you ask for."
    first, last = _days(typed, now().astimezone(ZoneInfo(zone)).date(), problems)
    if problems:
        raise WishIsWrong(problems)
    return Wish(npi, address, scope, first, last, zone)


def _npi(typed: str, problems: dict[str, str]) -> str:
    npi = "".join(typed.split())
    if not npi:
        problems["npi"] = "Enter the ten digits of the client's NPI."
    elif not (npi.isascii() and npi.isdigit() and len(npi) == 10 and npi[0] in "12"):
        problems["npi"] = "An NPI has ten digits and begins with 1 or 2."
    elif not is_npi(npi):
        problems["npi"] = "One of these ten digits does not fit the others. Compare them with the client's letter."
    return npi


def _address(typed: str, problems: dict[str, str]) -> str:
    try:
        return read_address(typed.replace("\x00", "")).lower()
    except AddressIsWrong:
        problems["address"] = "Enter a whole address, such as name@practice.example."
        return ""


def _days(typed: Mapping[str, str], this_day: date, problems: dict[str, str]) -> tuple[date | None, date | None]:
    """First and last day; a first day of today is "from the yes on"."""
    first, last = (_day(typed.get(name, ""), name, this_day, problems) for name in ("start", "end"))
    if last and last < this_day:
        problems["end"] = "The last day lies in the past."
    elif first and last and last < first:
        problems["end"] = "The last day is before the first."
    return (None if first == this_day else first), last


def _day(text: str, name: str, this_day: date, problems: dict[str, str]) -> date | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        problems[name] = "Enter a day as year-month-day, such as 2027-01-31."
        return None
    if not this_day <= day <= this_day + FARTHEST:
        problems[name] = "Enter today or a later day, at most ten years ahead."
    return day


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))
