"""clearlane migrate: bring tables, partitions and rights up to this version."""

from __future__ import annotations

import argparse
import json

from clearlane.config.setup import setup
from clearlane.doors.console.problem import Problem

EXAMPLE = "clearlane migrate"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--keys", action="store_true", help="then make the keys, or try them where the database is in use, as up does"
    )
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Migrate as the owner; 2 where the keys are not those of the database.

    Several machines may do so at once: one works, the others wait and find it done.
    """
    setup(role="owner")
    from clearlane.config.migrate import migrate

    migrate()
    if args.keys:
        _ready_keys()
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
