"""CodeSet: the editions of one external code list, each in force for some days; asked in well under a microsecond."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from clearlane.vocabulary.period import Period


class Answer(StrEnum):
    """What a code set says of a code on a day. UNKNOWN: the day, or the code, lies beyond what is here."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Edition:
    """The list as it stood for some days: codes that may be used, headings that may not (they need more characters)."""

    period: Period
    codes: frozenset[str]
    headings: frozenset[str] = frozenset()
    source: str = ""

    def __post_init__(self) -> None:
        if self.codes & self.headings:
            raise ValueError("a code is either usable or a heading")


class CodeSet:
    """The editions of one list in order of date. Raises ValueError where two of them overlap or none is given."""

    def __init__(self, name: str, editions: Iterable[Edition]) -> None:
        given = tuple(sorted(editions, key=lambda edition: edition.period.start))
        self._given = given
        self._begin(name, tuple(edition.period for edition in given))

    grows = False
    """Whether the list gets codes of its own accord that may not be here yet."""

    def _begin(self, name: str, periods: tuple[Period, ...]) -> None:
        self.name, self.periods = name, periods
        if not periods:
            raise ValueError(f"{name} has no edition")
        for earlier, later in pairwise(periods):
            if earlier.end > later.start:
                raise ValueError(f"two editions of {name} overlap on {later.start.isoformat()}")
        self._starts = [period.start for period in periods]

    def _edition(self, at: int) -> Edition:
        return self._given[at]

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Every edition in order of date; some sets make them when asked."""
        return tuple(self._edition(at) for at in range(len(self.periods)))

    @cached_property
    def ever(self) -> frozenset[str]:
        """The codes that stand in any edition: for who asks without a day."""
        return frozenset().union(*(edition.codes for edition in self.editions))

    def edition(self, on: date) -> Edition | None:
        """The edition in force on a day, or None."""
        at = bisect_right(self._starts, on) - 1
        return self._edition(at) if at >= 0 and on < self.periods[at].end else None

    def ask(self, code: str, on: date) -> Answer:
        """Say whether the code may be used on a day; UNKNOWN where no edition covers it, or the code may be newer."""
        edition = self.edition(on)
        if edition is None:
            return Answer.UNKNOWN
        if code in edition.codes:
            return Answer.YES
        return Answer.UNKNOWN if self.may_be_newer(code) else Answer.NO

    def is_valid(self, code: str, *, on: date) -> bool:
        """Say whether the code stands on the list of the day; False also where that is not known."""
        return self.ask(code, on) is Answer.YES

    def may_be_newer(self, code: str) -> bool:
        """Say whether a list that grows by itself may have got this code since what is here was written."""
        return False

    def knows(self, code: str) -> bool:
        """Say, without a day, whether the code stands in any edition, or may stand in one that is not here yet."""
        return code in self.ever or self.may_be_newer(code)

    def is_heading(self, code: str, on: date) -> bool:
        """Say whether the code stands in that day's edition only as a heading, which needs more characters."""
        return code in self.headings(on)

    def headings(self, on: date) -> frozenset[str]:
        """What stands in that day's edition only as a heading."""
        edition = self.edition(on)
        return frozenset() if edition is None else edition.headings

    def days_of(self, code: str) -> tuple[Period, ...]:
        """The days on which the code may be used, as far as the editions go."""
        spans: list[Period] = []
        for edition in self.editions:
            if code in edition.codes:
                if spans and spans[-1].end == edition.period.start:
                    spans[-1] = Period(spans[-1].start, edition.period.end)
                else:
                    spans.append(edition.period)
        return tuple(spans)

    def covered(self) -> str:
        """The days that the editions cover, in words for a person: "2026-04-01 to 2026-09-30"."""
        spans: list[list[date]] = []
        for period in self.periods:
            if spans and spans[-1][1] == period.start:
                spans[-1][1] = period.end
            else:
                spans.append([period.start, period.end])
        return ", ".join(say_period(Period(start, end)) for start, end in spans)


def say_period(period: Period) -> str:
    """A period in words for a person."""
    if period.end == date.max:
        return f"from {period.first.isoformat()}"
    return f"{period.first.isoformat()} to {period.last.isoformat()}"
