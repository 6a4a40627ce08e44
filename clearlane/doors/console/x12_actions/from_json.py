"""``clearlane x12 from-json FILE``: Turn the JSON of `clearlane x12 json` into X12.

What was changed is written anew, every other byte is as it was. JSON that cannot be X12 is refused with its place.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from clearlane.doors.console.x12_actions.files import Chunks
from clearlane.doors.console.x12_actions.put_out import add_out, put_out
from clearlane.standards import x12

EXAMPLE = "clearlane x12 from-json claims.json --out claims.837"
EXIT_CODES = "0 written, 1 the JSON cannot be X12, 2 usage or a file that cannot be read"
REFUSED = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and what to do about names."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a document, or one record a line")
    parser.add_argument("--ignore-names", action="store_true", help="write the segments whatever `names` says")
    add_out(parser)


def run(args: argparse.Namespace) -> int:
    """Write the X12; returns the exit code. Raises Problem where a file cannot be read or written."""
    written = x12.from_json(Chunks(args.file), ignore_names=args.ignore_names)
    try:
        return put_out(written, args.out, source=args.file)
    except x12.JsonRefused as refused:
        told = {"pointer": refused.pointer, "reason": refused.reason, "remedy": refused.remedy}
        plain = json.dumps({"file": str(args.file)} | told)
        print(plain if args.json else f"clearlane x12 from-json: {args.file}: {refused}", file=sys.stderr)
        return REFUSED
