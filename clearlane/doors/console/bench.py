"""clearlane bench: measure the journey of many claims or the portal's pages, in a house of its own; the X12 engine."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from clearlane.doors.console.data_folder import data_folder, named
from clearlane.doors.console.problem import Problem

EXAMPLE = "clearlane bench journey --claims 5000 --json"
PARTS = ("measure", "measure-pages")
"""What runs inside of a house that `bench journey` or `bench portal` started."""
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
    parser.add_argument("--workers", type=int, metavar="N", help="workers (default: as up)")
    parser.add_argument(
        "--megabytes", type=int, default=64, metavar="N", help="x12: the largest file, as one set (default 64)"
    )
    parser.add_argument("--data", type=named, metavar="DIR", help="an empty folder, kept (default: a temporary one)")
    parser.add_argument("--profile", action="store_true", help="say on standard error where the workers' time goes")
    parser.add_argument("--json", action="store_true", help="the figures as one JSON document")


def run(args: argparse.Namespace) -> int:
    """Measure; 0 where nothing was lost, doubled or led astray, and no page is slow; else 1."""
    args.tenants = args.tenants if args.tenants is not None else PRACTICES.get(args.what, 50)
    if min(args.claims, args.tenants, args.times, args.megabytes, 1 if args.workers is None else args.workers) < 1:
        raise Problem("--claims, --tenants, --times, --workers and --megabytes are 1 or more")
    if args.what == "x12":
        return _engine(args)
    if args.what in PARTS:
        return _measure(args)
    from clearlane.doors.console.benching.start_house import start_house

    if args.data is not None:
        return start_house(args, data=data_folder(args.data))
    folder = Path(tempfile.mkdtemp(prefix="clearlane-bench-"))
    try:
        folder.chmod(0o711)
        return start_house(args, data=folder / "data")
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
