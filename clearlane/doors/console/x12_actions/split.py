"""``clearlane x12 split FILE --by HOW --out DIR``: Write parts of a file, each a whole interchange with right counts.

By claim, set, group or interchange, or by a number: so many claims a part. Claims are parts of an 837 alone; a payment
(835) is never cut, since its sum is that of all its claims.
"""

from __future__ import annotations

import argparse

from clearlane.doors.console.problem import Problem
from clearlane.doors.console.x12_actions.files import given_path, read_control, read_report, reader, shown, take
from clearlane.doors.console.x12_actions.put_out import as_problem
from clearlane.doors.console.x12_actions.tell import claims_in_words, in_words, tell
from clearlane.standards.x12.split import BY, CannotSplit, split

EXAMPLE = "clearlane x12 split claims.837 --by 500 --out parts/"
EXIT_CODES = "0 written, 1 it cannot be split so, 2 usage or cannot be read"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, how it is split, and where to."""
    parser.add_argument("file", type=take, metavar="FILE", help="the file to split")
    parser.add_argument("--by", default="set", metavar="HOW", help=f"{', '.join(BY)}, or a number of claims (set)")
    parser.add_argument("--out", type=given_path, required=True, metavar="DIR", help="the folder of the parts")
    parser.add_argument("--control", type=int, default=0, metavar="N", help="ISA13 of the first part (the file's own)")


def run(args: argparse.Namespace) -> int:
    """Write the parts; returns the exit code. Raises Problem for what cannot be read."""
    by, most = ("claim", int(args.by)) if args.by.isascii() and args.by.isdigit() else (args.by, 1)
    control = read_control(args)
    if by not in BY or not most:
        raise Problem(f"--by is one of {', '.join(BY)}, or a number of claims")
    try:
        _split(args, by=by, most=most, control=control)
    except CannotSplit as reason:
        said = {"file": shown(args.file), "problem": str(reason)}
        tell(f"{shown(args.file)}: {reason}", plain=said if args.json else None)
        return 1
    return 0


def _split(args: argparse.Namespace, *, by: str, most: int, control: int) -> None:
    report = read_report(args.file)
    with as_problem(args.out):
        args.out.mkdir(parents=True, exist_ok=True)
    for part in split(report, read=reader(args.file), by=by, most=most, control=control):
        path = args.out / f"{args.file.stem}.{part.number:04d}{args.file.suffix}"
        with as_problem(path):
            path.write_bytes(part.content)
        said = {"file": str(path), "control": part.control, "claims": part.claims}
        said |= {"payments": part.payments, "sets": part.sets}
        what = claims_in_words(part.claims, part.payments) or in_words(part.sets, "set")
        tell(f"{path}: {what}, ISA13 {part.control}", plain=said if args.json else None)
