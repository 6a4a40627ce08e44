"""``clearlane x12 check FILE...``: Check X12 files: envelopes, structure and values as the guides say.

The edits are not run. A folder is walked through; what is said of each file comes in the order of the files.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from clearlane.doors.console.x12_actions.files import (
    Chunks,
    add_files,
    add_jobs,
    exit_code,
    find_files,
    for_each,
    shown,
    why,
)
from clearlane.doors.console.x12_actions.name_overlays import add_overlays, named_overlays
from clearlane.doors.console.x12_actions.tell import tell
from clearlane.standards import x12
from clearlane.vocabulary.finding import Disposition, Finding

EXAMPLE = "clearlane x12 check --json --jobs 2 claims.837 folder/"
EXIT_CODES = "0 all accepted, 1 one was not, 2 usage or not judged"
MOST_SHOWN = 50


@dataclass(slots=True)
class Checked:
    """One file: its verdict as the exit code and the JSON line need it."""

    file: str
    findings: list[Finding] = field(default_factory=list)
    transactions: list[dict[str, str]] = field(default_factory=list)
    verdict: x12.Verdict = field(default_factory=x12.Verdict)
    problem: str = ""
    begins: dict[str, int] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    """Of the interchange and the group that are open: with which set each begins, and whether it was refused."""

    @property
    def accepted(self) -> bool | None:
        """As `Verdict` has it; None of a file that could not be read to its end."""
        return None if self.problem else self.verdict.accepted

    def open(self, unit: str) -> None:
        """An interchange or a group begins with the next set."""
        self.begins[unit] = len(self.transactions)

    def close(self, unit: str) -> None:
        """It has ended: where it was refused, nothing in it is accepted."""
        if unit in self.refused:
            self.refused.remove(unit)
            for one in self.transactions[self.begins[unit] :]:
                one["verdict"] = "rejected"

    def note(self, finding: Finding) -> None:
        """Keep a finding, and that it refuses the envelope it is about."""
        self.findings.append(finding)
        if finding.disposition is Disposition.REJECT and finding.unit in self.begins:
            self.refused.add(finding.unit)

    def as_json(self) -> dict[str, Any]:
        """The line of `--json`."""
        findings = [finding.as_json() for finding in self.findings]
        verdict = {"file": self.file, "accepted": self.accepted}
        plain = {**verdict, "transactions": self.transactions, "findings": findings}
        return plain | ({"problem": self.problem} if self.problem else {})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files and folders to read, by how many processes, and by which payers' demands."""
    add_files(parser)
    add_jobs(parser)
    add_overlays(parser)


def run(args: argparse.Namespace) -> int:
    """Check each file and print what was found; returns the exit code. Raises Problem for a refused overlay."""
    verdicts: list[bool | None] = []
    files, overlays = find_files(args.files), named_overlays(args)
    jobs = args.jobs if len(files) == 1 else 1
    work = partial(check_and_point if args.json else check_file, jobs=jobs, overlays=overlays)
    for checked in for_each(work, files, jobs=args.jobs):
        verdicts.append(checked.accepted)
        tell(_lines(checked), plain=checked.as_json() if args.json else None)
    return exit_code(verdicts)


def check_file(path: Path, *, jobs: int = 1, overlays: tuple[x12.Overlay, ...] = ()) -> Checked:
    """Check one file as a stream: memory holds its findings, never the file. jobs: processes that share its sets."""
    checked = Checked(shown(path))
    try:
        _gather(x12.check(Chunks(path), jobs=jobs, overlays=overlays), checked)
    except OSError as problem:
        checked.problem = why(problem)
    return checked


def check_and_point(path: Path, *, jobs: int = 1, overlays: tuple[x12.Overlay, ...] = ()) -> Checked:
    """Check one file, and read it again where there are findings, for their places in its JSON."""
    checked = check_file(path, jobs=jobs, overlays=overlays)
    try:
        checked.findings = x12.point(checked.findings, Chunks(path))
    except OSError as problem:
        checked.problem = why(problem)
    return checked


def _gather(events: Iterable[x12.Event], checked: Checked) -> None:
    for event in checked.verdict.watch(events):
        if isinstance(event, Finding):
            checked.note(event)
        elif isinstance(event, x12.InterchangeOpened):
            checked.open("interchange")
        elif isinstance(event, x12.GroupOpened):
            checked.open("group")
        elif isinstance(event, (x12.GroupClosed, x12.InterchangeClosed)):
            checked.close("group" if isinstance(event, x12.GroupClosed) else "interchange")
        elif isinstance(event, x12.SetOpened):
            head = {"set": event.set_id, "version": event.version, "control": event.control, "verdict": "rejected"}
            checked.transactions.append(head)
        elif isinstance(event, x12.SetClosed):
            checked.transactions[-1]["verdict"] = event.verdict


def _lines(checked: Checked) -> Iterator[str]:
    words = {True: "accepted", False: "NOT accepted", None: "cannot be judged"}
    yield f"{checked.file}: {checked.problem or words[checked.accepted]}"
    for one in checked.transactions:
        yield f"  {one['set']} {one['control']} {one['version']}: {one['verdict']}"
    for finding in checked.findings[:MOST_SHOWN]:
        yield _line(finding)
    if len(checked.findings) > MOST_SHOWN:
        yield f"  ... and {len(checked.findings) - MOST_SHOWN} more; --json shows all"


def _line(finding: Finding) -> str:
    place = finding.place
    where = f"segment {place.segment} {place}" if place.segment else str(place)
    level = "warning" if finding.severity == "warning" else "error"
    return f"  {level}: {where or f'byte {place.offset}'}: {x12.tell_finding(finding)}"
