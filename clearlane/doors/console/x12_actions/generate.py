"""``clearlane x12 generate KIND``: Make a synthetic file of any transaction that has a guide, from its text, or a TA1.

The same kind, seed and options give the same bytes. It is accepted by `clearlane x12 check`, its sums fit, and every
name and number is invented. With --family come what answers and pays it: the 999; for claims the 277CA and an 835 that
pays each of them; for a question (270, 276, 278) the answer, level by level.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from clearlane.doors.console.problem import Problem
from clearlane.doors.console.x12_actions.days import read_day
from clearlane.doors.console.x12_actions.put_out import add_out, as_problem
from clearlane.doors.console.x12_actions.tell import tell
from clearlane.standards.x12.generate.answer_interchange import TA1
from clearlane.standards.x12.generate.family import make_family
from clearlane.standards.x12.generate.from_guide import TODAY, GuideOrder, from_guide, kinds
from clearlane.standards.x12.place_file import plain_kind

EXAMPLE = "clearlane x12 generate 837p --claims 5 --seed 7 --family --out made/"
EXIT_CODES = "0 made, 2 usage or cannot be written"
INTERCHANGE_VERSION = "00501"
"""ISA12 of a file of TA1s."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is made, how much of it, and where to."""
    parser.add_argument(
        "kind", nargs="?", default="", metavar="KIND", help="which, as --list names them: 837p, 837P or 837p.txt; ta1"
    )
    parser.add_argument(
        "--claims", type=int, default=3, metavar="N", help="claims, members, questions or answers (default 3)"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed, another file (default 1)")
    parser.add_argument("--density", type=float, default=0.05, metavar="P", help="chance of what is situational (0.05)")
    parser.add_argument("--today", metavar="DAY", help=f"the day of the file ({TODAY.isoformat()})")
    add_out(parser, help="a file, or a folder (made/); with --family a folder (standard output)")
    parser.add_argument("--family", action="store_true", help="also what answers and pays it")
    parser.add_argument("--list", action="store_true", help="show the kinds")


def run(args: argparse.Namespace) -> int:
    """Make it; returns the exit code. Raises Problem for what cannot be made or written."""
    if args.list:
        _list(as_json=args.json)
        return 0
    try:
        order = _order(args)
        made = make_family(order) if args.family else {order.kind: from_guide(order)}
    except ValueError as problem:
        raise Problem(str(problem)) from problem
    with as_problem(args.out):
        _write(made, args)
    return 0


def _order(args: argparse.Namespace) -> GuideOrder:
    if not args.kind:
        raise Problem("KIND is missing: --list shows which there are")
    order = GuideOrder(kind=plain_kind(args.kind), seed=args.seed, units=args.claims, density=args.density)
    return replace(order, today=read_day(args.today, option="--today")) if args.today else order


def _list(*, as_json: bool) -> None:
    guided = {kind: (entry.set_id, entry.version, entry.functional_id) for kind, entry in kinds().items()}
    for kind, (set_id, version, group) in (guided | {TA1: (TA1.upper(), INTERCHANGE_VERSION, "")}).items():
        said = {"kind": kind, "set": set_id, "version": version, "group": group}
        tell(f"{kind:22}{set_id}  {version}", plain=said if as_json else None)


def _write(made: dict[str, bytes], args: argparse.Namespace) -> None:
    """To files, where a place is named for them, and what was written is told; else to standard output."""
    for kind, content in made.items():
        in_folder = args.out and (args.family or args.is_folder or args.out.is_dir())
        path = args.out / f"{plain_kind(args.kind)}.{args.seed}.{kind}" if in_folder else args.out
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if args.json:
            place = {"file": str(path)} if path else {"content": content.decode("ascii")}
            tell("", plain={"kind": kind, "bytes": len(content), **place})
        elif path:
            tell(f"{path}: {len(content):,} bytes")
        else:
            sys.stdout.write(content.decode("ascii"))
