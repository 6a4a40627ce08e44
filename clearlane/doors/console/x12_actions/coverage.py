"""``clearlane x12 coverage``: Break every fact of every guide once, and count what the engine says of each.

From each guide a set with every row and element is made; then each required row and element, code list, length, type,
repeat, order, format and note of it is broken alone. Exactly one finding, with the id of what was broken, is expected;
what is said otherwise is listed with its reason. It takes about a minute.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from typing import Any

from clearlane.doors.console.problem import Problem
from clearlane.standards.x12.place_file import plain_kind
from clearlane.standards.x12.proof.coverage import COVERED, Coverage, cover

EXAMPLE = "clearlane x12 coverage --json 835.txt"
EXIT_CODES = "0 at least 98 % as expected and the rest explained, 1 not so, 2 usage"
LEAST = 0.98
"""The share of facts whose break must give exactly one finding."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which guides."""
    parser.add_argument("guides", nargs="*", metavar="GUIDE", help="a guide: 837p, 837P or 837p.txt (all)")


def run(args: argparse.Namespace) -> int:
    """Break them; returns the exit code. Raises Problem for a guide that is not installed."""
    guides = [guide_of(name) for name in args.guides]
    covered = []
    for one in cover(guides or COVERED):
        covered.append(one)
        if not args.json:
            print(f"{one.guide:40}{one.facts:6} facts{one.one_finding:6} with one finding")
    whole = _summed(covered)
    if args.json:
        print(json.dumps(whole))
    else:
        _tell(whole)
    unexplained = [one for one in whole["other"] if not one["reason"]]
    return 0 if whole["one_finding"] >= LEAST * whole["facts"] and not unexplained else 1


def guide_of(given: str) -> str:
    """The file of a guide that is named in any way: 837P, 837p or 837p.txt. Raises Problem."""
    files = {plain_kind(name): name for name in COVERED}
    if plain_kind(given) not in files:
        raise Problem(f"{given} is none of {', '.join(COVERED)}")
    return files[plain_kind(given)]


def _summed(covered: list[Coverage]) -> dict[str, Any]:
    """In all, and by guide."""
    counts = ("facts", "broken_once", "one_finding")
    kinds: dict[str, int] = {}
    for one in covered:
        for kind, count in one.kinds.items():
            kinds[kind] = kinds.get(kind, 0) + count
    return {
        **{name: sum(getattr(one, name) for one in covered) for name in counts},
        "kinds": kinds,
        "other": [dataclasses.asdict(other) for one in covered for other in one.other],
        "guides": [
            {"guide": one.guide, **{name: getattr(one, name) for name in counts}, "other": len(one.other)}
            for one in covered
        ],
    }


def _tell(whole: dict[str, Any]) -> None:
    for other in whole["other"]:
        found = ", ".join(other["found"][:3]) or "nothing"
        print(f"{other['guide']} {other['at']}: {other['kind']}: {found} ({other['reason'] or 'NO REASON'})")
    share = 100 * whole["one_finding"] / max(1, whole["facts"])
    counts = f"{whole['facts']} facts, {whole['broken_once']} broken once, {whole['one_finding']} with one finding"
    print(f"{counts} ({share:.1f} %)")
