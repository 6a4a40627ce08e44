"""clearlane migrate: bring tables, partitions and rights up to this version."""

from __future__ import annotations

import argparse
import json

from clearlane.config.environment import flag
from clearlane.config.place import place
from clearlane.config.setup import setup
from clearlane.doors.console.problem import Problem
from clearlane.foundation.postgres.layout import Layout

EXAMPLE = "clearlane migrate"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--start",
        action="store_true",
        help="then make or try keys and vault and see that the house may start, as up does",
    )
    parser.add_argument(
        "--sandbox-port",
        type=int,
        default=0,
        metavar="PORT",
        help="with --start: where the practice payers will listen",
    )
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Migrate as the owner; 2 where the house may not start with this database.

    Several machines may do so at once: one works, the others wait and find it done.
    """
    setup(role="owner")
    from clearlane.config.migrate import migrate

    migrate()
    if args.start:
        _ready_keys()
        _ready_vault()
        _practice_payers(args.sandbox_port)
        _refuse_sandboxes()
    print(json.dumps({"migrated": True}) if args.json else "the tables are those of this version")
    return 0


def _ready_keys() -> None:
    from clearlane.foundation.audit.try_keys import ready_keys
    from clearlane.foundation.vault.keyring import KeyDoesNotFit, KeyIsMissing, KeyIsOpen

    try:
        ready_keys(by="operator:up")
    except (KeyDoesNotFit, KeyIsMissing, KeyIsOpen) as problem:
        raise Problem(str(problem)) from problem
    except OSError as problem:
        raise Problem(f"{problem.filename}: {problem.strerror}; choose another place with CLEARLANE_KEYS") from problem


def _ready_vault() -> None:
    from clearlane.foundation.vault.mark import OtherVault, ready_vault
    from clearlane.foundation.vault.s3 import StoreIsAway, StoreRefuses

    try:
        ready_vault(by="operator:up")
    except (OtherVault, StoreRefuses) as problem:
        raise Problem(str(problem)) from problem
    except StoreIsAway as problem:
        raise Problem("the store at CLEARLANE_VAULT_S3_URL does not answer; start it, or correct the URL") from problem
    except OSError as problem:
        raise Problem(f"{problem.filename}: {problem.strerror}; choose another place with CLEARLANE_VAULT") from problem


def _practice_payers(port: int) -> None:
    """Open the way to those that are about to start, and close it for good in production."""
    from clearlane.doors.console.house.ready_database import is_own
    from clearlane.doors.console.house.ready_practice import close_practice, ready_practice

    layout = Layout(place())
    if flag("CLEARLANE_PRODUCTION"):
        close_practice()
    elif port:
        ready_practice(data=layout.data, port=port, is_shared=is_own(layout))


def _refuse_sandboxes() -> None:
    """A production house does not send claims to payers of the demo or of the bench, which would answer them."""
    from clearlane.exchange.connections.list_sandboxes import list_sandboxes

    if flag("CLEARLANE_PRODUCTION") and (names := list_sandboxes()):
        raise Problem(
            f"CLEARLANE_PRODUCTION is set, and this house has live connections to sandbox payers: {', '.join(names)}; "
            "start the production house with a data folder (--data) and a database of its own"
        )
