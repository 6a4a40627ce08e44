"""clearlane key: add and revoke API keys."""

from __future__ import annotations

import argparse
import json
from datetime import timedelta

from clearlane.doors.console.bounds import tenant_number, whole
from clearlane.doors.console.problem import Problem

SUMMARY = "add and revoke API keys"
EXAMPLES = {
    "add": "clearlane key add --tenant 2 --name 'billing system' --by ann",
    "revoke": "clearlane key revoke clk_7f3a09c2 --by ann",
}
EXAMPLE = EXAMPLES["add"]
LONGEST_DAYS = 36_500
SCOPES = "files:write files:read claims:read mailbox:read mailbox:confirm"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `add` and `revoke`."""
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="make a key; it is shown this once")
    add.add_argument("--tenant", type=tenant_number, required=True, help="the organization whose key it is")
    add.add_argument("--name", required=True, help="what uses it")
    add.add_argument("--scope", action="append", metavar="SCOPE", help=f"what it may do (all): {SCOPES}")
    add.add_argument("--days", type=whole(0, LONGEST_DAYS), help="good for so many days (until revoked)")
    add.add_argument("--scheme", default="", choices=("clean", "compatible"), help="how replies to its files are named")
    revoke = actions.add_parser("revoke", help="make a key useless at once")
    revoke.add_argument("prefix", help="how the key begins: clk_ and eight characters")
    for each in (add, revoke):
        each.add_argument("--by", required=True, metavar="NAME", help="who does this, for the audit trail")
        each.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Do the action; 0 fine, 1 there is no such key, 2 there can be none."""
    from clearlane.config.setup import setup

    setup(role="operator")
    return _add(args) if args.action == "add" else _revoke(args)


def _add(args: argparse.Namespace) -> int:
    from clearlane.directory.users.add_key import KeyRefused, add_key
    from clearlane.foundation.clock.read import now
    from clearlane.foundation.tenancy.scope import scope

    by = f"operator:{args.by}"
    expires = now() + timedelta(days=args.days) if args.days is not None else None
    try:
        with scope([args.tenant], by=by):
            made = add_key(
                tenant=args.tenant,
                name=args.name,
                by=by,
                scopes=args.scope or SCOPES.split(),
                expires_at=expires,
                scheme=args.scheme,
            )
    except KeyRefused as refusal:
        raise Problem(str(refusal)) from refusal
    print(json.dumps({"prefix": made.prefix, "key": made.secret}) if args.json else f"{made.secret}")
    return 0


def _revoke(args: argparse.Namespace) -> int:
    from clearlane.directory.users.find_key_owner import find_key_owner
    from clearlane.directory.users.revoke_key import revoke_key
    from clearlane.foundation.tenancy.scope import scope

    by, prefix = f"operator:{args.by}", "_".join(args.prefix.split("_")[:2])
    owner, is_revoked = find_key_owner(prefix=prefix), False
    if owner is not None:
        with scope([owner], by=by):
            is_revoked = revoke_key(tenant=owner, prefix=prefix, by=by)
    answer = f"{prefix} is revoked" if is_revoked else f"there is no key {prefix} that could be revoked"
    print(json.dumps({"prefix": prefix, "revoked": is_revoked}) if args.json else answer)
    return 0 if is_revoked else 1
