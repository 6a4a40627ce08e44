"""``clearlane x12 json FILE...``: Turn X12 files into JSON that loses no byte; `from-json` turns it back.

One document, or with --lines one record a line: a claim, a level, an envelope. Of a folder, or of several files, each
becomes a file in the folder that --out names. The mapping: docs/x12-json.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from clearlane.doors.console.x12_actions.files import Chunks, add_files, add_jobs, begun
from clearlane.doors.console.x12_actions.put_out import PLACE, add_out, is_one, put_out
from clearlane.doors.console.x12_actions.share import find_places, write_each
from clearlane.standards import x12

EXAMPLE = "clearlane x12 json claims.837 --lines --names --out claims.jsonl"
EXIT_CODES = "0 written, 2 usage or a file that cannot be read"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, and the form of the JSON."""
    add_files(parser)
    parser.add_argument("--lines", action="store_true", help="one record a line, without a document around them")
    parser.add_argument("--names", action="store_true", help="with a view by names beside the segments")
    add_out(parser, help=PLACE)
    add_jobs(parser)


def run(args: argparse.Namespace) -> int:
    """Write the JSON; returns the exit code. Raises Problem where a file cannot be read or written."""
    lines = args.lines or args.json
    if is_one(args):
        (path,) = args.files
        return put_out(lambda: x12.to_json(begun(path), lines=lines, names=args.names), args.out, source=path)
    make = partial(_make, lines=lines, names=args.names)
    ending = ".jsonl" if lines else ".json"
    places = find_places(args.files, args.out, name=lambda name: name + ending)
    return write_each(make, places, jobs=args.jobs, as_json=args.json)


def _make(path: Path, *, lines: bool, names: bool) -> Iterator[bytes]:
    return x12.to_json(Chunks(path), lines=lines, names=names)
