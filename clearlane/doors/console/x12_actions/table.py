"""``clearlane x12 table FILE...``: Make flat tables of files: claims, lines and adjustments of 837 and 835.

A file each, with what other sets hold in a table of segments. The columns: docs/x12-tables.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clearlane.doors.console.problem import Problem
from clearlane.doors.console.x12_actions.files import Chunks, add_files, add_jobs, find_files, shown, why
from clearlane.doors.console.x12_actions.put_out import as_problem
from clearlane.doors.console.x12_actions.share import pieces_of_each
from clearlane.doors.console.x12_actions.tell import tell
from clearlane.doors.console.x12_actions.write_tables import Tables
from clearlane.standards import x12

EXAMPLE = "clearlane x12 table inbox/ --format csv --out tables/"
EXIT_CODES = "0 all files are in the tables, 1 one could not be read, 2 usage or nothing read"
ALL, SOME, NONE = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, the format and where to."""
    add_files(parser)
    add_jobs(parser)
    parser.add_argument("--format", choices=("parquet", "csv"), default="parquet", help="parquet (needs pyarrow), csv")
    parser.add_argument("--out", type=Path, metavar="DIR", default=Path(), help="the folder to write into (this one)")


def run(args: argparse.Namespace) -> int:
    """Write the tables and say how many rows each has; returns the exit code. Raises Problem where one cannot be."""
    problems: dict[str, str] = {}
    files = find_files(args.files)
    with as_problem(args.out), Tables(args.out, format=args.format) as tables:
        for path, rows in pieces_of_each(_rows, files, jobs=args.jobs):
            count, said = _put(rows, tables)
            problems |= {shown(path): said} if said else {}
            if args.json:
                tell("", plain={"file": shown(path), "rows": count} | ({"problem": said} if said else {}))
        if len(problems) == len(files):
            raise Problem("; ".join(f"{file}: {said}" for file, said in problems.items()))
    _tell(tables, problems, as_json=args.json)
    return SOME if problems else ALL


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    return x12.tabulate(Chunks(path), file=shown(path))


def _put(rows: Iterator[tuple[str, dict[str, Any]]], tables: Tables) -> tuple[int, str]:
    """The rows of one file; rows that were read before a file broke off stay. Returns how many, and why it did."""
    count = 0
    while True:
        try:
            told = next(rows, None)
        except OSError as problem:
            return count, why(problem)
        if told is None:
            return count, ""
        tables.put(*told)
        count += 1


def _tell(tables: Tables, problems: dict[str, str], *, as_json: bool) -> None:
    told = {table: {"file": str(tables.path(table)), "rows": rows} for table, rows in tables.rows.items()}
    rows = [f"{table}: {one['rows']:,} rows in {one['file']}" for table, one in told.items()]
    unread = [f"{file}: {said}" for file, said in problems.items()]
    tell([*rows, *unread], plain={"tables": told, "problems": problems} if as_json else None)
