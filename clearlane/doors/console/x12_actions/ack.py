"""``clearlane x12 ack FILE...``: Write what a receiver answers to a file: TA1, 999 and 277CA, with no database.

The TA1 where one is due, a 999 a group, and for claims a 277CA that says which are received and which are sent back.
The answers are written out one after another, or with --out each to a file of its own.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

from clearlane.doors.console.problem import Problem
from clearlane.doors.console.x12_actions.days import read_time
from clearlane.doors.console.x12_actions.files import (
    add_files,
    add_jobs,
    exit_code,
    find_files,
    for_each,
    reader,
    try_report,
    why,
)
from clearlane.doors.console.x12_actions.name_overlays import add_overlays, named_overlays
from clearlane.doors.console.x12_actions.put_out import as_problem
from clearlane.foundation.clock.read import now
from clearlane.standards import x12
from clearlane.standards.x12.answer_claims import answer_claims

EXAMPLE = "clearlane x12 ack claims.837 --kind 999,277ca --out answers/"
EXIT_CODES = "0 all accepted, 1 something was not, 2 usage or nothing to answer"
KINDS = ("ta1", "999", "277ca")


class Answer(NamedTuple):
    """One interchange of answers: its kind, the ISA13 that it answers, its own, its bytes."""

    kind: str
    answers: str
    control: str
    content: bytes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, which answers, and their numbers and time."""
    add_files(parser)
    add_jobs(parser)
    add_overlays(parser)
    parser.add_argument("--kind", default=",".join(KINDS), metavar="KINDS", help="which, of ta1,999,277ca (all)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write each answer into this folder")
    parser.add_argument("--control", type=int, default=1, metavar="N", help="ISA13 of the first answer (1)")
    parser.add_argument("--at", metavar="TIME", help="when the file was received, as 2026-11-24T10:15 (now)")


def run(args: argparse.Namespace) -> int:
    """Answer each file; returns the exit code. Raises Problem for an option that cannot be read."""
    overlays = named_overlays(args)
    kinds, at = _kinds(args.kind), read_time(args.at, option="--at") or now()
    if not 1 <= args.control < 10**8:
        raise Problem("--control is a number of at most eight digits, from 1")
    numbers = count(args.control)
    paths = find_files(args.files)
    reports = for_each(partial(try_report, overlays=overlays), paths, jobs=args.jobs)
    told = zip(paths, reports, strict=True)
    return exit_code([_answer(path, report, kinds, numbers, at, args) for path, report in told])


def _kinds(text: str) -> list[str]:
    asked = text.lower().split(",")
    if not set(asked) <= set(KINDS):
        raise Problem(f"--kind is one or more of {','.join(KINDS)}")
    return [kind for kind in KINDS if kind in asked]


def _answer(
    path: Path,
    report: x12.Report | str,
    kinds: list[str],
    numbers: Iterator[int],
    at: datetime,
    args: argparse.Namespace,
) -> bool | None:
    """Answer one file, or say why it cannot be read; returns its verdict."""
    if isinstance(report, str):
        _tell_problem(path, report, args)
        return None
    try:
        answers = [one for each in report.interchanges for one in answer(path, each, kinds, numbers, at)]
    except OSError as problem:
        _tell_problem(path, why(problem), args)
        return None
    if args.out:
        with as_problem(args.out):
            _write(args.out, path, answers)
    _tell(path, answers, report, args)
    return report.accepted


def answer(
    path: Path, interchange: x12.InterchangeReport, kinds: list[str], numbers: Iterator[int], at: datetime
) -> Iterator[Answer]:
    """The answers to one interchange; each kind has a number of its own, whether it is due or not."""
    for kind in kinds:
        control = next(numbers)
        if kind == "277ca":
            content = answer_claims(interchange, read=reader(path), control=control, at=at)
        else:
            content = (x12.ta1 if kind == "ta1" else x12.acknowledge)(interchange, control=control, at=at)
        if content:
            yield Answer(kind, interchange.control, f"{control:09d}", content)


def _write(folder: Path, path: Path, answers: list[Answer]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for one in answers:
        (folder / _name(path, one)).write_bytes(one.content)


def _name(path: Path, one: Answer) -> str:
    return f"{path.stem}.{one.control}.{one.kind}"


def _tell_problem(path: Path, said: str, args: argparse.Namespace) -> None:
    """Beside the answers, where these go to standard output."""
    if args.json:
        print(json.dumps({"file": str(path), "answers": [], "problem": said}))
    else:
        print(f"{path}: {said}", file=sys.stdout if args.out else sys.stderr)


def _tell(path: Path, answers: list[Answer], report: x12.Report, args: argparse.Namespace) -> None:
    """Which answers there are, or the answers themselves where they go to no folder."""
    none = "no answer is due" if report.interchanges else "there is no interchange in it to answer"
    if args.json:
        plain = [
            {"kind": one.kind, "interchange": one.answers, "control": one.control}
            | ({"file": _name(path, one)} if args.out else {"content": one.content.decode("latin-1")})
            for one in answers
        ]
        print(json.dumps({"file": str(path), "accepted": report.accepted, "answers": plain}))
    elif args.out:
        print(f"{path}: {', '.join(_name(path, one) for one in answers) or none}")
    elif answers:
        sys.stdout.flush()
        sys.stdout.buffer.write(b"".join(one.content + b"\n" for one in answers))
        sys.stdout.buffer.flush()
    else:
        _tell_problem(path, none, args)
