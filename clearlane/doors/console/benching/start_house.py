"""Start a house of its own for a measurement; imported only then, since the X12 engine is measured without one."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from clearlane.doors.console.house.lock import lock
from clearlane.doors.console.house.make_room import make_room
from clearlane.doors.console.house.ports import LOOPBACK, Ports, find_free
from clearlane.doors.console.house.programs import Plan, bench, programs, usual_workers
from clearlane.doors.console.house.ready_database import ready_database
from clearlane.doors.console.problem import Problem
from clearlane.foundation.durable.files import write_file
from clearlane.foundation.postgres.layout import Layout
from clearlane.foundation.postgres.start import stop_orphan
from clearlane.foundation.supervisor.supervise import House, ProgramNotReady, supervise

MEASURED = {"journey": "measure", "portal": "measure-pages"}
"""What is asked for -> what then runs inside the house."""


def start_house(args: argparse.Namespace, *, data: Path) -> int:
    """Start a house in an empty folder, measure in it, stop it; returns the exit code. Raises Problem."""
    layout = Layout(data)
    if layout.cluster.is_dir():
        raise Problem(f"{data} holds a house already; the bench needs an empty folder")
    make_room(layout=layout)
    shutil.copytree(_payers(), layout.data / "sandbox" / "profiles")
    with lock(layout.data):
        plan = Plan(layout, Ports(*find_free(4)), args.workers or usual_workers(), demo=True, clocked=False)
        ready_database(layout=layout, port=plan.ports.database)
        _write_addresses(plan)
        return _supervised(args, plan)


def _write_addresses(plan: Plan) -> None:
    web = f"http://localhost:{plan.ports.web}"
    named = {
        "web": web,
        "sftp": f"sftp://{LOOPBACK}:{plan.ports.sftp}",
        "sandbox": f"sftp://{LOOPBACK}:{plan.ports.sandbox}",
    }
    write_file(plan.layout.data / "addresses.json", [json.dumps(named).encode()])


def _payers() -> Path:
    """The profiles of the bench's payers, which lie beside the sandbox that is installed."""
    found = find_spec("clearlane_sandbox")
    if found is None or not found.origin:
        raise Problem("the sandbox payers are not installed")
    return Path(found.origin).parent / "profiles" / "bench"


def _supervised(args: argparse.Namespace, plan: Plan) -> int:
    """The house with the measuring as its finale; a profile is written by the workers when they stop."""
    if args.profile:
        os.environ["CLEARLANE_PROFILE"] = str(plan.layout.data / "profile")
    if args.what == "portal":
        os.environ["CLEARLANE_COUNT_STATEMENTS"] = "1"
    what, wanted = MEASURED[args.what], {"claims": args.claims, "tenants": args.tenants, "times": args.times}
    finale = bench(plan, what=what, **wanted, as_json=args.json)
    house = House(programs(plan), plan.layout.data / "log", say=lambda: None, finale=finale, ends_with_finale=True)
    try:
        return supervise(house)
    except ProgramNotReady as problem:
        raise Problem(str(problem)) from problem
    finally:
        stop_orphan(layout=plan.layout)
        _tell_profile(plan.layout.data / "profile")


def _tell_profile(folder: Path) -> None:
    for path in sorted(folder.glob("*.txt")) if folder.is_dir() else []:
        print(f"{path.stem}\n{path.read_text(encoding='utf-8')}", file=sys.stderr)
