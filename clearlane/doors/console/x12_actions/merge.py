"""``clearlane x12 merge FILE... --out FILE``: Put files together again: one file, its sets numbered anew.

Interchanges that differ in more than date and number stay apart within it, and so do groups. Sets keep every byte but
their number.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from clearlane.doors.console.x12_actions.files import (
    Chunks,
    add_files,
    add_jobs,
    find_files,
    for_each,
    given_file,
    read_control,
    reader,
    shown,
    try_report,
    usable,
)
from clearlane.doors.console.x12_actions.put_out import as_problem, keep, whole
from clearlane.doors.console.x12_actions.tell import claims_in_words, in_words, tell
from clearlane.standards import x12
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.events import ClaimSeen, InterchangeOpened, SetClosed, SetOpened
from clearlane.standards.x12.find_payment import count_segments
from clearlane.standards.x12.merge import CannotMerge, merge_pieces

EXAMPLE = "clearlane x12 merge parts/ --out claims.837"
EXIT_CODES = "0 written, 1 they cannot be merged, 2 usage or cannot be read"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, and where to."""
    add_files(parser)
    add_jobs(parser)
    parser.add_argument("--out", type=given_file, required=True, metavar="FILE", help="the file to write")
    parser.add_argument("--control", type=int, default=0, metavar="N", help="ISA13 (that of the first file)")


def run(args: argparse.Namespace) -> int:
    """Write the one file; returns the exit code. Raises Problem for what cannot be read."""
    paths, control = find_files(args.files), read_control(args)
    for path in paths:
        keep(path, args.out)
    try:
        with as_problem(args.out):
            pieces = merge_pieces(_read(paths, args.jobs), control=control)
            with whole(args.out) as part, part.open("wb") as target:
                target.writelines(pieces)
    except CannotMerge as reason:
        file = shown(paths[reason.file]) if reason.file >= 0 else str(args.out)
        tell(f"{file}: {reason}", plain={"file": file, "problem": str(reason)} if args.json else None)
        return 1
    counts = _count(args.out)
    said = {"file": str(args.out), "files": len(paths), **counts}
    claims = claims_in_words(counts["claims"], counts["payments"])
    what = " in ".join(filter(None, (claims, in_words(counts["sets"], "set"))))
    tell(f"{args.out}: {what} of {in_words(len(paths), 'file')}", plain=said if args.json else None)
    return 0


def _count(path: Path) -> dict[str, int]:
    """How many sets, claims and paid claims (CLP) are in the file that was written."""
    kinds: Counter[type] = Counter()
    read, delimiters, payments, set_id = reader(path), Delimiters(), 0, ""
    for event in x12.check(Chunks(path)):
        kinds[type(event)] += 1
        if isinstance(event, InterchangeOpened):
            delimiters = event.delimiters
        elif isinstance(event, SetOpened):
            set_id = event.set_id
        elif isinstance(event, SetClosed) and set_id == "835":
            payments += count_segments(read(event.offset, event.length), b"CLP", delimiters)
    return {"sets": kinds[SetOpened], "claims": kinds[ClaimSeen], "payments": payments}


def _read(paths: list[Path], jobs: int) -> Iterator[tuple[x12.Report, x12.Read]]:
    """Each file as it is merged. Raises Problem for one that cannot be read, or that holds no interchange."""
    reports = for_each(partial(try_report, claims=x12.KeptClaims.NONE), paths, jobs=jobs)
    for path, report in zip(paths, reports, strict=True):
        yield usable(path, report), reader(path)
