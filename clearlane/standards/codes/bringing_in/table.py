"""Tables: files with a line that names the columns, parted by tabs or commas. Titles may stand before that line."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

from clearlane.standards.codes.bringing_in.bad_line import BadFile
from clearlane.standards.codes.bringing_in.row import Row, read_day
from clearlane.standards.codes.shapes import has_shape

BYTE_ORDER_MARK = "\ufeff"
HEAD_WITHIN = 30
"""How many lines of titles and licence may stand before the names of the columns."""

CODE = (
    "code",
    "cpt code",
    "cdt code",
    "hcpcs code",
    "hcpc",
    "hcpcs",
    "nubc code",
    "ms-drg",
    "reason code",
    "remark code",
)
FIRST = ("from", "start", "start date", "effective date", "add dt", "first day")
LAST = ("to", "end", "stop", "stop date", "end date", "deactivation date", "termination date", "term dt", "last day")
_CSV_ERROR = "Save it as plain text, parted by commas or tabs"


def read_table(lines: Iterable[str], *, kind: str) -> Iterator[Row]:
    """A list with a column of codes, and of first and last days where it has them."""
    for line, cells in read_cells(lines, {"code": CODE}, {"first": FIRST, "last": LAST}):
        code = cells["code"].strip()
        if not has_shape(kind, code):
            remedy = f"Check that the file holds {kind}, and that no spreadsheet has cut leading zeros"
            raise BadFile(f"{code!r} is no code of this list", remedy=remedy, line=line)
        yield Row(line, code, read_day(cells["first"], line=line), read_day(cells["last"], line=line))


def read_cells(
    lines: Iterable[str], needed: Mapping[str, tuple[str, ...]], wanted: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The cells of each line under our names for its columns. needed, wanted: our name -> the names that it may have.

    Raises BadFile where no line names the columns that are needed, or a line is shorter than they reach.
    """
    source = iter(lines)
    opening = [line.lstrip(BYTE_ORDER_MARK) for line in islice(source, HEAD_WITHIN)]
    separator = "\t" if sum("\t" in line for line in opening) * 2 > len(opening) else ","
    rows = csv.reader(chain(opening, source), delimiter=separator)
    places = _find_columns(rows, needed, wanted)
    last = max(places[name] for name in needed)
    for row in _rows(rows):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) <= last:
            raise BadFile(f"{len(row)} columns, and {last + 1} were expected", remedy=_CSV_ERROR, line=rows.line_num)
        named = {name: row[at] if at < len(row) else "" for name, at in places.items()}
        yield rows.line_num, dict.fromkeys(wanted, "") | named


def _rows(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error as problem:
        raise BadFile(f"the file is no table ({problem})", remedy=_CSV_ERROR) from problem


def _find_columns(
    rows: Iterator[list[str]], needed: Mapping[str, tuple[str, ...]], wanted: Mapping[str, tuple[str, ...]]
) -> dict[str, int]:
    for row in islice(_rows(rows), HEAD_WITHIN):
        names = [" ".join(cell.lower().split()) for cell in row]
        places = {
            ours: min(names.index(name) for name in theirs if name in names)
            for ours, theirs in {**needed, **wanted}.items()
            if any(name in names for name in theirs)
        }
        if needed.keys() <= places.keys():
            return places
    told = ", ".join(f"`{theirs[0]}`" for theirs in needed.values())
    raise BadFile(f"no line names the columns {told}", remedy="Take the publisher's file with its line of column names")
