"""``clearlane x12 from-json FILE...``: Turn the JSON of `clearlane x12 json` into X12.

What was changed is written anew, every other byte is as it was. JSON that cannot be X12 is refused with its place. Of a
folder, or of several files, each becomes a file in the folder that --out names, without the ending that `json` gave it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from clearlane.doors.console.x12_actions.files import Chunks, add_files, add_jobs, begun, shown
from clearlane.doors.console.x12_actions.put_out import PLACE, add_out, is_one, put_out
from clearlane.doors.console.x12_actions.share import Unwritten, find_places, write_each
from clearlane.doors.console.x12_actions.tell import tell
from clearlane.standards import x12

EXAMPLE = "clearlane x12 from-json claims.json --out claims.837"
EXIT_CODES = "0 written, 1 the JSON cannot be X12, 2 usage or a file that cannot be read"
REFUSED = 1
ENDINGS = (".json", ".jsonl")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, and what to do about names."""
    add_files(parser)
    parser.add_argument("--ignore-names", action="store_true", help="write the segments whatever `names` says")
    add_out(parser, help=PLACE)
    add_jobs(parser)


def run(args: argparse.Namespace) -> int:
    """Write the X12; returns the exit code. Raises Problem where a file cannot be read or written."""
    if not is_one(args):
        make = partial(_make, ignore_names=args.ignore_names)
        places = find_places(args.files, args.out, name=_name)
        return write_each(make, places, jobs=args.jobs, as_json=args.json)
    (path,) = args.files
    try:
        return put_out(lambda: x12.from_json(begun(path), ignore_names=args.ignore_names), args.out, source=path)
    except x12.JsonRefused as refused:
        told = {"problem": str(refused), "pointer": refused.pointer}
        told |= {"reason": refused.reason, "remedy": refused.remedy}
        plain = {"file": shown(path)} | told if args.json else None
        tell(
            f"clearlane x12 from-json: {shown(path)}: {refused}",
            plain=plain,
            to=sys.stdout if plain and args.out else sys.stderr,
        )
        return REFUSED


def _name(name: str) -> str:
    """The name of the X12 by that of its JSON."""
    path = Path(name)
    return path.stem if path.suffix in ENDINGS else f"{name}.x12"


def _make(path: Path, *, ignore_names: bool) -> Iterator[bytes]:
    try:
        yield from x12.from_json(Chunks(path), ignore_names=ignore_names)
    except x12.JsonRefused as refused:
        raise Unwritten(str(refused)) from None
