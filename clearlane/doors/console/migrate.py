"""clearlane migrate: bring tables, partitions and rights up to this version."""

from __future__ import annotations

import argparse
import json

from clearlane.config.setup import setup

EXAMPLE = "clearlane migrate"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Migrate as the owner. Several machines may do so at once: one works, the others wait and find it done."""
    setup(role="owner")
    from clearlane.config.migrate import migrate

    migrate()
    print(json.dumps({"migrated": True}) if args.json else "the tables are those of this version")
    return 0
