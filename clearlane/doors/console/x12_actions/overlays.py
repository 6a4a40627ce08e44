"""``clearlane x12 overlays [PATH...]``: List the payers' overlays that are shipped, or those of files and folders.

Each is proven as --overlay proves it: that it only narrows the guide, names rows that there are, and stays decidable.
How one is written: docs/guides/overlays.md.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from clearlane.doors.console.problem import Problem
from clearlane.doors.console.x12_actions.files import given_path
from clearlane.doors.console.x12_actions.tell import tell
from clearlane.standards import x12

EXAMPLE = "clearlane x12 overlays my-payers/"
EXIT_CODES = "0 all can be used, 1 one cannot, 2 usage or none there"
ALL_LOAD, ONE_REFUSED = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files and folders."""
    parser.add_argument(
        "paths", nargs="*", type=given_path, metavar="PATH", help="an overlay, or a folder (those shipped)"
    )


def run(args: argparse.Namespace) -> int:
    """Tell of each; returns the exit code. Raises Problem where there is none."""
    found = [_told(path) for path in _paths(args.paths)]
    for one in found:
        tell(_as_text(one).split("\n"), plain=one if args.json else None)
    return ONE_REFUSED if any("problem" in one for one in found) else ALL_LOAD


def _paths(given: list[Path]) -> list[Path]:
    try:
        if not given:
            return x12.find_overlays()
        found = [one for path in given for one in (x12.find_overlays(path) if path.is_dir() else [path])]
    except OSError as error:
        raise Problem(f"{error.filename}: {error.strerror}") from error
    if not found:
        raise Problem(f"there is no overlay (NAME.txt) in {', '.join(map(str, given))}")
    return found


def _told(path: Path) -> dict[str, Any]:
    """What an overlay says of itself, or why it cannot be used."""
    try:
        one = x12.load_overlay(path)
    except x12.OverlayRefused as refused:
        return {"file": str(path), "problem": str(refused)}
    return {
        "name": one.name,
        "file": str(path),
        "versions": list(one.versions),
        "guide": one.guide,
        "payer": one.payer,
        "source": one.source,
        "ids": sorted(one.ids),
        "narrows": len(one.narrowings),
        "relaxes": len(one.relaxations),
    }


def _as_text(one: dict[str, Any]) -> str:
    if "problem" in one:
        return f"{one['problem']}"
    whom = f"claims to {', '.join(one['ids'])}" if one["ids"] else "all of a file"
    relaxes = f", relaxes {one['relaxes']}" if one["relaxes"] else ""
    head = f"{one['name']}: {one['payer']}, {' '.join(one['versions'])}, {whom}, narrows {one['narrows']} rows{relaxes}"
    return f"{head}\n  {one['source']}"
