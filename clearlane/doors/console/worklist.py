"""clearlane worklist: what a person must look at, and why; and closing what needs nothing more."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict

from clearlane.doors.console.bounds import whole
from clearlane.doors.console.operating import add_by, add_json, ids, whole_house
from clearlane.vocabulary.outcome import Kind

EXAMPLE = "clearlane worklist --kind claim --by ann"
MOST = 100_000
KINDS = tuple(kind.value for kind in Kind if kind is not Kind.UPLOAD)
_REMEDIES = {
    "held": "is still held: `clearlane release` lets it go on, with --drop withdraws it; then it leaves the list",
    "stuck": "is still stuck: `clearlane retry` gives it another try; then it leaves the list",
    "in_doubt": "is still in doubt: `clearlane retry` sends it again, `clearlane unbatch` takes it apart",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--kind", default="", choices=KINDS, metavar="KIND", help=f"only this list: {', '.join(KINDS)}")
    parser.add_argument(
        "--reason", default="", metavar="REASON", help="only what waits for this reason, as it is listed"
    )
    parser.add_argument("--closed", action="store_true", help="what was dealt with, not what is open")
    parser.add_argument("--close", nargs="+", metavar="ID", help="take these off the list: they are dealt with")
    parser.add_argument("--note", default="", help="with --close: how they were dealt with, without names of people")
    parser.add_argument("--limit", type=whole(1, MOST), default=100, metavar="N", help="at most N items (default 100)")
    add_by(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Print the items, the oldest first; or close some: 1 when one that was named is not open, or still waits."""
    if args.close:
        return _close(args)
    with whole_house(args.by) as by:
        from clearlane.exchange.worklists.find import count, find
        from clearlane.foundation.audit.record import record
        from clearlane.foundation.tenancy.house import HOUSE

        items = find(kind=args.kind, reason=args.reason, is_open=not args.closed, limit=args.limit)
        counts = count(is_open=not args.closed)
        record(tenant=HOUSE, event="worklists:list:read", by=by, detail={"items": len(items), "kind": args.kind})
    if args.json:
        print(json.dumps([asdict(item) for item in items], default=str))
        return 0
    for item in items:
        print(f"{item.raised_at:%Y-%m-%d %H:%M}  {item.kind:9} {item.reason:13} {item.subject_id}  {item.note}")
    print(_summary(len(items), args, counts))
    return 0


def _summary(shown: int, args: argparse.Namespace, counts: Mapping[tuple[str, str], int]) -> str:
    """How many stand above, and of how many where more wait: of each reason, so that no few are hidden behind many."""
    of_kind = Counter[str]()
    for (kind, reason), n in counts.items():
        of_kind[reason] += n if args.kind in {"", kind} else 0
    total = of_kind[args.reason] if args.reason else of_kind.total()
    each = ", ".join(f"{reason} {n:,}" for reason, n in sorted(of_kind.items()) if n)
    if shown < total:
        state = "closed" if args.closed else "open"
        return f"{shown:,} of {total:,} {state} items; --limit N shows more, --reason REASON one of: {each}"
    if shown:
        return f"{shown} items"
    return f"nothing to look at for this reason; there are: {each}" if args.reason and each else "nothing to look at"


def _close(args: argparse.Namespace) -> int:
    chosen = ids(args.close)
    with whole_house(args.by) as by:
        from clearlane.flows.dismiss import dismiss

        done = dismiss(ids=chosen, by=by, note=args.note)
    print(json.dumps({"closed": done.closed}) if args.json else f"{done.closed} items closed")
    for id, state in done.waiting.items():
        print(f"clearlane worklist: {id} {_REMEDIES[state]}", file=sys.stderr)
    for id in done.unknown:
        print(f"clearlane worklist: nothing is open about {id}", file=sys.stderr)
    return 1 if done.waiting or done.unknown else 0
