"""Library: the set of a name, whether it is shipped or was brought in, or both one after the other."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from clearlane.standards.codes.code_set import CodeSet, Edition
from clearlane.standards.codes.dated_code_set import DatedCodeSet
from clearlane.standards.codes.dated_text import read_set
from clearlane.standards.codes.icd10cm import icd10cm
from clearlane.standards.codes.icd10pcs import icd10pcs
from clearlane.standards.codes.kinds import KINDS, RECORDS
from clearlane.standards.codes.place_of_service import place_of_service
from clearlane.standards.codes.records import Records
from clearlane.vocabulary.period import Period


class DamagedList(Exception):
    """A file of a list that was brought in cannot be read: nothing can be judged until that is mended."""


_READ_APART = {"icd10cm": icd10cm, "icd10pcs": icd10pcs, "place_of_service": place_of_service}
_chosen: Path | None = None
T = TypeVar("T")


def folder() -> Path | None:
    """Where lists that were brought in lie: the folder that was chosen, else CLEARLANE_CODES; None where neither is."""
    if _chosen is not None:
        return _chosen
    named = os.environ.get("CLEARLANE_CODES", "").strip()
    return Path(named) if named else None


def use_folder(path: Path | None) -> None:
    """Look for lists that were brought in there, from now on."""
    global _chosen
    _chosen = path
    forget()


def forget() -> None:
    """Read what was brought in anew when it is next asked for."""
    find_set.cache_clear()
    find_records.cache_clear()
    was_imported.cache_clear()


def imported(name: str) -> list[Path]:
    """The files of a kind that were brought in, in order of the day from which each counts."""
    where = folder()
    return sorted(where.glob(f"{name}-????-??-??.txt")) if where and where.is_dir() else []


@cache
def was_imported(name: str) -> bool:
    """Say whether a file of the kind was brought in; asked for each value that is off its list."""
    return bool(imported(name))


@cache
def find_set(name: str) -> CodeSet | None:
    """The list of a kind, or None where it is not here. Raises DamagedList where a file of it is damaged."""
    if name not in KINDS or name in RECORDS:
        return None
    parts = [*_shipped(name), *(_read(name, path) for path in imported(name))]
    return None if not parts else parts[0] if len(parts) == 1 else Succession(name, parts)


def need_set(name: str) -> CodeSet:
    """The list of a kind that is shipped. Raises LookupError for one that must be brought in and was not."""
    codes = find_set(name)
    if codes is None:
        raise LookupError(f"{name} is not here: clearlane codes import {name} FILE")
    return codes


@cache
def find_records(name: str) -> Records | None:
    """The newest records of a kind, or None where none were brought in. Raises DamagedList where they are damaged."""
    paths = imported(name) if name in RECORDS else []
    return _undamaged(Records, paths[-1]) if paths else None


def _shipped(name: str) -> Iterator[CodeSet]:
    if name in _READ_APART:
        yield _READ_APART[name]()
    elif KINDS[name].shipped:
        yield read_set(name, (files(__package__) / "editions" / f"{name}.txt").read_text("ascii"))


def _read(name: str, path: Path) -> DatedCodeSet:
    return _undamaged(lambda path: read_set(name, path.read_text("ascii")), path)


def _undamaged(read: Callable[[Path], T], path: Path) -> T:
    try:
        return read(path)
    except (ValueError, LookupError) as problem:
        raise DamagedList(f"{path.name} is damaged ({problem}): remove it, or bring the list in again") from problem


class Succession(CodeSet):
    """Lists of which each takes over from the one before on its first day."""

    def __init__(self, name: str, parts: list[CodeSet]) -> None:
        self._parts = sorted(parts, key=lambda part: part.periods[0].start)
        self._begins = [part.periods[0].start for part in self._parts]
        spans = [
            (part, at, Period(period.start, min(period.end, end)))
            for part, end in zip(self._parts, [*self._begins[1:], date.max], strict=True)
            for at, period in enumerate(part.periods)
            if period.start < end
        ]
        self._places = [(part, at) for part, at, _ in spans]
        self.grows = self._parts[-1].grows
        self._begin(name, tuple(period for _, _, period in spans))

    def _edition(self, at: int) -> Edition:
        part, within = self._places[at]
        made = part.editions[within] if not isinstance(part, DatedCodeSet) else part._edition(within)
        return Edition(self.periods[at], made.codes, made.headings, made.source)

    def may_be_newer(self, code: str) -> bool:
        """Say whether the newest of the lists may have got the code since."""
        return self._parts[-1].may_be_newer(code) and code not in self.ever

    def is_heading(self, code: str, on: date) -> bool:
        """Say whether the list of the day knows the code only as a heading."""
        at = bisect_right(self._begins, on) - 1
        return at >= 0 and self._parts[at].is_heading(code, on)

    def headings(self, on: date) -> frozenset[str]:
        """What the list of the day knows only as headings."""
        at = bisect_right(self._begins, on) - 1
        return self._parts[at].headings(on) if at >= 0 else frozenset()
