"""clearlane tenant: add and list the organizations of this installation."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from clearlane.doors.console.bounds import tenant_number
from clearlane.doors.console.problem import Problem

SUMMARY = "add and list tenants"
EXAMPLES = {
    "add": "clearlane tenant add 'Elm Street Family Care' --kind practice --live --by ann",
    "list": "clearlane tenant list --json",
}
EXAMPLE = EXAMPLES["add"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `add` and `list`."""
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="make an organization")
    add.add_argument("name", help="its legal name")
    add.add_argument("--kind", default="practice", choices=("practice", "billing", "hospital", "payer"))
    add.add_argument("--parent", type=tenant_number, metavar="TENANT", help="the billing company whose client it is")
    add.add_argument("--scheme", default="clean", choices=("clean", "compatible"), help="how its replies are named")
    add.add_argument("--live", action="store_true", help="its claims of usage P go to payers")
    add.add_argument("--npi", default="", help="its NPI")
    add.add_argument("--tin", default="", help="its tax id, nine digits")
    add.add_argument("--by", required=True, metavar="NAME", help="who does this, for the audit trail")
    listed = actions.add_parser("list", help="all organizations")
    for each in (add, listed):
        each.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Do the action; 0 fine, 2 what was given cannot be an organization."""
    from clearlane.config.setup import setup

    setup(role="operator")
    return _list(as_json=args.json) if args.action == "list" else _add(args)


def _add(args: argparse.Namespace) -> int:
    from clearlane.directory.organizations.add import OrganizationRefused, add
    from clearlane.directory.organizations.reserve import reserve
    from clearlane.foundation.tenancy.house import HOUSE
    from clearlane.foundation.tenancy.scope import scope

    by, number = f"operator:{args.by}", reserve()
    more = {"scheme": args.scheme, "parent": args.parent, "is_live": args.live, "npi": args.npi, "tin": args.tin}
    try:
        with scope([HOUSE, number], by=by):
            add(tenant=number, name=args.name, kind=args.kind, by=by, **more)
    except OrganizationRefused as refusal:
        raise Problem(str(refusal)) from refusal
    print(json.dumps({"tenant": number}) if args.json else f"tenant {number}: {args.name}")
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
