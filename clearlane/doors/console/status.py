"""clearlane status: counts by state, the oldest unanswered claim of each payer, the tie-out."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from clearlane.doors.console.operating import add_json, add_reader, whole_house

EXAMPLE = "clearlane status --json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_reader(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Print how everything stands; 0 when the tie-out closes, else 1: also while it does not yet."""
    with whole_house(args.by) as by:
        from clearlane.doors.console.showing.table import tied_out
        from clearlane.exchange.reading.oldest_unanswered import oldest_unanswered
        from clearlane.exchange.reading.progress import progress
        from clearlane.exchange.reading.tie_out import tie_out
        from clearlane.exchange.worklists.find import count
        from clearlane.foundation.audit.record import record
        from clearlane.foundation.tenancy.house import HOUSE

        tied, silent, open_items, moving = tie_out(), oldest_unanswered(), count(), progress()
        record(tenant=HOUSE, event="house:status:read", by=by)
    if args.json:
        told = {
            "tie_out": asdict(tied), "closes": tied.closes, "working": moving.is_working, "progress": asdict(moving),
            "oldest_unanswered": [asdict(one) for one in silent],
            "worklist": [{"kind": kind, "reason": reason, "open": n} for (kind, reason), n in open_items.items()],
        }  # fmt: skip
        print(json.dumps(told, default=str))
        return 0 if tied.closes else 1
    print(
        f"{moving.claims} claims in {moving.files} files; {moving.open} wait for an answer, {moving.due} things are due"
    )
    for line in tied_out(tied, moving):
        print(line)
    for one in silent:
        print(
            f"  {one.payer}: {one.claims} without an answer, the oldest of {one.oldest_at:%Y-%m-%d %H:%M}, {one.oldest}"
        )
    for (kind, reason), n in open_items.items():
        print(f"  worklist: {n} {kind} {reason}")
    return 0 if tied.closes else 1
