"""clearlane release: let held claims go on, or drop them."""

from __future__ import annotations

import argparse
import json
import sys

from clearlane.doors.console.operating import add_by, add_json, ids, whole_house

EXAMPLE = "clearlane release 01a20af4-cd1c-700d-8bd3-ea0b1c2b985a --by ann"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("id", nargs="+", help="claims, or files with held sets, by the ids that the worklist prints")
    parser.add_argument("--drop", action="store_true", help="withdraw them instead, and tell the submitter")
    add_by(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Release or drop; 0 when all that were named went on, 1 when one was not held or may not go on."""
    chosen = ids(args.id)
    with whole_house(args.by) as by:
        from clearlane.flows.release import BelongsToAnother, drop, release

        try:
            done = (drop if args.drop else release)(ids=chosen, by=by)
        except BelongsToAnother as refusal:
            print(f"clearlane release: {refusal}", file=sys.stderr)
            return 1
    word = "dropped" if args.drop else "released"
    print(json.dumps({word: done}) if args.json else f"{done} {word}")
    return 0 if done >= len(chosen) else 1
