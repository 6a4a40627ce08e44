"""``clearlane x12 merge FILE... --out FILE``: Put files together again: one file, its sets numbered anew.

Interchanges that differ in more than date and number stay apart within it, and so do groups. Sets keep every byte but
their number.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from clearlane.doors.console.problem import FileProblem
from clearlane.doors.console.x12_actions.files import (
    add_files,
    add_jobs,
    find_files,
    for_each,
    read_control,
    reader,
    shown,
    try_report,
)
from clearlane.doors.console.x12_actions.put_out import as_problem, keep
from clearlane.doors.console.x12_actions.tell import claims_in_words, in_words, tell
from clearlane.standards import x12
from clearlane.standards.x12.find_payment import count_segments
from clearlane.standards.x12.merge import CannotMerge, merge

EXAMPLE = "clearlane x12 merge parts/ --out claims.837"
EXIT_CODES = "0 written, 1 they cannot be merged, 2 usage or cannot be read"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, and where to."""
    add_files(parser)
    add_jobs(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write")
    parser.add_argument("--control", type=int, default=0, metavar="N", help="ISA13 (that of the first file)")


def run(args: argparse.Namespace) -> int:
    """Write the one file; returns the exit code. Raises Problem for what cannot be read."""
    paths, control = find_files(args.files), read_control(args)
    for path in paths:
        keep(path, args.out)
    try:
        with as_problem(args.out):
            content = merge(_read(paths, args.jobs), control=control)
            args.out.write_bytes(content)
    except CannotMerge as reason:
        file = shown(paths[reason.file]) if reason.file >= 0 else str(args.out)
        tell(f"{file}: {reason}", plain={"file": file, "problem": str(reason)} if args.json else None)
        return 1
    report = x12.report([content])
    said = {"file": str(args.out), "files": len(paths), "sets": len(report.sets)}
    claims, payments = sum(len(one.claims) for one in report.sets), _payments(content, report)
    said |= {"claims": claims, "payments": payments}
    what = " in ".join(filter(None, (claims_in_words(claims, payments), in_words(len(report.sets), "set"))))
    tell(f"{args.out}: {what} of {in_words(len(paths), 'file')}", plain=said if args.json else None)
    return 0


def _payments(content: bytes, report: x12.Report) -> int:
    """How many claims are paid in it (CLP)."""
    places = [(one.offset, one.offset + one.length, one.delimiters) for one in report.interchanges]
    return sum(count_segments(content[first:end], b"CLP", marks) for first, end, marks in places)


def _read(paths: list[Path], jobs: int) -> Iterator[tuple[x12.Report, x12.Read]]:
    for path, report in zip(paths, for_each(try_report, paths, jobs=jobs), strict=True):
        if isinstance(report, str):
            raise FileProblem(shown(path), report)
        yield report, reader(path)
