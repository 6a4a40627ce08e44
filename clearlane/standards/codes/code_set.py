"""CodeSet: the editions of one external code list, each in force for some days; asked in well under a microsecond."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clearlane.vocabulary.period import Period


class Answer(StrEnum):
    """What a code set says of a code on a day. UNKNOWN: the day lies outside every edition that is here."""

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
        self.name = name
        self.editions = tuple(sorted(editions, key=lambda edition: edition.period.start))
        if not self.editions:
            raise ValueError(f"{name} has no edition")
        for earlier, later in zip(self.editions, self.editions[1:], strict=False):
            if earlier.period.end > later.period.start:
                raise ValueError(f"two editions of {name} overlap on {later.period.start.isoformat()}")
        self._starts = [edition.period.start for edition in self.editions]

    def edition(self, on: date) -> Edition | None:
        """The edition in force on a day, or None."""
        at = bisect_right(self._starts, on)
        if not at:
            return None
        edition = self.editions[at - 1]
        return edition if on < edition.period.end else None

    def ask(self, code: str, on: date) -> Answer:
        """Say whether the code may be used on a day; UNKNOWN where no edition covers the day."""
        edition = self.edition(on)
        if edition is None:
            return Answer.UNKNOWN
        return Answer.YES if code in edition.codes else Answer.NO

    def is_heading(self, code: str, on: date) -> bool:
        """Say whether the code stands in that day's edition only as a heading, which needs more characters."""
        edition = self.edition(on)
        return edition is not None and code in edition.headings

    def covered(self) -> str:
        """The days that the editions cover, in words for a person: "2026-04-01 to 2026-09-30"."""
        spans: list[list[date]] = []
        for edition in self.editions:
            if spans and spans[-1][1] == edition.period.start:
                spans[-1][1] = edition.period.end
            else:
                spans.append([edition.period.start, edition.period.end])
        return ", ".join(_span(Period(start, end)) for start, end in spans)


def _span(period: Period) -> str:
    last = "" if period.end == date.max else period.last.isoformat()
    return f"{period.first.isoformat()} to {last}" if last else f"from {period.first.isoformat()}"
