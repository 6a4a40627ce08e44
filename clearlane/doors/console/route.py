"""clearlane route: which payer is reached over which connection."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from clearlane.doors.console.operating import add_by, add_json, whole_house

EXAMPLES = {
    "add": "clearlane route add 60054 --connection upstream --as 60054 --by ann",
    "list": "clearlane route list --json",
}
EXAMPLE = EXAMPLES["add"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `add` and `list`."""
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="send a payer's claims over a connection")
    add.add_argument("payer", help="the payer's id in our directory")
    add.add_argument("--connection", required=True, metavar="NAME", help="the way out")
    add.add_argument("--as", dest="there", metavar="ID", help="the payer's id on that connection (the same)")
    add.add_argument("--named", default="", metavar="NAME", help="the payer's name on that connection (the same)")
    add.add_argument("--needs-enrollment", action="store_true", help="a provider must enroll before claims go out")
    add_by(add)
    listed = actions.add_parser("list", help="all routes")
    for each in (add, listed):
        add_json(each)


def run(args: argparse.Namespace) -> int:
    """Do the action; 0 fine, 1 there is no such payer or connection."""
    from clearlane.config.setup import setup

    setup(role="operator")
    return _list(as_json=args.json) if args.action == "list" else _add(args)


def _add(args: argparse.Namespace) -> int:
    from clearlane.directory.payers.find_payers import find_payers
    from clearlane.exchange.connections.find_named import NoSuchConnection, find_named
    from clearlane.exchange.connections.open_route import RouteRefused, open_route
    from clearlane.flows.let_go import ENROLLED, ROUTE, let_go

    payer = args.payer.strip().upper()
    there = args.there or payer
    more = {"payer_name_there": args.named, "needs_enrollment": args.needs_enrollment}
    try:
        with whole_house(args.by) as by:
            if payer not in find_payers(payer_ids=[payer]):
                return _refused(f"payer {payer} is not in the directory; `clearlane payer add` enters it")
            way = find_named(name=args.connection)
            open_route(payer_id=payer, connection=way, payer_id_there=there, by=by, **more)
            for rule in (ROUTE,) if args.needs_enrollment else (ROUTE, ENROLLED):
                let_go(rule=rule, payer=payer, by=by)
    except NoSuchConnection:
        return _refused(f"there is no connection {args.connection!r}; `clearlane connection list` lists them")
    except RouteRefused as refusal:
        return _refused(str(refusal))
    said = {"payer": payer, "connection": args.connection, "as": there}
    print(json.dumps(said) if args.json else f"claims of payer {payer} go over {args.connection} as {there}")
    return 0


def _refused(why: str) -> int:
    print(f"clearlane route: {why}", file=sys.stderr)
    return 1


def _list(*, as_json: bool) -> int:
    from clearlane.exchange.connections.list_all import list_all
    from clearlane.exchange.routing.list_routes import list_routes

    names = {each.id: each.name for each in list_all()}
    routes = [{**asdict(each), "connection": names[each.connection]} for each in list_routes()]
    if as_json:
        print(json.dumps(routes))
        return 0
    for each in routes:
        note = ", after enrollment" if each["needs_enrollment"] else ""
        way = f"over {each['connection']} as {each['payer_id_there']}"
        print(f"{each['payer_id']:<12} {each['transaction']}  {way}{note}")
    return 0
