"""clearlane maintain: what must be done now and then for as long as the house is up."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from clearlane.config.setup import setup

EXAMPLE = "clearlane maintain seal --once"
PARTITIONS_EVERY_SECONDS = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may be maintained."""
    parser.add_argument("what", choices=sorted(TASKS), help="seal the audit trail, or make the partitions to come")
    parser.add_argument("--once", action="store_true", help="once, and not again and again")


def run(args: argparse.Namespace) -> int:
    """Do the task again and again until told to stop."""
    TASKS[args.what](args.once)
    return 0


def _seal(once: bool) -> None:
    """Seal what was written to the audit trail, each second, as ``flow``."""
    setup(role="flow")
    from clearlane.foundation.audit.seal import EVERY_SECONDS, seal

    _repeat(lambda: seal(by="flow:sealer"), EVERY_SECONDS, once)


def _partitions(once: bool) -> None:
    """Make partitions six months ahead, as the owner; looked at each minute, since a test clock may be moved."""
    setup(role="owner")
    from clearlane.foundation.partitions.ensure import ensure

    _repeat(ensure, PARTITIONS_EVERY_SECONDS, once)


def _repeat(task: Callable[[], object], seconds: float, once: bool) -> None:
    task()
    while not once:
        time.sleep(seconds)
        task()


TASKS = {"seal": _seal, "partitions": _partitions}
