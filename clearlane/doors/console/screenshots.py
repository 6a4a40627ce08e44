"""clearlane screenshots: every page of the portal at three widths in both themes, from a house of its own."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

from clearlane.doors.console.data_folder import data_folder, named
from clearlane.doors.console.house.lock import lock
from clearlane.doors.console.house.make_room import make_room
from clearlane.doors.console.house.ports import Ports, find_free
from clearlane.doors.console.house.programs import Plan, programs, screenshots, usual_workers
from clearlane.doors.console.house.ready_database import ready_database
from clearlane.doors.console.picturing.camera import HOW
from clearlane.doors.console.problem import Problem
from clearlane.doors.console.up import addresses_of
from clearlane.foundation.durable.files import write_file
from clearlane.foundation.postgres.layout import Layout
from clearlane.foundation.postgres.start import stop_orphan
from clearlane.foundation.supervisor.supervise import House, ProgramNotReady, supervise

EXAMPLE = "clearlane screenshots --to /tmp/pictures"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--to", type=Path, default=Path("screenshots"), metavar="DIR", help="where the pictures go")
    parser.add_argument(
        "--within", metavar="DATA", type=named, help="the data folder of a fresh house that is up, not a new one"
    )
    parser.add_argument("--only", default="", metavar="NAME", help="those whose name has this in it: home")
    parser.add_argument("--json", action="store_true", help="where each picture is, as one JSON document")


def run(args: argparse.Namespace) -> int:
    """Take them; 0 when all were taken."""
    if find_spec("playwright") is None:
        raise Problem(HOW)
    if args.within:
        return _take(args)
    folder = Path(tempfile.mkdtemp(prefix="clearlane-pictures-"))
    try:
        folder.chmod(0o711)
        return _house(args, folder / "data")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _take(args: argparse.Namespace) -> int:
    from clearlane.config.setup import setup

    data = data_folder(args.within)
    setup(role="operator", data=data)
    from clearlane.doors.console.picturing.picture import picture

    taken = picture(data=data, folder=args.to.absolute(), only=args.only)
    if args.json:
        print(json.dumps({"folder": str(args.to.absolute()), "pictures": [path.name for path in taken]}))
    else:
        print(f"{len(taken)} pictures are in {args.to.absolute()}")
    return 0


def _house(args: argparse.Namespace, data: Path) -> int:
    """A house like that of the demo, with the local mail page, and the taking as its finale."""
    layout = Layout(data)
    make_room(layout=layout)
    with lock(data):
        plan = Plan(layout, Ports(*find_free(6)), usual_workers(), demo=True, clocked=False)
        ready_database(layout=layout, port=plan.ports.database)
        write_file(data / "addresses.json", [json.dumps(addresses_of(plan)).encode()])
        finale = screenshots(plan, to=args.to.absolute(), only=args.only, as_json=args.json)
        house = House(programs(plan), data / "log", say=lambda: None, finale=finale, ends_with_finale=True)
        try:
            return supervise(house)
        except ProgramNotReady as problem:
            raise Problem(str(problem)) from problem
        finally:
            stop_orphan(layout=layout)
