"""What the operator's commands share: who acts, and a scope of the whole house."""

from __future__ import annotations

import argparse
import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from clearlane.doors.console.problem import Problem


def add_by(parser: argparse.ArgumentParser) -> None:
    """Declare --by, without which nothing is changed or read."""
    parser.add_argument("--by", required=True, metavar="NAME", help="who does this, for the audit trail")


def add_reader(parser: argparse.ArgumentParser) -> None:
    """Declare --by for commands that only read: else the account on this machine is named in the audit trail."""
    parser.add_argument(
        "--by", default=_account(), metavar="NAME", help="who asks, for the audit trail (default: your account here)"
    )


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return f"uid-{os.getuid()}"


def add_json(parser: argparse.ArgumentParser) -> None:
    """Declare --json."""
    parser.add_argument("--json", action="store_true", help="as JSON")


@contextmanager
def whole_house(by: str) -> Iterator[str]:
    """A scope of the house and every tenant, as role operator; gives the name under which it is audited."""
    from clearlane.config.setup import setup

    setup(role="operator")
    from clearlane.directory.organizations.list_all import list_all
    from clearlane.foundation.tenancy.house import HOUSE
    from clearlane.foundation.tenancy.scope import scope

    name = f"operator:{by}"
    tenants = [HOUSE, *(each.id for each in list_all())]
    with scope(tenants, by=name):
        yield name


def ids(texts: list[str]) -> list[UUID]:
    """Ids as given on the command line, each once. Raises Problem."""
    try:
        return list(dict.fromkeys(UUID(text) for text in texts))
    except ValueError as wrong:
        raise Problem("an id is 32 hexadecimal digits with four dashes, as the worklist prints it") from wrong
