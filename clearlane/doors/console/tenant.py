"""clearlane tenant: the organizations of this installation: add, make live, list."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from clearlane.doors.console.bounds import tenant_number
from clearlane.doors.console.problem import Problem

SUMMARY = "add tenants, make them live, list them"
EXAMPLES = {
    "add": "clearlane tenant add 'Elm Street Family Care' --kind practice --by ann",
    "live": "clearlane tenant live 3 --by ann",
    "list": "clearlane tenant list --json",
}
EXAMPLE = EXAMPLES["add"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `add`, `live` and `list`."""
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="make an organization without people; in service it signs up itself, to sign")
    add.add_argument("name", help="its legal name")
    add.add_argument("--kind", default="practice", choices=("practice", "billing", "hospital", "payer"))
    add.add_argument("--parent", type=tenant_number, metavar="TENANT", help="the billing company whose client it is")
    add.add_argument("--scheme", default="clean", choices=("clean", "compatible"), help="how its replies are named")
    add.add_argument("--npi", default="", help="its NPI")
    add.add_argument("--tin", default="", help="its tax id, nine digits")
    add.add_argument("--by", required=True, metavar="NAME", help="who does this, for the audit trail")
    live = actions.add_parser("live", help="let its claims of usage P go to payers, where nothing is missing for that")
    live.add_argument("tenant", type=tenant_number, help="its number")
    live.add_argument("--stop", action="store_true", help="from now on they go no more, and are held")
    live.add_argument("--by", required=True, metavar="NAME", help="who does this, for the audit trail")
    listed = actions.add_parser("list", help="all organizations")
    for each in (add, live, listed):
        each.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Do the action; 0 fine, 2 what was given cannot be an organization."""
    from clearlane.config.setup import setup

    setup(role="operator")
    if args.action == "list":
        return _list(as_json=args.json)
    return _live(args) if args.action == "live" else _add(args)


def _add(args: argparse.Namespace) -> int:
    from clearlane.directory.organizations.add import OrganizationRefused, add
    from clearlane.directory.organizations.reserve import reserve
    from clearlane.foundation.tenancy.house import HOUSE
    from clearlane.foundation.tenancy.scope import scope

    by, number = f"operator:{args.by}", reserve()
    more = {"scheme": args.scheme, "parent": args.parent, "npi": args.npi, "tin": args.tin}
    try:
        with scope([HOUSE, number], by=by):
            add(tenant=number, name=args.name, kind=args.kind, by=by, **more)
    except OrganizationRefused as refusal:
        raise Problem(str(refusal)) from refusal
    print(json.dumps({"tenant": number}) if args.json else f"tenant {number}: {args.name}{_lacks_people()}")
    return 0


def _lacks_people() -> str:
    """What follows from it where agreements are signed."""
    from django.conf import settings

    nobody = "\nIt has no people, so that nobody can sign its agreement: what is to go live signs up in the portal."
    return nobody if settings.MODE == "service" else ""


def _live(args: argparse.Namespace) -> int:
    from clearlane.directory.organizations.find_visible import find_visible
    from clearlane.directory.organizations.set_live import MayNotGoLive, set_live
    from clearlane.flows.let_go import LIVE, let_go
    from clearlane.foundation.tenancy.scope import scope

    by, going = f"operator:{args.by}", 0
    try:
        with scope(find_visible(tenant=args.tenant), by=by):
            is_known = set_live(tenant=args.tenant, is_live=not args.stop, by=by)
            if is_known and not args.stop:
                going = let_go(rule=LIVE, submitter=args.tenant, by=by)
    except MayNotGoLive as refusal:
        raise Problem(str(refusal)) from refusal
    if not is_known:
        raise Problem(f"there is no tenant {args.tenant}; `clearlane tenant list` shows them")
    said = (
        "is live no more: its claims of usage P are held"
        if args.stop
        else "is live: its claims of usage P go to payers"
    )
    said += f"; {going} that waited for it are judged again" if going else ""
    told = {"tenant": args.tenant, "is_live": not args.stop, "judged_again": going}
    print(json.dumps(told) if args.json else f"tenant {args.tenant} {said}")
    return 0


def _list(*, as_json: bool) -> int:
    from clearlane.directory.organizations.list_all import list_all

    entries = list_all()
    if as_json:
        print(json.dumps([asdict(each) for each in entries]))
        return 0
    for each in entries:
        live = "live" if each.is_live else "test"
        print(f"{each.id:>6}  {each.kind:9} {live}  {each.scheme:10} {each.name}")
    return 0
