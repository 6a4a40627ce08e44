"""The option by which payers' overlays are named."""

from __future__ import annotations

import argparse

from clearlane.doors.console.problem import Problem
from clearlane.standards import x12


def add_overlays(parser: argparse.ArgumentParser) -> None:
    """Which overlays a file is judged by beside the guides."""
    parser.add_argument(
        "--overlay",
        action="append",
        default=[],
        metavar="NAME|PATH",
        help="judge by a payer's demands, too; may be given again (`clearlane x12 overlays` lists what there is)",
    )


def named_overlays(args: argparse.Namespace) -> tuple[x12.Overlay, ...]:
    """Those that were named, each proven. Raises Problem with file, line, reason and remedy."""
    try:
        return x12.load_overlays(args.overlay)
    except x12.OverlayRefused as refused:
        raise Problem(str(refused)) from None
