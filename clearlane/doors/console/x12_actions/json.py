"""``clearlane x12 json FILE``: Turn an X12 file into JSON that loses no byte; `from-json` turns it back.

One document, or with --lines one record a line: a claim, a level, an envelope. The mapping: docs/x12-json.md.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from clearlane.doors.console.x12_actions.files import Chunks
from clearlane.doors.console.x12_actions.put_out import add_out, put_out
from clearlane.standards import x12

EXAMPLE = "clearlane x12 json claims.837 --lines --names --out claims.jsonl"
EXIT_CODES = "0 written, 2 usage or a file that cannot be read"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and the form of the JSON."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the X12 file")
    parser.add_argument("--lines", action="store_true", help="one record a line, without a document around them")
    parser.add_argument("--names", action="store_true", help="with a view by names beside the segments")
    add_out(parser)


def run(args: argparse.Namespace) -> int:
    """Write the JSON; returns the exit code. Raises Problem where a file cannot be read or written."""
    lines = args.lines or args.json
    return put_out(x12.to_json(Chunks(args.file), lines=lines, names=args.names), args.out, source=args.file)
