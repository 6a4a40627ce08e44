"""clearlane payer: the directory of payers, one for all tenants."""

from __future__ import annotations

import argparse
import json

from clearlane.doors.console.operating import add_by, add_json, whole_house
from clearlane.doors.console.problem import Problem

EXAMPLES = {
    "add": "clearlane payer add 60054 'Harbor Health Plan' --by ann",
    "list": "clearlane payer list --json",
}
EXAMPLE = EXAMPLES["add"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `add` and `list`."""
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="enter a payer; routes to it are made with `clearlane route add`")
    add.add_argument("payer", help="the id that claims name (2010BB NM109)")
    add.add_argument("name", help="its name")
    add.add_argument("--frequencies", default="1 7 8", help="claim frequency codes that it takes (default '1 7 8')")
    add_by(add)
    listed = actions.add_parser("list", help="all payers")
    for each in (add, listed):
        add_json(each)


def run(args: argparse.Namespace) -> int:
    """Do the action; 0 fine, 1 the payer is known already, 2 it lacks an id or a name."""
    from clearlane.config.setup import setup

    setup(role="operator")
    return _list(as_json=args.json) if args.action == "list" else _add(args)


def _add(args: argparse.Namespace) -> int:
    from clearlane.directory.payers.add_payer import add_payer
    from clearlane.flows.let_go import PAYER, let_go

    payer, name = args.payer.strip().upper(), args.name.strip()
    if not payer or not name:
        raise Problem("a payer has an id and a name")
    with whole_house(args.by) as by:
        is_new = add_payer(payer_id=payer, name=name, by=by, takes={"837P": " ".join(args.frequencies.split())})
        let_go(rule=PAYER, payer=payer, by=by)
    said = f"payer {payer}: {name}" if is_new else f"payer {payer} is known already; nothing was changed"
    print(json.dumps({"payer": payer, "added": is_new}) if args.json else said)
    return 0 if is_new else 1


def _list(*, as_json: bool) -> int:
    from clearlane.directory.payers.list_payers import list_payers

    entries = list_payers()
    if as_json:
        takes = [{kind: sorted(codes) for kind, codes in each.takes.items()} for each in entries]
        rows = [
            {"payer": each.payer_id, "name": each.name, "is_live": each.is_live, "takes": taken}
            for each, taken in zip(entries, takes, strict=True)
        ]
        print(json.dumps(rows))
        return 0
    for each in entries:
        print(f"{each.payer_id:<12} {'live' if each.is_live else 'not live'}  {each.name}")
    return 0
