"""``clearlane x12 table FILE...``: Make flat tables of files: claims, lines and adjustments of 837 and 835.

A file each, with what other sets hold in a table of segments. The columns: docs/x12-tables.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clearlane.doors.console.problem import Problem
from clearlane.doors.console.x12_actions.files import (
    Chunks,
    add_files,
    add_jobs,
    exit_code,
    find_files,
    given_path,
    shown,
    why,
    without_content,
)
from clearlane.doors.console.x12_actions.put_out import as_problem
from clearlane.doors.console.x12_actions.share import pieces_of_each
from clearlane.doors.console.x12_actions.tell import tell
from clearlane.doors.console.x12_actions.write_tables import Tables
from clearlane.standards import x12
from clearlane.standards.x12.see_whole import Wholeness

EXAMPLE = "clearlane x12 table inbox/ --format csv --out tables/"
EXIT_CODES = "0 all files are in the tables, 1 one is not whole, 2 usage or one could not be used"


@dataclass(frozen=True, slots=True)
class Ending:
    """What is said of a file behind its rows. problem: what of it is not in the tables, and why.

    is_usable: True where all is, False where a part is, None where nothing could be read.
    """

    problem: str
    is_usable: bool | None


Piece = tuple[str, dict[str, Any]] | Ending


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, the format and where to."""
    add_files(parser)
    add_jobs(parser)
    parser.add_argument(
        "--format",
        choices=("parquet", "csv"),
        default="parquet",
        help="parquet (needs pyarrow), or csv (default parquet)",
    )
    parser.add_argument(
        "--out", type=given_path, metavar="DIR", default=Path(), help="the folder to write into (this one)"
    )


def run(args: argparse.Namespace) -> int:
    """Write the tables and say how many rows each has; returns the exit code. Raises Problem where one cannot be."""
    problems: dict[str, str] = {}
    verdicts: list[bool | None] = []
    files = find_files(args.files)
    with as_problem(args.out), Tables(args.out, format=args.format) as tables:
        for path, rows in pieces_of_each(_rows, files, jobs=args.jobs):
            count, ending = _put(rows, tables)
            said = ending.problem
            verdicts.append(ending.is_usable)
            problems |= {shown(path): said} if said else {}
            if args.json:
                tell("", plain={"file": shown(path), "rows": count} | ({"problem": said} if said else {}))
        if not any(verdict is not None for verdict in verdicts):
            raise _none_read(problems, is_told=args.json)
    _tell(tables, problems, as_json=args.json)
    return exit_code(verdicts)


def _none_read(problems: dict[str, str], *, is_told: bool) -> Problem:
    """No table is written, since there would be nothing in it."""
    problem = Problem("; ".join(f"{file}: {said}" for file, said in problems.items()))
    problem.is_told = is_told
    return problem


def _rows(path: Path) -> Iterator[Piece]:
    """The rows of a file, and behind them whether it was read whole."""
    wholeness = Wholeness()
    yield from x12.tabulate(Chunks(path), file=shown(path), wholeness=wholeness)
    findings = list(wholeness.findings())
    yield Ending(without_content(findings), not findings if wholeness.has_interchange else None)


def _put(rows: Iterator[Piece], tables: Tables) -> tuple[int, Ending]:
    """The rows of one file; rows that were read before a file broke off stay. Returns how many, and what is said."""
    count = 0
    while True:
        try:
            told = next(rows)
        except OSError as problem:
            return count, Ending(why(problem), None)
        if isinstance(told, Ending):
            return count, told
        tables.put(*told)
        count += 1


def _tell(tables: Tables, problems: dict[str, str], *, as_json: bool) -> None:
    told = {table: {"file": str(tables.path(table)), "rows": rows} for table, rows in tables.rows.items()}
    rows = [f"{table}: {one['rows']:,} rows in {one['file']}" for table, one in told.items()]
    unread = [f"{file}: {said}" for file, said in problems.items()]
    tell([*rows, *unread], plain={"tables": told, "problems": problems} if as_json else None)
