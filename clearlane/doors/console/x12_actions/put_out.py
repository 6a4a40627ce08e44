"""Put bytes out as they are made: to standard output, or to a file that is there only once it is whole."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from clearlane.doors.console.problem import FileProblem, Problem
from clearlane.doors.console.x12_actions.files import given_path, shown


class Out(argparse.Action):
    """A place to write to, as `out`: none for `-`, standard output; `is_folder` where a slash at its end says so."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """See the class. Raises ArgumentError for an empty name."""
        given = str(values)
        try:
            namespace.out = None if given == "-" else given_path(given)
        except argparse.ArgumentTypeError as problem:
            raise argparse.ArgumentError(self, str(problem)) from None
        namespace.is_folder = given.endswith("/")


def add_out(parser: argparse.ArgumentParser, *, help: str) -> None:
    """Where to."""
    parser.add_argument("--out", action=Out, metavar="PATH", help=help)
    parser.set_defaults(is_folder=False)


PLACE = "write into this file (else to standard output); of several files, or with a / at its end, into this folder"


def is_one(args: argparse.Namespace) -> bool:
    """Whether one file is given, which needs no place to go to. Raises Problem where several have none."""
    if len(args.files) == 1 and not args.files[0].is_dir() and not args.is_folder:
        return True
    if args.out is None:
        raise Problem("a folder, or several files, are written into a folder: name it with --out")
    return False


def put_out(make: Callable[[], Iterable[bytes]], out: Path | None, *, source: Path) -> int:
    """Write every piece; returns 0. Raises Problem where a file cannot be read or written.

    make: opens what is read; that fails before anything is written.
    """
    if out is not None:
        keep(source, out)
    with as_problem(out):
        pieces = _read(make, source)
        if out is None:
            sys.stdout.flush()
            sys.stdout.buffer.writelines(pieces)
            sys.stdout.buffer.flush()
        else:
            with whole(out) as part, part.open("wb") as target:
                target.writelines(pieces)
    return 0


def keep(source: Path, out: Path) -> None:
    """Raise Problem where what is written would take the place of what is read, by whatever name or link."""
    if source.exists() and out.exists() and source.samefile(out):
        raise FileProblem(shown(source), "it would be written over; name another place with --out")


def _read(make: Callable[[], Iterable[bytes]], source: Path) -> Iterator[bytes]:
    """The pieces; what is wrong with reading names what is read."""
    with as_problem(source):
        yield from make()


@contextmanager
def as_problem(place: Path | None) -> Iterator[None]:
    """What cannot be read or written is a Problem in a line; a reader that is gone stays what it is.

    place: what it is about where the error names no file; None: standard output.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as problem:
        said = problem.strerror or "cannot be read or written"
        raise FileProblem(str(problem.filename2 or problem.filename or place or "standard output"), said) from None


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A file beside `path` to write into; it takes that name at the end, and is gone where there was an error.

    The folders that lead to it are made. A link stays one: the file that it leads to is written. What is no file,
    such as a device, is written into itself.
    """
    path = path.resolve() if path.is_symlink() else path
    if path.exists() and not path.is_file():
        yield path
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
