"""Build the claim of a case: the typical claim with some segments changed.

``2010AA NM1*85*...`` takes the place of its like (same loop, segment id and, for NM1, REF, DTP and LX, element 01), or
is added at the end of its loop. ``- 2400 DTP*472`` takes one out. ``2400/2 SV1*...`` is the second service line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from clearlane.exchange.edits import rules
from clearlane.vocabulary.submitted_claim import SegmentText, SubmittedClaim

_ORDER = (
    "ST 1000A 1000B 2000A 2010AA 2010AB 2010AC 2000B 2010BA 2010BB 2000C 2010CA 2300"
    " 2310A 2310B 2310C 2310D 2310E 2310F 2320 2330A 2330B 2400"
).split()
_QUALIFIED = frozenset({"NM1", "REF", "DTP", "LX"})
_BYTES_A_SEGMENT = 40
"""Offsets of a made-up claim: the n-th segment begins at n times this."""


@dataclass(frozen=True, slots=True)
class _Row:
    loop: str
    line: int
    elements: tuple[str, ...]

    @property
    def like(self) -> tuple[str, int, tuple[str, ...]]:
        return self.loop, self.line, self.elements[: 2 if self.elements[0] in _QUALIFIED else 1]

    @property
    def order(self) -> tuple[int, int]:
        return _ORDER.index(self.loop), self.line


def build(*, changes: Sequence[str] = (), usage: str = "P") -> SubmittedClaim:
    """The typical claim with these changes. Raises ValueError for an unknown loop or a segment that is not there."""
    rows = list(_typical())
    for change in changes:
        if change.startswith("- "):
            _take_out(rows, _row(change[2:]))
        else:
            _put_in(rows, _row(change))
    segments = (
        SegmentText(row.loop, number, number * _BYTES_A_SEGMENT, row.elements) for number, row in enumerate(rows, 2)
    )
    return SubmittedClaim(tuple(segments), usage=usage)


def typical_text() -> str:
    """The typical claim as it is written: a line for each segment, its loop first."""
    lines = (files(rules) / "typical.txt").read_text("ascii").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


@cache
def _typical() -> tuple[_Row, ...]:
    rows: list[_Row] = []
    line = 0
    for text in typical_text().splitlines():
        row = _row(text)
        line += row.elements[0] == "LX"
        rows.append(_Row(row.loop, line if row.loop == "2400" else 0, row.elements))
    return tuple(rows)


def _row(text: str) -> _Row:
    where, _, segment = text.partition(" ")
    loop, _, line = where.partition("/")
    if loop not in _ORDER or not segment:
        raise ValueError(f"a change is a loop and a segment: {text}")
    return _Row(loop, int(line or 1) if loop == "2400" else 0, tuple(segment.split("*")))


def _put_in(rows: list[_Row], new: _Row) -> None:
    for at, row in enumerate(rows):
        if row.like == new.like:
            rows[at] = new
            return
    rows.insert(sum(row.order <= new.order for row in rows), new)


def _take_out(rows: list[_Row], old: _Row) -> None:
    for at, row in enumerate(rows):
        if row.like == old.like:
            del rows[at]
            return
    raise ValueError(f"the typical claim has no {'*'.join(old.elements)} in {old.loop}")
