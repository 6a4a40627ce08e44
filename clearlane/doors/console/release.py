"""clearlane release: let held claims go on, or drop them."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from uuid import UUID

from clearlane.doors.console.operating import add_by, add_json, ids, whole_house

WAIT, PAUSE = 5, 0.2
EXAMPLE = "clearlane release 01a20af4-cd1c-700d-8bd3-ea0b1c2b985a --by ann"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("id", nargs="+", help="claims, or files with held sets, by the ids that the worklist prints")
    parser.add_argument("--drop", action="store_true", help="withdraw them instead, and tell the submitter")
    parser.add_argument(
        "--wait", type=int, default=WAIT, metavar="SECONDS", help=f"for the workers to judge them again ({WAIT})"
    )
    add_by(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Release or drop, and say what became of each; 0 when all that were named went on, 1 when one was not held, may
    not go on, or is held for another reason."""
    chosen = ids(args.id)
    with whole_house(args.by) as by:
        from clearlane.flows.find_waiting import find_waiting
        from clearlane.flows.release import BelongsToAnother, drop, release

        waiting = find_waiting(ids=chosen)
        try:
            done = (drop if args.drop else release)(ids=chosen, by=by)
        except BelongsToAnother as refusal:
            print(f"clearlane release: {refusal}", file=sys.stderr)
            return 1
    word = "dropped" if args.drop else "released"
    became = {} if args.drop else _became(list(waiting), args.by, args.wait)
    print(json.dumps({word: done} | ({"became": became} if became else {})) if args.json else f"{done} {word}")
    for claim, what in became.items() if not args.json else ():
        print(f"{claim}  {what}")
    for id in chosen:
        if id not in waiting:
            print(f"clearlane release: {id} is no claim and no file that is held; nothing was done", file=sys.stderr)
    return 0 if done >= len(chosen) and not any(what.startswith("held") for what in became.values()) else 1


def _became(ids: Sequence[UUID], by: str, wait: int) -> dict[str, str]:
    """What the workers made of the claims among these, as far as they come to it in ``wait`` seconds."""
    from clearlane.exchange.reading.tell_standing import tell_standing

    until = time.monotonic() + wait
    while True:
        with whole_house(by):
            found = tell_standing(ids=ids)
        if all(each.state != "received" for each in found) or time.monotonic() >= until:
            break
        time.sleep(PAUSE)
    not_yet = "waits for its check; clearlane trace shows it"
    return {
        str(each.id): not_yet if each.state == "received" else f"{each.word.lower()}: {each.why}".removesuffix(": ")
        for each in found
    }
