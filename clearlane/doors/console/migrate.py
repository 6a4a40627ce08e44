"""clearlane migrate: bring tables, partitions and rights up to this version."""

from __future__ import annotations

import argparse
import json

from clearlane.config.environment import flag
from clearlane.config.setup import setup
from clearlane.doors.console.problem import Problem

EXAMPLE = "clearlane migrate"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--start", action="store_true", help="then make or try the keys and see that the house may start, as up does"
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


def _refuse_sandboxes() -> None:
    """A production house does not send claims to payers of the demo or of the bench, which would answer them."""
    from clearlane.exchange.connections.list_sandboxes import list_sandboxes

    if flag("CLEARLANE_PRODUCTION") and (names := list_sandboxes()):
        raise Problem(
            f"CLEARLANE_PRODUCTION is set, and this house has live connections to sandbox payers: {', '.join(names)}; "
            "start the production house with a data folder (--data) and a database of its own"
        )
