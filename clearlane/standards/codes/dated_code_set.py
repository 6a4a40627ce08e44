"""DatedCodeSet: a list whose codes come and go one by one. Its editions are made when a day asks for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from clearlane.standards.codes.code_set import CodeSet, Edition
from clearlane.vocabulary.period import Period

MOST_MADE = 6
"""How many editions stay made: a house sees claims of few of them."""
SHORTEST_HEADING = 3


@dataclass(frozen=True, slots=True)
class Section:
    """Codes that came and went on the same days."""

    periods: tuple[Period, ...]
    codes: frozenset[str]


class DatedCodeSet(CodeSet):
    """A list of dated codes.

    covers: the days that the list was written for; codes outside them say nothing. beyond: the pattern of codes that a
    later edition may have brought. has_headings: whether the beginnings of its codes are headings.
    """

    def __init__(
        self,
        name: str,
        sections: Iterable[Section],
        *,
        covers: Period,
        source: str = "",
        beyond: str = "",
        has_headings: bool = False,
    ) -> None:
        self.sections, self.source, self.has_headings = tuple(sections), source, has_headings
        self.covers = covers
        self.grows = bool(beyond)
        self._beyond = re.compile(beyond).fullmatch if beyond else None
        self._made: dict[int, Edition] = {}
        self._begin(name, _periods(self.sections, covers))

    def _edition(self, at: int) -> Edition:
        made = self._made.get(at)
        return made if made is not None else self._make(at)

    def _make(self, at: int) -> Edition:
        day = self.periods[at].start
        live = (one.codes for one in self.sections if any(period.contains(day) for period in one.periods))
        edition = Edition(self.periods[at], frozenset().union(*live), source=self.source)
        while len(self._made) >= MOST_MADE:
            self._made.pop(next(iter(self._made)), None)
        self._made[at] = edition
        return edition

    @cached_property
    def ever(self) -> frozenset[str]:
        """The codes that stand in any edition."""
        return frozenset().union(*(section.codes for section in self.sections))

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.ever)

    def may_be_newer(self, code: str) -> bool:
        """Say whether a code that never stood here looks as one of a later edition would."""
        return self._beyond is not None and self._beyond(code) is not None and code not in self.ever

    def is_heading(self, code: str, on: date) -> bool:
        """Say whether that day's list has no such code, but codes that begin so."""
        edition = self.edition(on) if self.has_headings and len(code) >= SHORTEST_HEADING else None
        if edition is None or code in edition.codes:
            return False
        at = bisect_left(self._sorted, code)
        while at < len(self._sorted) and self._sorted[at].startswith(code):
            if self._sorted[at] in edition.codes:
                return True
            at += 1
        return False

    def headings(self, on: date) -> frozenset[str]:
        """The beginnings of that day's codes that are no codes themselves: to ask of one, `is_heading` is quicker."""
        edition = self.edition(on) if self.has_headings else None
        return _beginnings(edition.codes) - edition.codes if edition else frozenset()

    def days_of(self, code: str) -> tuple[Period, ...]:
        """The days on which the code may be used, as far as the list goes."""
        found = [period for one in self.sections if code in one.codes for period in one.periods]
        return tuple(sorted(found))


def _periods(sections: tuple[Section, ...], covers: Period) -> tuple[Period, ...]:
    """The stretches of days within which no code comes or goes."""
    edges = {covers.start, covers.end}
    for section in sections:
        for period in section.periods:
            edges.update(day for day in (period.start, period.end) if covers.start < day < covers.end)
    return tuple(Period(start, end) for start, end in pairwise(sorted(edges)))


def _beginnings(codes: frozenset[str]) -> frozenset[str]:
    return frozenset(code[:end] for code in codes for end in range(SHORTEST_HEADING, len(code)))
