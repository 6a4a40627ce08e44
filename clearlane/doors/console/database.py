"""clearlane database: make the database and its roles on a PostgreSQL of one's own; or keep the house's own running."""

from __future__ import annotations

import argparse
import json

import psycopg

from clearlane.config.place import place
from clearlane.doors.console.house.make_room import no_room
from clearlane.doors.console.problem import Problem
from clearlane.foundation.postgres.layout import Layout
from clearlane.foundation.postgres.prepare import AdminMayNot, PostgresIsOld, prepare, without_password
from clearlane.foundation.postgres.run import run as keep

EXAMPLES = {
    "init": "clearlane database init --admin-url postgresql://admin:secret@db.example:5432/postgres",
    "run": "clearlane database run --port 8854",
}
EXAMPLE = EXAMPLES["init"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `init` and `run`."""
    actions = parser.add_subparsers(dest="action", required=True)
    init = actions.add_parser(
        "init", help="make database, roles and passwords on a PostgreSQL of one's own, 15 or newer"
    )
    init.add_argument(
        "--admin-url", metavar="URL", required=True, help="an account with CREATEROLE and CREATEDB; not stored"
    )
    init.add_argument("--json", action="store_true", help="as JSON")
    keeper = actions.add_parser("run", help="run the data folder's own PostgreSQL, as `up` does")
    keeper.add_argument("--port", type=int, required=True, help="the port on 127.0.0.1")


def run(args: argparse.Namespace) -> int:
    """Do the action; 0 fine, 2 where the server or its account will not do."""
    layout = Layout(place(args.data))
    if args.action == "run":
        return keep(layout=layout, port=args.port)
    return _init(layout, args.admin_url, as_json=args.json)


def _init(layout: Layout, admin_url: str, *, as_json: bool) -> int:
    if layout.cluster.is_dir():
        raise Problem(f"{layout.data} has a PostgreSQL of its own; choose another data folder with --data")
    try:
        layout.make()
        made = prepare(layout=layout, admin_url=admin_url)
    except (PostgresIsOld, AdminMayNot) as problem:
        raise Problem(str(problem)) from problem
    except OSError as problem:
        raise no_room(layout.data, problem) from problem
    except psycopg.Error as problem:
        raise Problem(f"{without_password(admin_url)}: {str(problem).strip()}") from problem
    if as_json:
        print(json.dumps({"made": made, "passwords": str(layout.folder)}))
        return 0
    print(f"made: {', '.join(made)}" if made else "all was there; passwords were set anew")
    print(f"passwords are in {layout.folder}; next: clearlane up")
    return 0
