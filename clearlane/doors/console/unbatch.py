"""clearlane unbatch: take a batch apart that was refused or never sent."""

from __future__ import annotations

import argparse
import json

from clearlane.doors.console.operating import add_by, add_json, ids, whole_house

EXAMPLE = "clearlane unbatch 01a20af4-cd1c-700d-8bd3-ea0b1c2b985a --by ann"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.description = (
        f"{parser.description} Its claims go out in a new batch, with another number and as the connection's profile "
        "says now. `clearlane retry` is for sending the very same bytes again."
    )
    parser.add_argument("id", help="a batch, or a response that refuses it, by the id that the worklist prints")
    parser.add_argument(
        "--not-arrived", action="store_true", help="the batch is in doubt, and its receiver says that it is not there"
    )
    add_by(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Take it apart; 0 done, 1 there is no such batch, or its claims would be billed twice."""
    (chosen,) = ids([args.id])
    with whole_house(args.by) as by:
        from clearlane.flows.unbatch import MayNotUnbatch, unbatch

        try:
            claims = unbatch(id=chosen, by=by, has_not_arrived=args.not_arrived)
        except MayNotUnbatch as refusal:
            print(f"clearlane unbatch: {refusal}")
            return 1
    if claims is None:
        print(f"clearlane unbatch: there is no batch {chosen}")
        return 1
    print(json.dumps({"ready": claims}) if args.json else f"{claims} claims are ready for another batch")
    return 0
