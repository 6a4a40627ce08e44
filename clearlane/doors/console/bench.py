"""clearlane bench: measure the journey of many claims or the portal's pages, in a house of its own; the X12 engine."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from clearlane.doors.console.data_folder import data_folder, named
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

EXAMPLE = "clearlane bench journey --claims 5000 --json"
MEASURED = {"journey": "measure", "portal": "measure-pages"}
"""What is asked for -> what then runs inside the house."""

PRACTICES = {"portal": 2_000, "measure-pages": 2_000}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "what",
        choices=("journey", "portal", "x12", "measure", "measure-pages"),
        help="journey, portal: start a house, measure, stop it; measure, measure-pages: what they run inside of it; "
        "x12: the engine beside its peers, without a house",
    )
    parser.add_argument("--claims", type=int, default=5000, metavar="N", help="how many claims (default 5000)")
    parser.add_argument("--tenants", type=int, metavar="N", help="how many practices (default 50; portal: 2000)")
    parser.add_argument("--times", type=int, default=15, metavar="N", help="how often each page is asked (default 15)")
    parser.add_argument("--workers", type=int, default=usual_workers(), metavar="N", help="workers (default: as up)")
    parser.add_argument(
        "--megabytes", type=int, default=64, metavar="N", help="x12: the largest file, as one set (default 64)"
    )
    parser.add_argument("--data", type=named, metavar="DIR", help="an empty folder, kept (default: a temporary one)")
    parser.add_argument("--profile", action="store_true", help="say on standard error where the workers' time goes")
    parser.add_argument("--json", action="store_true", help="the figures as one JSON document")


def run(args: argparse.Namespace) -> int:
    """Measure; 0 where nothing was lost, doubled or led astray, and no page is slow; else 1."""
    args.tenants = args.tenants if args.tenants is not None else PRACTICES.get(args.what, 50)
    if min(args.claims, args.tenants, args.times, args.workers, args.megabytes) < 1:
        raise Problem("--claims, --tenants, --times, --workers and --megabytes are 1 or more")
    if args.what == "x12":
        return _engine(args)
    if args.what in MEASURED.values():
        return _measure(args)
    if args.data is not None:
        return _house(args, data_folder(args.data))
    folder = Path(tempfile.mkdtemp(prefix="clearlane-bench-"))
    try:
        folder.chmod(0o711)
        return _house(args, folder / "data")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _engine(args: argparse.Namespace) -> int:
    from clearlane.doors.console.benching.engine.measure import measure_engine

    def progress(what: str) -> None:
        if sys.stderr.isatty():
            print(f"measuring: {what}", file=sys.stderr, flush=True)

    figures = measure_engine(claims=args.claims, megabytes=args.megabytes, progress=progress)
    if args.json:
        print(json.dumps(figures, indent=2))
    else:
        for name, value in figures.items():
            print(f"{name}: {value}")
    return 0


def _measure(args: argparse.Namespace) -> int:
    from clearlane.config.setup import setup

    setup(role="operator", data=args.data)
    folder = Path(os.environ["CLEARLANE_DATA"])
    if args.what == "measure-pages":
        from clearlane.doors.console.benching.pages.measure_pages import measure_pages

        return measure_pages(
            data=folder, claims=args.claims, practices=args.tenants, times=args.times, as_json=args.json
        )
    from clearlane.doors.console.benching.measure import measure

    return measure(data=folder, claims=args.claims, tenants=args.tenants, as_json=args.json)


def _house(args: argparse.Namespace, data: Path) -> int:
    layout = Layout(data)
    if layout.cluster.is_dir():
        raise Problem(f"{data} holds a house already; the bench needs an empty folder")
    make_room(layout=layout)
    shutil.copytree(_payers(), layout.data / "sandbox" / "profiles")
    with lock(layout.data):
        plan = Plan(layout, Ports(*find_free(4)), args.workers, demo=True, clocked=False)
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
