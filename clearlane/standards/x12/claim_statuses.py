"""Claim statuses: of each claim of a set, what it is sent back for, from the findings in it and in the levels above."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from clearlane.standards.x12.claim_status import claim_status
from clearlane.standards.x12.events import ClaimSpan, Span
from clearlane.standards.x12.library import choose
from clearlane.standards.x12.payer_findings import LEVEL as PAYER_LEVEL
from clearlane.standards.x12.report import SetReport
from clearlane.vocabulary.finding import Disposition, Finding, Status

Texts = list[str]
"""A segment as its id and its elements."""
Stretch = Span | ClaimSpan
Level = tuple[str, int]
"""A unit, and the number of its first segment."""

SENT_BACK = ("A3", "684")
MOST_STATUSES = 10
LEVELS = ("provider", "subscriber", "patient")
MISSING = "segment.missing"
FIRST = ("CLM", "HL")
"""Where these are missing, the stretch begins at the segment that stands in their place."""

_CODE = re.compile("[A-Z0-9]*")


class _Said(NamedTuple):
    """What findings say together, as far as a claim is told of it: the same for all claims beneath a level.

    has_own: one of them is the guide's or our own, and not a payer's demand. all_told: each of those has a status.
    """

    statuses: tuple[tuple[str, ...], ...]
    has_own: bool
    all_told: bool


class ClaimStatuses:
    """The statuses of the claims of one set. texts: reads the segments of a stretch of it."""

    def __init__(self, one: SetReport, texts: Callable[[Stretch], list[Texts]]) -> None:
        wrong = [each for each in one.findings if each.disposition is not Disposition.WARN]
        self._wrong = sorted(((_home(each), each) for each in wrong if not _is_above(each)), key=lambda pair: pair[0])
        above = _by_level(one, [each for each in wrong if _is_above(each)])
        self._above = {level: _sum_up(found, _statuses_of(found)) for level, found in above.items()}
        self._entry = choose(version=one.version, set_id=one.set_id).entry
        self._texts = texts
        self._levels: dict[int, _Said] = {}

    def of(self, span: ClaimSpan) -> list[tuple[str, ...]]:
        """What a claim is sent back for, as categories, codes and entities; nothing where it lives.

        What a 999 has said already is told as A3:684, and beside it what it is about.
        """
        levels = (span.patient, span.subscriber, span.provider) if span.dead else ()
        demands = [self._above[level] for level in _levels(span) if level in self._above]
        said = [*demands, self._of_stretch(span, span.dead), *(self._of_level(one) for one in levels if one)]
        by_999 = span.dead and not (any(one.has_own for one in said) and all(one.all_told for one in said))
        statuses = [status for one in said for status in one.statuses]
        return list(dict.fromkeys([SENT_BACK, *statuses] if by_999 else statuses))[:MOST_STATUSES]

    def _of_level(self, level: Span) -> _Said:
        """Of a level above dead claims: the same for all of them."""
        if level.first_segment not in self._levels:
            self._levels[level.first_segment] = self._of_stretch(level, True)
        return self._levels[level.first_segment]

    def _of_stretch(self, stretch: Stretch, is_dead: bool) -> _Said:
        findings = list(self._within(stretch))
        texts = self._texts(stretch) if findings and is_dead else []
        return _sum_up(
            findings, (status for one in findings for status in self._statuses(one, stretch, texts, is_dead))
        )

    def _within(self, stretch: Stretch) -> Iterator[Finding]:
        start = bisect_left(self._wrong, stretch.first_segment, key=lambda pair: pair[0])
        for segment, finding in self._wrong[start:]:
            if segment > stretch.last_segment:
                return
            yield finding

    def _statuses(self, finding: Finding, stretch: Stretch, texts: Sequence[Texts], is_dead: bool) -> Iterator[Status]:
        """Those of the finding itself; else what the table has for its place."""
        if finding.status:
            yield from _statuses_of([finding])
        elif is_dead and self._entry is not None:
            status = claim_status(finding, self._entry, _qualifier(finding, stretch, texts))
            if status:
                yield status


def _sum_up(findings: Sequence[Finding], statuses: Iterable[Status]) -> _Said:
    own = [one for one in findings if one.level < PAYER_LEVEL]
    said = dict.fromkeys(tuple(str(one).split(":")) for one in statuses)
    return _Said(tuple(said)[:MOST_STATUSES], bool(own), all(one.status for one in own))


def _statuses_of(findings: Iterable[Finding]) -> Iterator[Status]:
    """Those that findings have of their own."""
    return (status for one in findings for status in (one.status, *one.also) if status)


def _qualifier(finding: Finding, stretch: Stretch, texts: Sequence[Texts]) -> str:
    """Element 01 of the segment at fault, of an HI the code of its composite; "" of what is missing."""
    place = finding.place
    at = (place.segment or 0) - stretch.first_segment
    if finding.rule.startswith(MISSING) or not 0 <= at < len(texts):
        return ""
    own = texts[at]
    element = place.element if own[0] == "HI" and place.element else 1
    begin = _CODE.match(own[element]) if element < len(own) else None
    return begin[0] if begin else ""


def _is_above(finding: Finding) -> bool:
    """Whether it speaks of a level or of the whole set and has a status of its own, such as a payer's demand."""
    return bool(finding.status) and finding.unit in (*LEVELS, "set")


def _levels(span: ClaimSpan) -> list[Level]:
    """The set and the levels in which a claim lies."""
    above = ((unit, getattr(span, unit)) for unit in LEVELS)
    return [("set", 0), *((unit, level.first_segment) for unit, level in above if level)]


def _by_level(one: SetReport, findings: Sequence[Finding]) -> dict[Level, list[Finding]]:
    """Findings that speak of a level, by the level in which they stand."""
    every = sorted({level for span in one.claims for level in _levels(span)})
    starts = {unit: [at for other, at in every if other == unit] for unit in (*LEVELS, "set")}
    above: dict[Level, list[Finding]] = {}
    for finding in sorted(findings, key=lambda each: each.place.segment or 0):
        of_unit = starts[finding.unit]
        before = bisect_right(of_unit, finding.place.segment or 0)
        if before:
            above.setdefault((finding.unit, of_unit[before - 1]), []).append(finding)
    return above


def _home(finding: Finding) -> int:
    """The segment to whose stretch a finding belongs: what is missing was missed before the segment that told it."""
    segment = finding.place.segment or 0
    is_behind = finding.rule.startswith(MISSING) and finding.place.segment_id not in FIRST
    return segment - is_behind
