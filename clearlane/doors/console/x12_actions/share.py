"""What is made of many files: piece by piece in their order, or each into a file of its own, by several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from clearlane.doors.console.problem import Problem
from clearlane.doors.console.x12_actions.files import files_of, find_files, for_each, shown, why
from clearlane.doors.console.x12_actions.put_out import as_problem, keep, whole
from clearlane.doors.console.x12_actions.tell import tell

HELD_AT_MOST = 2_000_000
"""Of a file up to this size another process may gather all that is made of it; a larger one is read here, in pieces."""
Piece = TypeVar("Piece")
Make = Callable[[Path], Iterable[Piece]]
Why = Callable[[Path], str]
WRITTEN, WANTING, UNREADABLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class _Held(Generic[Piece]):
    """All pieces of a file, or those before it broke off."""

    pieces: list[Piece]
    problem: OSError | None


def pieces_of_each(make: Make[Piece], paths: Sequence[Path], *, jobs: int) -> Iterator[tuple[Path, Iterator[Piece]]]:
    """Each file with what ``make`` gives of it, which raises OSError where the file cannot be read.

    make: a function of a module, or a part of one. With one process nothing is held.
    """
    is_shared = jobs > 1 and len(paths) > 1
    held = for_each(partial(_hold, make) if is_shared else _leave, paths, jobs=jobs)
    for path, one in zip(paths, held, strict=True):
        yield path, iter(make(path)) if one is None else _given(one)


def _leave(path: Path) -> None:
    """It is made when its turn comes."""


def _hold(make: Make[Piece], path: Path) -> _Held[Piece] | None:
    pieces: list[Piece] = []
    try:
        if path.stat().st_size > HELD_AT_MOST:
            return None
        for piece in make(path):
            pieces.append(piece)  # noqa: PERF402 - what came before it broke off is kept
    except OSError as problem:
        return _Held(pieces, problem)
    return _Held(pieces, None)


def _given(held: _Held[Piece]) -> Iterator[Piece]:
    yield from held.pieces
    if held.problem:
        raise held.problem


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one file. code: of the exit; problem: why nothing was written."""

    file: str
    out: str = ""
    size: int = 0
    problem: str = ""
    code: int = WRITTEN


class Unwritten(Exception):
    """Nothing is written of a file; its text says why."""


def find_places(given: Iterable[Path], out: Path, *, name: Callable[[str], str] = str) -> dict[Path, Path]:
    """Where what is made of each file goes: into ``out``, under its path in its folder. Raises Problem.

    name: what the new file is called, by the name of the old one.
    """
    places = find_within(given)
    taken: dict[Path, Path] = {}
    for path, within in places.items():
        place = out / within.with_name(name(within.name))
        if (other := taken.setdefault(place, path)) != path:
            both = f"{shown(other)} and {shown(path)}"
            raise Problem(f"two files have one name: {both} would both be {place}; write each into its own folder")
    return {path: place for place, path in taken.items()}


def find_within(given: Iterable[Path]) -> dict[Path, Path]:
    """Each file with its path in the folder that was given, of a file that was given its name. Raises Problem."""
    given, found = list(given), dict[Path, Path]()
    find_files(given)
    for one in given:
        for path in files_of(one):
            found.setdefault(path, path.relative_to(one) if one.is_dir() else Path(path.name))
    return found


def write_each(
    make: Make[bytes], places: Mapping[Path, Path], *, jobs: int, as_json: bool, nothing: Why | None = None
) -> int:
    """Write what ``make`` gives of each file to its place and tell it in a line; returns the exit code.

    make: raises `Unwritten`, or OSError where the file cannot be read. nothing: says why of a file of which nothing is
    made; without it an empty one is written.
    Raises Problem where one cannot be written.
    """
    codes = [WRITTEN]
    for one in for_each(partial(_write, make, nothing), list(places.items()), jobs=jobs):
        codes.append(one.code)
        said = {"problem": one.problem} if one.problem else {"out": one.out, "bytes": one.size}
        told = f"{one.file}: {one.problem}" if one.problem else f"{one.file} -> {one.out}"
        tell(told, plain={"file": one.file, **said} if as_json else None)
    return max(codes)


def _write(make: Make[bytes], nothing: Why | None, place: tuple[Path, Path]) -> Written:
    path, out = place
    keep(path, out)
    try:
        with as_problem(out):
            out.parent.mkdir(parents=True, exist_ok=True)
            with whole(out) as part, part.open("wb") as target:
                size = sum(map(target.write, _read(make, path, nothing)))
    except Unwritten as reason:
        code = UNREADABLE if isinstance(reason, _Unreadable) else WANTING
        return Written(shown(path), problem=str(reason), code=code)
    return Written(shown(path), str(out), size)


class _Unreadable(Unwritten):
    """The file cannot be read."""


def _read(make: Make[bytes], path: Path, nothing: Why | None) -> Iterator[bytes]:
    """The pieces; what is wrong with reading is told apart from what is wrong with writing."""
    is_empty = True
    try:
        for piece in make(path):
            is_empty = is_empty and not piece
            yield piece
    except OSError as problem:
        raise _Unreadable(why(problem)) from None
    if nothing and is_empty:
        raise Unwritten(nothing(path))
