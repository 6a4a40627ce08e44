"""clearlane worker: do what is due, step by step, until told to stop."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from clearlane.config.setup import setup
from clearlane.doors.console.house.have_keys import have_keys
from clearlane.doors.console.house.have_vault import have_vault
from clearlane.doors.console.house.tell_ready import add_ready_argument, tell_ready

EXAMPLE = "CLEARLANE_WORKER=worker-1 clearlane worker"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its name is in CLEARLANE_WORKER."""
    add_ready_argument(parser)
    parser.description = (
        f"{parser.description} CLEARLANE_WORKER is the name under which it holds what it works on; "
        "CLEARLANE_PROFILE names a folder for a report of where its time went."
    )


def run(args: argparse.Namespace) -> int:
    """Work as ``flow`` until the process is told to stop."""
    setup(role="flow", data=args.data, serves=True)
    from clearlane.flows.work import serve, worker_name
    from clearlane.foundation.telemetry.sample import sampled

    have_keys(by="flow:worker")
    have_vault()
    tell_ready(args, worker=worker_name())
    if not (folder := os.environ.get("CLEARLANE_PROFILE")):
        serve()
        return 0
    with sampled(Path(folder) / f"{worker_name()}.txt"):
        serve()
    return 0
