"""Period: some days in a row, half-open inside, made from inclusive ends where an outside source uses those."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from start up to, but without, end. Raises TypeError for what is no day, ValueError when empty."""

    start: date
    end: date

    def __post_init__(self) -> None:
        for day in (self.start, self.end):
            if type(day) is not date:
                raise TypeError("a period is made of calendar days")
        if self.start >= self.end:
            raise ValueError("a period ends after it starts")

    @classmethod
    def inclusive(cls, first: date, last: date) -> Period:
        """The period from the first to the last day, both in it.

        Raises ValueError where last is before first, or is the calendar's own last day, which no day follows.
        """
        if last == date.max:
            raise ValueError("a period ends before the calendar's last day")
        return cls(first, last + _DAY)

    @property
    def first(self) -> date:
        """The first day in the period."""
        return self.start

    @property
    def last(self) -> date:
        """The last day in the period."""
        return self.end - _DAY

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.end - self.start).days

    def contains(self, day: date | Period) -> bool:
        """Say whether a day, or each day of a period, lies in this one."""
        if isinstance(day, Period):
            return self.start <= day.start and day.end <= self.end
        return self.start <= day < self.end

    def __str__(self) -> str:
        return f"{self.first.isoformat()}..{self.last.isoformat()}"
