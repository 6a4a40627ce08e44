"""Bring a list in: read its publisher's file to the end, and only then put it into the folder, whole."""

from __future__ import annotations

import os
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import IO

from clearlane.standards.codes.bringing_in.bad_line import BadFile
from clearlane.standards.codes.bringing_in.cms_edits import read_mue, read_ncci, read_nppes
from clearlane.standards.codes.bringing_in.fixed import read_hcpcs, read_icd_order
from clearlane.standards.codes.bringing_in.row import Row
from clearlane.standards.codes.bringing_in.shrink import refuse_smaller
from clearlane.standards.codes.bringing_in.table import read_table
from clearlane.standards.codes.dated_text import write_set
from clearlane.standards.codes.kinds import KINDS, RECORDS
from clearlane.standards.codes.library import forget
from clearlane.standards.codes.records import record_line, write_records
from clearlane.vocabulary.period import Period

Reader = Callable[..., Iterator[Row]]
READERS: dict[str, Reader] = {
    "icd_order": read_icd_order,
    "hcpcs": read_hcpcs,
    "table": read_table,
    "ncci": read_ncci,
    "mue": read_mue,
    "nppes": read_nppes,
}
STEMS = {"icd10cm": 3, "icd10pcs": 4}
KEYS = {"ncci_ptp": 10, "mue": 5, "nppes": 10}
_WHOLE = "Check that it is the whole file, or give an earlier --from"
_TWICE = "Take the file as its publisher gives it: each code once, or with days that follow one another"


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What was brought in: the kind, its first day, how much, and the file that holds it now."""

    kind: str
    first: date
    count: int
    path: Path


def bring_in(*, kind: str, file: Path, into: Path, first: date, may_shrink: bool = True) -> BroughtIn:
    """Read a publisher's file and store it as the list of a kind from a day on. Raises BadFile, OSError.

    Nothing is stored unless every line could be taken. What was brought in before for the same first day is replaced.
    may_shrink: more than a tenth of the codes that were there may be gone.
    """
    reader = READERS.get(KINDS[kind].imports)
    if reader is None:
        raise BadFile(f"{kind} comes with this program", remedy="There is nothing to bring in")
    source = f"{KINDS[kind].publisher}, {file.name}"
    with file.open(encoding="utf-8", errors="replace", newline="") as lines:
        rows = reader(_plain(lines), kind=kind)
        made = (_records if kind in RECORDS else _codes)(rows, kind=kind, covers=Period(first, date.max), source=source)
    if not may_shrink:
        refuse_smaller(kind, made.count, first)
    path = into / f"{kind}-{first.isoformat()}.txt"
    _replace(path, made.write)
    forget()
    return BroughtIn(kind, first, made.count, path)


@dataclass(frozen=True, slots=True)
class _Made:
    count: int
    write: Callable[[IO[bytes]], object]


def _plain(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a file of any encoding: codes and days are ASCII, and texts are not taken."""
    for number, line in enumerate(lines, 1):
        if "\0" in line:
            raise BadFile("the file is no plain text", remedy="Unpack it, or save it as text (UTF-8)", line=number)
        yield line


def _order(row: Row) -> tuple[str, date]:
    return row.code, row.first or date.min


def _period(row: Row, covers: Period) -> Period:
    start = row.first or covers.start
    if row.last is not None and row.last < start:
        raise BadFile(f"{row.code} ends before it begins", remedy=_TWICE, line=row.line)
    return Period(start, date.max if row.last is None else date.fromordinal(row.last.toordinal() + 1))


def _codes(rows: Iterable[Row], *, kind: str, covers: Period, source: str) -> _Made:
    """The codes with their days; days before the list's own first day say nothing and are cut."""
    days: dict[str, tuple[Period, ...]] = {}
    for row, period in _apart(sorted(rows, key=_order), covers):
        if period.end > covers.start:
            cut = Period(max(period.start, covers.start), period.end)
            days[row.code] = (*days.get(row.code, ()), cut)
    if not days:
        raise BadFile(f"no code stands on or after {covers.first.isoformat()}", remedy=_WHOLE)
    more = {"headings": "yes"} if kind == "icd10cm" else {}
    title, stem = KINDS[kind].title, STEMS.get(kind, 0)
    text = write_set(title=title, covers=covers, source=source, days=days, stem=stem, **more).encode("ascii", "replace")
    return _Made(len(days), lambda out: out.write(text))


def _apart(rows: list[Row], covers: Period) -> Iterator[tuple[Row, Period]]:
    """Each row with its days. Raises BadFile where a code has two on one day."""
    dated = [(row, _period(row, covers)) for row in rows]
    for (one, its), (other, others) in pairwise(dated):
        if one.code == other.code and its.end > others.start:
            raise BadFile(f"{other.code} stands in line {one.line}, too", remedy=_TWICE, line=other.line)
    yield from dated


def _records(rows: Iterable[Row], *, kind: str, covers: Period, source: str) -> _Made:
    """The lines of records in order. Eight million NPIs are sorted as numbers: as texts they would take a gigabyte."""
    lines: Sequence[str] | Sequence[int]
    if kind == "nppes":
        lines = sorted(array("Q", (int(row.code) for row in rows)))
    else:
        lines = sorted(_line(kind, row, covers) for row in rows)
    if not lines:
        raise BadFile("the file holds no code", remedy=_WHOLE)
    title, key, width = KINDS[kind].title, KEYS[kind], max(len(str(line)) for line in lines)

    def write(out: IO[bytes]) -> None:
        write_records(out, title=title, covers=covers, source=source, key=key, width=width, lines=map(str, lines))

    return _Made(len(lines), write)


def _line(kind: str, row: Row, covers: Period) -> str:
    return record_line(key=row.code, width=KEYS[kind], period=_period(row, covers), says=row.says)


def _replace(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write beside, make it durable, and put it in place in one go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            os.fchmod(handle, 0o644)
            write(out)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _make_durable(path.parent)


def _make_durable(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
