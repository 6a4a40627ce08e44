"""``clearlane x12 ack FILE...``: Write what a receiver answers to a file: TA1, 999 and 277CA, with no database.

The TA1 where one is due, a 999 a group, and for claims a 277CA that says which are received and which are sent back.
The answers are written out one after another, or with --out each to a file of its own.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple, TextIO

from clearlane.doors.console.problem import Problem
from clearlane.doors.console.x12_actions.days import read_time
from clearlane.doors.console.x12_actions.files import (
    add_files,
    add_jobs,
    exit_code,
    for_each,
    given_path,
    reader,
    shown,
    try_report,
    why,
    without_content,
)
from clearlane.doors.console.x12_actions.name_overlays import add_overlays, named_overlays
from clearlane.doors.console.x12_actions.put_out import as_problem, whole
from clearlane.doors.console.x12_actions.share import find_within
from clearlane.doors.console.x12_actions.tell import tell
from clearlane.foundation.clock.read import now
from clearlane.standards import x12
from clearlane.standards.x12.answer_claims import answer_claims

EXAMPLE = "clearlane x12 ack claims.837 --kind 999,277ca --out answers/"
EXIT_CODES = "0 all accepted, 1 something was not, 2 usage or nothing to answer"
KINDS = ("ta1", "999", "277ca")


class Answer(NamedTuple):
    """One interchange of answers: its kind, the ISA13 that it answers, its own, its bytes.

    cut: the sets of which it lists not all that is wrong.
    """

    kind: str
    answers: str
    control: str
    content: bytes
    cut: tuple[x12.Listed, ...] = ()


@dataclass(slots=True)
class Order:
    """What is asked for: the kinds, the time of receipt, the folder if any, and the number of the next answer."""

    kinds: list[str]
    at: datetime
    control: int
    out: Path | None
    as_json: bool
    is_strict: bool = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, which answers, and their numbers and time."""
    add_files(parser)
    add_jobs(parser)
    add_overlays(parser)
    parser.add_argument("--kind", default=",".join(KINDS), metavar="KINDS", help="which, of ta1,999,277ca (all)")
    parser.add_argument("--strict", action="store_true", help="refuse a set with any fault whole (IK5 R)")
    parser.add_argument("--out", type=given_path, metavar="DIR", help="write each answer into this folder")
    parser.add_argument("--control", type=int, default=1, metavar="N", help="ISA13 of the first answer (1)")
    parser.add_argument("--at", metavar="TIME", help="when the file was received, as 2026-11-24T10:15 (now)")


def run(args: argparse.Namespace) -> int:
    """Answer each file; returns the exit code. Raises Problem for an option that cannot be read."""
    overlays = named_overlays(args)
    order = Order(
        kinds=_kinds(args.kind),
        at=read_time(args.at, option="--at") or now(),
        control=_control(args.control),
        out=args.out,
        as_json=args.json,
        is_strict=args.strict,
    )
    places = find_within(args.files)
    claims = x12.KeptClaims.ALL if "277ca" in order.kinds else x12.KeptClaims.FAULTY
    reports = for_each(partial(try_report, overlays=overlays, claims=claims), list(places), jobs=args.jobs)
    told = zip(places.items(), reports, strict=True)
    return exit_code([_answer(path, within, report, order) for (path, within), report in told])


def _kinds(text: str) -> list[str]:
    asked = text.lower().split(",")
    if not set(asked) <= set(KINDS):
        raise Problem(f"--kind is one or more of {','.join(KINDS)}")
    return [kind for kind in KINDS if kind in asked]


def _control(first: int) -> int:
    if not 1 <= first < 10**8:
        raise Problem("--control is a number of at most eight digits, from 1")
    return first


def _answer(path: Path, within: Path, report: x12.Report | str, order: Order) -> bool | None:
    """Answer one file, or say why it cannot be read; returns its verdict. within: its path in its folder."""
    if isinstance(report, str):
        _tell_problem(path, report, order)
        return None
    try:
        asked = map(x12.strictly, report.interchanges) if order.is_strict else report.interchanges
        answers = [one for each in asked for one in answer(path, each, order)]
    except OSError as problem:
        _tell_problem(path, why(problem), order)
        return None
    named = {str(within.with_name(f"{within.stem}.{one.control}.{one.kind}")): one for one in answers}
    if order.out:
        _write(order.out, named)
    _tell(path, named, report, order)
    return report.accepted


def answer(path: Path, interchange: x12.InterchangeReport, order: Order) -> Iterator[Answer]:
    """The answers to one interchange that are due, numbered without a gap."""
    for kind in order.kinds:
        if content := _make(kind, path, interchange, order):
            cut = x12.count_listed(interchange) if kind == "999" else ()
            yield Answer(kind, interchange.control, f"{order.control:09d}", content, cut)
            order.control += 1


def _make(kind: str, path: Path, interchange: x12.InterchangeReport, order: Order) -> bytes | None:
    if kind == "277ca":
        return answer_claims(interchange, read=reader(path), control=order.control, at=order.at)
    return (x12.ta1 if kind == "ta1" else x12.acknowledge)(interchange, control=order.control, at=order.at)


def _write(folder: Path, named: dict[str, Answer]) -> None:
    for name, one in named.items():
        place = folder / name
        with as_problem(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            with whole(place) as part:
                part.write_bytes(one.content)


def _tell_problem(path: Path, said: str, order: Order) -> None:
    """Beside the answers, where these go to standard output."""
    plain = {"file": shown(path), "answers": [], "problem": said} if order.as_json else None
    tell(f"{shown(path)}: {said}", plain=plain, to=sys.stdout if order.out or order.as_json else sys.stderr)


def _tell(path: Path, named: dict[str, Answer], report: x12.Report, order: Order) -> None:
    """Which answers there are, or the answers themselves where they go to no folder."""
    none = "no answer is due" if report.interchanges else without_content(report.findings)
    if order.as_json or order.out:
        plain = {"file": shown(path), "accepted": report.accepted, "answers": _plain(named, order)}
        plain |= {} if report.interchanges else {"problem": none}
        tell(f"{shown(path)}: {', '.join(named) or none}", plain=plain if order.as_json else None)
    elif named:
        sys.stdout.flush()
        sys.stdout.buffer.write(b"".join(one.content + b"\n" for one in named.values()))
        sys.stdout.buffer.flush()
    else:
        _tell_problem(path, none, order)
    if not order.as_json:
        _tell_cut(path, named.values(), to=sys.stdout if order.out else sys.stderr)


def _tell_cut(path: Path, answers: Iterable[Answer], *, to: TextIO) -> None:
    """What a 999 cannot say itself: that more is wrong than it lists."""
    for one in answers:
        for cut in one.cut:
            many = f"lists {cut.listed:,} of {cut.found:,} segments with faults"
            tell(f"{shown(path)}: the 999 {one.control} {many} in set {cut.set} of group {cut.group}", to=to)


def _plain(named: dict[str, Answer], order: Order) -> list[dict[str, object]]:
    """The answers for JSON: where each was written, or what it says, and of which sets it lists not all."""
    return [
        {"kind": one.kind, "interchange": one.answers, "control": one.control}
        | ({"file": name} if order.out else {"content": one.content.decode("latin-1")})
        | ({"cut": [cut._asdict() for cut in one.cut]} if one.cut else {})
        for name, one in named.items()
    ]
