"""clearlane retry: give stuck work another try."""

from __future__ import annotations

import argparse
import json
import sys

from clearlane.doors.console.operating import add_by, add_json, ids, whole_house

EXAMPLE = "clearlane retry 01a20af4-cd1c-700d-8bd3-ea0b1c2b985a --by ann"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.description = (
        f"{parser.description} A batch in doubt is sent again with the same bytes, name and number: "
        "ask its receiver first whether it has arrived."
    )
    parser.add_argument("id", nargs="+", help="claims, files, batches, ... by the ids that the worklist prints")
    add_by(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Take them up again; 0 when all that were named were taken up, 1 when one was not stuck."""
    chosen = ids(args.id)
    with whole_house(args.by) as by:
        from clearlane.flows.find_waiting import HELD, find_waiting
        from clearlane.flows.release import BelongsToAnother
        from clearlane.flows.retry import retry

        waiting = find_waiting(ids=chosen)
        try:
            done = retry(ids=chosen, by=by)
        except BelongsToAnother as refusal:
            print(f"clearlane retry: {refusal}", file=sys.stderr)
            return 1
        held = [id for id, state in find_waiting(ids=chosen).items() if state == HELD]
    print(json.dumps({"retried": done}) if args.json else f"{done} taken up again")
    for id in chosen:
        if id not in waiting:
            print(f"clearlane retry: {id} is neither stuck nor in doubt; nothing was done", file=sys.stderr)
    for id in held:
        print(f"clearlane retry: {id} is held; `clearlane release` lets it go on", file=sys.stderr)
    return 0 if done >= len(chosen) else 1
