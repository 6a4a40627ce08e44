"""clearlane operator: who runs this house: add, end, list."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from clearlane.config.environment import text
from clearlane.doors.console.operating import add_by, add_json
from clearlane.doors.console.problem import Problem

EXAMPLES = {
    "add": "clearlane operator add ann",
    "end": "clearlane operator end ann --by bob",
    "list": "clearlane operator list --json",
}
EXAMPLE = EXAMPLES["add"]
PATH = "/operator/enroll/"
CONSOLE = "/operator/"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `add`, `end` and `list`."""
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="make an operator, or another link for one: it adds a passkey, once")
    add.add_argument("name", help="2 to 30 of a-z, 0-9, dots and dashes; it stands in the trails")
    add.add_argument("--by", default="shell", metavar="NAME", help="who does this, for the audit trail")
    end = actions.add_parser("end", help="he signs in no more, and is signed out now")
    end.add_argument("name", help="the operator")
    add_by(end)
    listed = actions.add_parser("list", help="all operators")
    for each in (add, end, listed):
        add_json(each)


def run(args: argparse.Namespace) -> int:
    """Do the action; 0 done, 2 there is no such operator, or no operator can have that name."""
    from clearlane.config.setup import setup

    setup(role="operator")
    return {"add": _add, "end": _end, "list": _list}[args.action](args)


def _add(args: argparse.Namespace) -> int:
    from django.conf import settings

    from clearlane.directory.operators.add_operator import OperatorRefused, add_operator
    from clearlane.foundation.tenancy.house import HOUSE
    from clearlane.foundation.tenancy.scope import scope

    by = f"operator:{args.by}"
    try:
        with scope([HOUSE], by=by):
            token = add_operator(name=args.name, by=by)
    except OperatorRefused as refusal:
        raise Problem(str(refusal)) from refusal
    link = f"{console_origin(data=settings.DATA)}{PATH}{token}"
    if args.json:
        print(json.dumps({"operator": args.name, "link": link, "minutes": 15}))
        return 0
    print(f"Open this in {args.name}'s browser within 15 minutes; it adds a passkey, and works once:\n\n  {link}\n")
    return 0


def console_origin(*, data: Path) -> str:
    """Where operators reach the console: as set; else where the last `up` on this data folder opened it."""
    from django.conf import settings

    try:
        told = json.loads((data / "addresses.json").read_text(encoding="utf-8")).get("console", "")
    except (OSError, ValueError, AttributeError):
        told = ""
    opened = str(told).removesuffix(CONSOLE)
    return str(settings.CONSOLE_ORIGIN) if text("CLEARLANE_CONSOLE_ORIGIN") or not opened else opened


def _end(args: argparse.Namespace) -> int:
    from clearlane.directory.operators.end_operator import end_operator
    from clearlane.foundation.tenancy.house import HOUSE
    from clearlane.foundation.tenancy.scope import scope

    by = f"operator:{args.by}"
    with scope([HOUSE], by=by):
        if not end_operator(name=args.name, by=by):
            raise Problem(f"there is no operator {args.name} who works here; `clearlane operator list` shows them")
    print(json.dumps({"ended": args.name}) if args.json else f"{args.name} signs in no more")
    return 0


def _list(args: argparse.Namespace) -> int:
    from clearlane.directory.operators.list_operators import list_operators

    found = list_operators()
    if args.json:
        print(json.dumps([asdict(each) for each in found], default=str))
        return 0
    for each in found:
        state = "ended" if each.ended_at else f"{each.passkeys} passkeys"
        used = f", last used {each.last_used_at:%Y-%m-%d %H:%M}" if each.last_used_at else ""
        print(f"{each.name:30} {state}{used}")
    return 0
