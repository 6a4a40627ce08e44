"""The files of an action: folders walked through, bytes as a stream, many by several processes in their order."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, TypeVar

from clearlane.doors.console.problem import FileProblem, Problem
from clearlane.standards import x12
from clearlane.standards.x12.printable import printable
from clearlane.standards.x12.processes import begin_processes
from clearlane.standards.x12.write import HIGHEST
from clearlane.vocabulary.finding import Finding

READ = 1 << 20
SHOW_PROGRESS_FROM = 5_000_000
MANY = 20
"""From so many files on it is told how many are done."""
STANDARD_INPUT = "-"
_ROOM, _NAME = "clearlane-copy-", "given"
AHEAD = 4
"""So many files a process are begun before the first is told: enough to keep all busy, and no more in memory."""
Item = TypeVar("Item")
Result = TypeVar("Result")
ALL_ACCEPTED, SOME_WANTING, OTHERWISE = 0, 1, 2


def add_files(parser: argparse.ArgumentParser) -> None:
    """The files and folders to read."""
    help = "a file, a folder to walk through, or - for standard input"
    parser.add_argument("files", nargs="+", type=take, metavar="FILE", help=help)


def add_jobs(parser: argparse.ArgumentParser, *, of_one: bool = False) -> None:
    """How many processes share the files. of_one: of a single file they share the sets."""
    what = "read by so many processes: several files, or the sets of one" if of_one else "so many files at a time"
    parser.add_argument(
        "--jobs",
        type=int,
        default=1,
        metavar="N",
        help=f"{what} (default 1)",
    )


def take(given: str) -> Path:
    """The path that is given; of what can be read only once that of a copy, since a file may be read more than once.

    That is `-` for standard input, and a pipe with a name, such as `mkfifo` or `<(...)` of a shell makes.
    """
    path = given_path(given)
    is_pipe = os.access(given, os.R_OK) and path.is_fifo()
    return _copy_in(_copied(given), given) if given == STANDARD_INPUT or is_pipe else path


def given_path(given: str) -> Path:
    """The path of a name. An empty one is most likely a variable that was not set, and not the folder one stands in."""
    if not given:
        raise argparse.ArgumentTypeError("a name is empty; name a file or a folder (. is this one)")
    return Path(given)


def given_file(given: str) -> Path:
    """The path of one file that is written as a whole: no folder, and not standard output."""
    if given == "-" or given.endswith("/"):
        raise argparse.ArgumentTypeError(f"{given} is no file; name the file to write")
    return given_path(given)


@cache
def _copied(given: str) -> TemporaryDirectory[str]:
    """The folder of the copy: only this user may enter it, and it is gone when the command ends.

    It holds the copy alone in a folder, and beside that the name under which it is shown.
    """
    with _opened(given) as source:
        room = TemporaryDirectory(prefix=_ROOM)
        (Path(room.name) / _NAME).write_bytes(os.fsencode(given))
        copy = _copy_in(room, given)
        copy.parent.mkdir()
        with copy.open("wb") as target:
            shutil.copyfileobj(source, target)
        return room


def _copy_in(room: TemporaryDirectory[str], given: str) -> Path:
    return Path(room.name) / "copy" / ("stdin" if given == STANDARD_INPUT else Path(given).name)


@contextmanager
def _opened(given: str) -> Iterator[BinaryIO]:
    """What can be read only once: standard input, or a pipe by its name."""
    if given != STANDARD_INPUT:
        with Path(given).open("rb") as source:
            yield source
    elif sys.stdin is None:
        raise argparse.ArgumentTypeError("there is no standard input: it is closed")
    else:
        yield sys.stdin.buffer


def shown(path: Path) -> str:
    """The path as it was given, in any process; of a name that is no text, what is none is a question mark."""
    room = path.parent.parent
    name = os.fsdecode((room / _NAME).read_bytes()) if room.name.startswith(_ROOM) else str(path)
    return name.encode("utf-8", "replace").decode("utf-8")


def find_files(given: Iterable[Path]) -> list[Path]:
    """Each file that is given, and those of each folder in the order of their names. Raises Problem for none at all."""
    found: list[Path] = []
    looked_at = list(given)
    for path in looked_at:
        found += files_of(path)
    if not found:
        raise Problem(f"there is no file in {', '.join(map(str, looked_at))}")
    return found


def files_of(path: Path) -> list[Path]:
    """The file itself, or those of a folder in the order of their names."""
    return sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]


def exit_code(verdicts: Sequence[bool | None]) -> int:
    """What a command about these files ends with: 0 all accepted, 1 one was not, 2 not judged or none at all."""
    if any(verdict is False for verdict in verdicts):
        return SOME_WANTING
    return ALL_ACCEPTED if verdicts and all(verdicts) else OTHERWISE


def read_control(args: argparse.Namespace) -> int:
    """The number of the first interchange that was asked for, 0 for that of the file. Raises Problem."""
    if not 0 <= args.control <= HIGHEST:
        raise Problem("--control is a number of at most nine digits")
    return int(args.control)


@dataclass(frozen=True, slots=True)
class Chunks:
    """The bytes of a file in pieces, as often as it is walked through. Raises OSError then."""

    path: Path

    def __iter__(self) -> Iterator[bytes]:
        """The pieces; a line of progress for a large file, on a terminal only."""
        with self.path.open("rb") as source:
            size = self.path.stat().st_size
            shows = size >= SHOW_PROGRESS_FROM
            done = 0
            while chunk := source.read(READ):
                done += len(chunk)
                if shows:
                    show_progress(printable(f"{self.path.name}: {100 * done // size} %"))
                yield chunk
        if shows:
            show_progress("")


def reader(path: Path) -> Callable[[int, int], bytes]:
    """What reads the bytes of a file at an offset, of a length. Raises OSError then."""

    def read(offset: int, length: int) -> bytes:
        with path.open("rb") as source:
            source.seek(offset)
            return source.read(length)

    return read


def begun(path: Path) -> Iterator[bytes]:
    """The bytes of a file in pieces, once; its first piece is read now, so that it raises OSError before all else."""
    pieces = iter(Chunks(path))
    return chain([next(pieces, b"")], pieces)


def try_report(
    path: Path, *, overlays: tuple[x12.Overlay, ...] = (), claims: x12.KeptClaims = x12.KeptClaims.ALL
) -> x12.Report | str:
    """What is told of a file as a whole, or why it cannot be read. claims: as of `report`."""
    try:
        return x12.report(Chunks(path), overlays=overlays, claims=claims)
    except OSError as problem:
        return why(problem)


def read_report(path: Path, *, claims: x12.KeptClaims = x12.KeptClaims.ALL) -> x12.Report:
    """What is told of a file as a whole. Raises Problem for one that cannot be read, or that holds no interchange."""
    return usable(path, try_report(path, claims=claims))


def usable(path: Path, report: x12.Report | str) -> x12.Report:
    """The report of `try_report`. Raises Problem where it is none, or tells of no interchange."""
    if isinstance(report, str):
        raise FileProblem(shown(path), report)
    if not report.interchanges:
        raise FileProblem(shown(path), without_content(report.findings))
    return report


def without_content(findings: Iterable[Finding]) -> str:
    """What is wrong with a file, and what to do about it, as an error says it: with nothing of what is in it."""
    return " ".join(x12.tell_finding(replace(one, found="")) for one in findings).removesuffix(".")


def why(problem: OSError) -> str:
    """What is said of a file that cannot be read."""
    return problem.strerror or "cannot be read"


def show_progress(text: str) -> None:
    """One line that is written over and over, on a terminal only; empty: it goes away."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def for_each(work: Callable[[Item], Result], items: Sequence[Item], *, jobs: int) -> Iterator[Result]:
    """What ``work`` makes of each file, in the order of the files. work: a function of a module, not within another.

    Raises Problem for no number of processes.
    """
    if jobs < 1:
        raise Problem("--jobs is how many files are read at a time: 1 or more")
    results = map(work, items) if jobs == 1 or len(items) < 2 else _shared(work, items, min(jobs, len(items)))
    return results if len(items) < MANY else _counted(results, len(items))


def _counted(results: Iterable[Result], count: int) -> Iterator[Result]:
    """The results; while the next is waited for a line tells how many there were, and is gone before it is told."""
    try:
        for done, result in enumerate(results):
            show_progress("")
            yield result
            show_progress(f"{done + 1} of {count} files")
    finally:
        show_progress("")


def _shared(work: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    begun: deque[Future[Result]] = deque()
    with begin_processes(jobs, initializer=_end_when_told) as pool:
        try:
            for item in items:
                begun.append(pool.submit(work, item))
                if len(begun) >= AHEAD * jobs:
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _end_when_told() -> None:
    """An interrupt ends this process without a word: the one that began it says what is to be said."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
