"""``clearlane x12 check FILE...``: Check X12 files: envelopes, structure and values as the guides say.

The edits are not run. A folder is walked through; what is said of each file comes in the order of the files.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from clearlane.doors.console.x12_actions.checked import Checked
from clearlane.doors.console.x12_actions.files import (
    Chunks,
    add_files,
    add_jobs,
    exit_code,
    find_files,
    for_each,
    reader,
    shown,
    why,
)
from clearlane.doors.console.x12_actions.name_overlays import add_overlays, named_overlays
from clearlane.doors.console.x12_actions.tell import tell
from clearlane.standards import x12

EXAMPLE = "clearlane x12 check --json --jobs 2 claims.837 folder/"
EXIT_CODES = "0 all accepted, 1 one was not, 2 usage or not judged"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files and folders to read, by how many processes, and by which payers' demands."""
    add_files(parser)
    add_jobs(parser, of_one=True)
    add_overlays(parser)


def run(args: argparse.Namespace) -> int:
    """Check each file and print what was found; returns the exit code. Raises Problem for a refused overlay."""
    verdicts: list[bool | None] = []
    files, overlays = find_files(args.files), named_overlays(args)
    jobs = args.jobs if len(files) == 1 else 1
    work = partial(check_and_point if args.json else check_file, jobs=jobs, overlays=overlays)
    for checked in for_each(work, files, jobs=args.jobs):
        verdicts.append(checked.accepted)
        tell(checked.lines(), plain=checked.as_json() if args.json else None)
    return exit_code(verdicts)


def check_file(path: Path, *, jobs: int = 1, overlays: tuple[x12.Overlay, ...] = ()) -> Checked:
    """Check one file as a stream: memory holds its findings, never the file. jobs: processes that share its sets."""
    checked = Checked(shown(path))
    try:
        checked.gather(x12.check(Chunks(path), jobs=jobs, overlays=overlays))
        checked.name_payments(reader(path))
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
