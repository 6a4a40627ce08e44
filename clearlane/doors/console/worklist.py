"""clearlane worklist: what a person must look at, and why."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from clearlane.doors.console.operating import add_by, add_json, whole_house

EXAMPLE = "clearlane worklist --kind claim --by ann"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--kind", default="", help="only this list: file, set, claim, batch, response, payment")
    parser.add_argument("--closed", action="store_true", help="what was dealt with, not what is open")
    parser.add_argument("--limit", type=int, default=100, metavar="N", help="at most N items (default 100)")
    add_by(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Print the items, the oldest first."""
    with whole_house(args.by) as by:
        from clearlane.exchange.worklists.find import find
        from clearlane.foundation.audit.record import record
        from clearlane.foundation.tenancy.house import HOUSE

        items = find(kind=args.kind, is_open=not args.closed, limit=args.limit)
        record(tenant=HOUSE, event="worklists:list:read", by=by, detail={"items": len(items), "kind": args.kind})
    if args.json:
        print(json.dumps([asdict(item) for item in items], default=str))
        return 0
    for item in items:
        print(f"{item.raised_at:%Y-%m-%d %H:%M}  {item.kind:9} {item.reason:13} {item.subject_id}  {item.note}")
    print(f"{len(items)} items" if items else "nothing to look at")
    return 0
