"""clearlane payment: payments that nobody holds, and handing them over."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from clearlane.doors.console.operating import add_by, add_json, ids, whole_house
from clearlane.doors.console.showing.dollars import dollars

if TYPE_CHECKING:
    from clearlane.exchange.reading.list_unassigned import Unassigned

EXAMPLES = {
    "list": "clearlane payment list --by ann",
    "assign": "clearlane payment assign 01a20af4-cd1c-700d-8bd3-ea0b1c2b985a --by ann",
}
EXAMPLE = EXAMPLES["assign"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `list` and `assign`."""
    actions = parser.add_subparsers(dest="action", required=True)
    listed = actions.add_parser("list", help="the payments that nobody holds, and who has the right to each by now")
    assign = actions.add_parser(
        "assign",
        help="hand them over to whoever has the right to them by now",
        description="Hand payments over. Who gets one is not said here: `clearlane pair add NPI TIN --tenant N`\n"
        "gives the payee's remittances to the one whom you have verified; then this posts and delivers what\n"
        "came earlier.",
    )
    assign.add_argument("id", nargs="*", help="as the worklist prints it; without one, all whose holder is known")
    for each in (listed, assign):
        add_by(each)
        add_json(each)


def run(args: argparse.Namespace) -> int:
    """Do the action; 0 fine, 1 nobody has the right to one that was named, or it is not unassigned."""
    return _list(args) if args.action == "list" else _assign(args)


def _list(args: argparse.Namespace) -> int:
    with whole_house(args.by) as by:
        from clearlane.exchange.reading.list_unassigned import list_unassigned
        from clearlane.foundation.audit.record import record
        from clearlane.foundation.tenancy.house import HOUSE

        found = list_unassigned()
        subjects = [one.id for one in found]
        record(tenant=HOUSE, event="remits:unassigned:read", by=by, subjects=subjects)
    if args.json:
        print(json.dumps([asdict(one) for one in found], default=str))
        return 0
    for one in found:
        holder = f"tenant {one.holder} has the right" if one.holder else "nobody has the right"
        payee = f"NPI {one.npi}, tax id ending in {one.tin_end}"
        print(f"{one.id}  {one.paid_on}  {dollars(one.cents):>12}  payer {one.payer} for {payee}: {holder}")
    print(f"{len(found)} payments" if found else "every payment has a holder")
    return 0


def _assign(args: argparse.Namespace) -> int:
    chosen = set(ids(args.id))
    with whole_house(args.by) as by:
        from clearlane.flows.hand_over import hand_over

        done = hand_over(ids=chosen, by=by)
    left = chosen - {one.id for one in done}
    print(json.dumps(_plain(done, left)) if args.json else _said(done, left))
    return 1 if left else 0


def _plain(done: tuple[Unassigned, ...], left: set[UUID]) -> dict[str, object]:
    handed = [{"id": str(one.id), "holder": one.holder, "cents": one.cents} for one in done]
    return {"handed_over": handed, "left": sorted(map(str, left))}


def _said(done: tuple[Unassigned, ...], left: set[UUID]) -> str:
    lines = [f"{one.id}  {dollars(one.cents)} to tenant {one.holder}" for one in done]
    lines += [
        f"{id}  is not unassigned, or nobody has the right to it; `clearlane payment list` shows its payee"
        for id in sorted(left)
    ]
    return "\n".join(lines) or "there is none whose holder is known"
