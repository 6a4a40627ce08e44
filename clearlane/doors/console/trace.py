"""clearlane trace: the life of a claim, with the bytes of each step."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from clearlane.doors.console.bounds import tenant_number
from clearlane.doors.console.operating import add_json, add_reader, whole_house
from clearlane.doors.console.problem import Problem
from clearlane.doors.console.showing.dollars import dollars

if TYPE_CHECKING:
    from clearlane.exchange.reading.trace_claim import Trace

EXAMPLE = "clearlane trace --number PATIENT-1001 --tenant 2 --by ann"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("claim", nargs="?", help="our claim id, or our trace number (REF*D9)")
    parser.add_argument("--number", help="the sender's own number (CLM01); needs --tenant")
    parser.add_argument("--tenant", type=tenant_number, help="the tenant whose claim it is")
    add_reader(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Print what happened to the claim; 1 where no such claim is found."""
    if bool(args.claim) == bool(args.number) or (args.number and not args.tenant):
        raise Problem("name a claim by our id or trace number, or by --number with --tenant")
    with whole_house(args.by) as by:
        from clearlane.exchange.reading.trace_claim import find_traced, trace_claim

        found = find_traced(
            id=_id(args.claim), trace=args.claim or "", tenant=args.tenant or 0, number=args.number or ""
        )
        traces = [trace_claim(claim=claim, by=by) for claim in found]
    if args.json:
        print(json.dumps([asdict(trace) | {"claim": trace.claim._asdict()} for trace in traces], default=_plain))
    for trace in traces if not args.json else []:
        print(_text(trace))
    if not traces:
        print("no such claim", file=sys.stderr)
    return 0 if traces else 1


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _plain(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _text(trace: Trace) -> str:
    """Line by line, without what would steer a terminal: a claim's bytes are a stranger's."""
    from clearlane.exchange.replies.summary_lines import one_line

    lines = [f"claim {trace.claim.id} of tenant {trace.claim.tenant}"]
    lines += [f"  {name:24} {value}" for name, value in trace.summary.items()]
    lines += ["", "what happened"]
    lines += [
        f"  {at:%Y-%m-%d %H:%M:%S}  {event:15} {old or '-':>18} -> {new:18} {by}  {detail}"
        for at, event, old, new, by, detail in trace.moves
    ]
    lines += ["", "what the edits say"] if trace.findings else []
    lines += [
        f"  {one['disposition']:7} {one['rule']}: {one['what']} {one['remedy']}"
        for one in map(json.loads, trace.findings)
    ]
    lines += ["", "what payers decided"] if trace.decisions else []
    lines += [
        f"  {at:%Y-%m-%d %H:%M:%S}  status {status}, charged {dollars(charge)}, paid {dollars(paid)}, "
        f"patient {dollars(patient)}, number {number}"
        for at, status, charge, paid, patient, number in trace.decisions
    ]
    for one in trace.bytes:
        where = f"segments {one.first_segment} to {one.last_segment} of file {one.file_sha256[:16]}"
        lines += ["", f"{one.kind}, {where}, {one.at:%Y-%m-%d %H:%M:%S}"]
        lines += [f"  {line}" for line in _segments(one.content)]
    return "\n".join(map(one_line, lines))


def _segments(content: bytes) -> list[str]:
    """A segment a line: by the terminator of the ISA it begins with, else by ~, which is ours."""
    text = content.decode("latin-1")
    mark = text[105:106] if text.startswith("ISA") else "~"
    return [line for line in text.replace(mark, f"{mark}\n").split("\n") if line.strip()]
