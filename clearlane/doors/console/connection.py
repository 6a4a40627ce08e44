"""clearlane connection: the ways out of the house, each with its profile."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from clearlane.doors.console.operating import add_by, add_json
from clearlane.doors.console.problem import Problem

EXAMPLES = {
    "add": "clearlane connection add upstream --tier production --profile upstream.toml --by ann",
    "list": "clearlane connection list --json",
    "profile": "clearlane connection profile upstream-clearinghouse > upstream.toml",
}
EXAMPLE = EXAMPLES["add"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `add`, `list` and `profile`."""
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="open a way out, or give one of that name a new profile")
    add.add_argument("name", help="what we call it")
    add.add_argument("--tier", required=True, choices=("production", "practice"), help="practice carries tests alone")
    add.add_argument("--profile", required=True, type=Path, metavar="FILE", help="its profile")
    add_by(add)
    listed = actions.add_parser("list", help="all ways out")
    profile = actions.add_parser("profile", help="print a profile to start from, or name those that are shipped")
    profile.add_argument("name", nargs="?", help="such as upstream-clearinghouse")
    for each in (add, listed, profile):
        add_json(each)


def run(args: argparse.Namespace) -> int:
    """Do the action; 0 fine, 1 the profile or the tier is wrong."""
    if args.action == "profile":
        return _profile(args.name, as_json=args.json)
    from clearlane.config.setup import setup

    setup(role="operator")
    return _list(as_json=args.json) if args.action == "list" else _add(args)


def _add(args: argparse.Namespace) -> int:
    from clearlane.exchange.connections.add import ConnectionRefused, add
    from clearlane.exchange.connections.find_missing_secrets import missing_of
    from clearlane.exchange.connections.profile import ProfileIsWrong
    from clearlane.flows.watch import watch
    from clearlane.foundation.tenancy.house import HOUSE
    from clearlane.foundation.tenancy.scope import scope

    by, text = f"operator:{args.by}", _text(args.profile)
    try:
        with scope([HOUSE], by=by):
            connection = add(name=args.name, tier=args.tier, profile=text, by=by)
            watch(connections=[connection])
    except (ProfileIsWrong, ConnectionRefused) as refusal:
        print(f"clearlane connection: {refusal}", file=sys.stderr)
        return 1
    print(json.dumps({"connection": str(connection)}) if args.json else f"connection {args.name}: {connection}")
    for path in missing_of(profile=text):
        print(f"warning: there is no {path}; nothing can be sent before it is there, mode 0600", file=sys.stderr)
    return 0


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise Problem(f"{path} cannot be read as text: {wrong}") from wrong


def _list(*, as_json: bool) -> int:
    from clearlane.exchange.connections.list_all import list_all

    entries = list_all()
    if as_json:
        print(json.dumps([asdict(each) for each in entries], default=str))
        return 0
    for each in entries:
        live = "live" if each.is_live else "closed"
        print(f"{each.name:<24} {each.tier:<10} {live:<6}  {each.username}@{each.host}")
    return 0


def _profile(name: str | None, *, as_json: bool) -> int:
    from clearlane.exchange.connections.read_shipped import NoSuchProfile, list_shipped, read_shipped

    if name is None:
        print(json.dumps(list_shipped()) if as_json else "\n".join(list_shipped()))
        return 0
    try:
        text = read_shipped(name=name)
    except NoSuchProfile as missing:
        raise Problem(f"there is no shipped profile {missing}") from missing
    print(json.dumps({"name": name, "profile": text}) if as_json else text, end="\n" if as_json else "")
    return 0
