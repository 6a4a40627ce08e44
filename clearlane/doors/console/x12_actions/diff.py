"""``clearlane x12 diff A B``: Tell what two files say differently, by claim, loop, segment and element.

Claims are matched by their numbers (CLM01, CLP01), wherever they stand. Not compared are control numbers, counts,
delimiters, the time of writing, and among how many sets the claims are shared out: see `split` and `merge`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from clearlane.doors.console.x12_actions.files import read_report, reader, take
from clearlane.doors.console.x12_actions.tell import tell
from clearlane.standards import x12
from clearlane.standards.x12.diff import Difference, diff

EXAMPLE = "clearlane x12 diff before.837 after.837"
EXIT_CODES = "0 they say the same, 1 they differ, 2 usage or cannot be read"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two files."""
    parser.add_argument("first", type=take, metavar="A", help="one file")
    parser.add_argument("second", type=take, metavar="B", help="the other")


def run(args: argparse.Namespace) -> int:
    """Print each difference; returns the exit code. Raises Problem for a file that cannot be read."""
    differs = False
    for each in diff(_read(args.first), _read(args.second)):
        differs = True
        tell(_line(each), plain=each._asdict() if args.json else None)
    return 1 if differs else 0


def _read(path: Path) -> tuple[x12.Report, x12.Read]:
    return read_report(path, claims=x12.KeptClaims.NONE), reader(path)


def _line(each: Difference) -> str:
    claim = f"claim {each.claim} " if each.claim else ""
    place = f"{claim}{each.loop} {each.element or each.segment}".strip()
    if each.element:
        return f"{place}: {each.first or 'nothing'} -> {each.second or 'nothing'}"
    place = f"{place}, segment {max(each.segments)}"
    return f"{place}: only in A: {each.first}" if each.first else f"{place}: only in B: {each.second}"
