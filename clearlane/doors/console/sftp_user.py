"""clearlane sftp-user: add and revoke SFTP accounts."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from clearlane.doors.console.bounds import tenant_number
from clearlane.doors.console.problem import Problem

SUMMARY = "add an SFTP account"
EXAMPLES = {
    "add": "clearlane sftp-user add elmstreet --tenant 2 --public-key ~/.ssh/id_ed25519.pub --by ann",
    "revoke": "clearlane sftp-user revoke elmstreet --tenant 2 --by ann",
}
EXAMPLE = EXAMPLES["add"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `add` and `revoke`."""
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="make an account")
    add.add_argument("--public-key", action="append", default=[], type=Path, metavar="FILE", help="may sign in by it")
    add.add_argument("--password", action="store_true", help="generate a password and show it this once")
    add.add_argument("--scheme", default="", choices=("clean", "compatible"), help="how replies to it are named")
    revoke = actions.add_parser("revoke", help="end an account and its open connections")
    for each in (add, revoke):
        each.add_argument("username")
        each.add_argument("--tenant", type=tenant_number, required=True, help="the organization whose account it is")
        each.add_argument("--by", required=True, metavar="NAME", help="who does this, for the audit trail")
        each.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Do the action; 0 fine, 1 there is no such account, or another of its name, 2 there can be none."""
    from clearlane.config.setup import setup

    setup(role="operator")
    return _add(args) if args.action == "add" else _revoke(args)


def _add(args: argparse.Namespace) -> int:
    from clearlane.directory.users.add_sftp_user import NameIsTaken, SftpUserRefused, add_sftp_user
    from clearlane.foundation.tenancy.scope import scope

    by = f"operator:{args.by}"
    keys = [line for file in args.public_key for line in _lines(file.expanduser())]
    try:
        with scope([args.tenant], by=by):
            made = add_sftp_user(
                tenant=args.tenant,
                username=args.username,
                by=by,
                public_keys=keys,
                with_password=args.password,
                scheme=args.scheme,
            )
    except NameIsTaken as taken:
        print(f"clearlane sftp-user: {taken}", file=sys.stderr)
        return 1
    except SftpUserRefused as refusal:
        raise Problem(str(refusal)) from refusal
    said = f"{made.username} may sign in" + (f"; password: {made.password}" if made.password else "")
    print(json.dumps({"username": made.username, "password": made.password or None}) if args.json else said)
    return 0


def _lines(file: Path) -> list[str]:
    """The keys of a file, one a line. Raises Problem."""
    try:
        return [line for line in file.read_text("utf-8").splitlines() if line]
    except OSError as error:
        raise Problem(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Problem(f"{file} is no public key: it is not text; name the file that ends in .pub") from error


def _revoke(args: argparse.Namespace) -> int:
    from clearlane.directory.users.revoke_sftp_user import revoke_sftp_user
    from clearlane.exchange.intake.inherit import inherit
    from clearlane.foundation.tenancy.scope import scope

    by = f"operator:{args.by}"
    with scope([args.tenant], by=by):
        account = revoke_sftp_user(tenant=args.tenant, username=args.username, by=by)
        left = inherit(tenant=args.tenant, user=account, by=by) if account is not None else 0
    is_revoked = account is not None
    answer = (
        f"{args.username} is revoked; its {left} replies are its organization's now"
        if is_revoked
        else f"tenant {args.tenant} has no live account {args.username}"
    )
    print(json.dumps({"username": args.username, "revoked": is_revoked}) if args.json else answer)
    return 0 if is_revoked else 1
