"""Library: which guide reads which set, as `guides/sets.txt` says; guides are compiled on first use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from clearlane.standards.x12.apply_overlay import apply_overlay
from clearlane.standards.x12.compile import compile_guide
from clearlane.standards.x12.envelope_rules import finding
from clearlane.standards.x12.guide import Guide, GuideError
from clearlane.standards.x12.machine import Machine
from clearlane.standards.x12.parse_guide import parse_guide
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.say_condition import either
from clearlane.vocabulary.finding import Finding, Place

FOLDER = Path(__file__).parent / "guides"

Takes = frozenset[tuple[str, str]]
"""GS08 and ST01 of what a reader takes: all else is to it as if no guide of it were installed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of sets.txt. st03: "" where the set has none.

    purposes: the BHT02 that tell it from the other guides of its version; none for the guide of all other values.
    """

    functional_id: str
    version: str
    set_id: str
    st03: str
    files: tuple[str, ...]
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a set is read by. entry: None where its guide is not installed."""

    entry: Entry | None
    version: str
    set_id: str
    st03: str
    by_purpose: tuple[Entry, ...] = ()
    """The guides among which the BHT decides: none where GS08 and ST01 are enough."""
    takes: Takes | None = None
    rival: Entry | None = None
    """The guide that ST03 names, where GS08 names another, or that BHT02 does not name: what the set says decides."""
    written_by: Entry | None = None
    """The guide by which the set is written, where its header names another."""

    def of_purpose(self, purpose: str) -> Chosen:
        """The same, now that BHT02 is known: the guide that names it, else the first of its version."""
        entry = next((one for one in self.by_purpose if purpose in one.purposes), self.entry)
        others = [one for one in self.by_purpose if one is not entry]
        return replace(self, entry=entry, by_purpose=(), rival=others[0] if len(others) == 1 else None)

    def findings(self, offset: int, functional_id: str) -> Iterator[Finding]:
        """What is wrong with the header as far as the choice goes. functional_id: GS01 of the group."""
        of_version = [one for one in entries_of(self.takes) if one.version == self.version]
        if not of_version:
            return  # the group says it already
        known = [one for one in of_version if one.functional_id == functional_id] or of_version
        place = Place(offset, 1, "ST", element=3)
        if all(one.set_id != self.set_id for one in known):
            at = Place(offset, 1, "ST", element=1)
            expected = " or ".join(dict.fromkeys(one.set_id for one in known))
            rule = "st_not_taken" if self._is_of_no_guide() else "st_set_id"
            yield finding(rule, at, found=self.set_id or "empty", expected=expected)
        elif self.written_by is not None:
            yield finding("st_other_guide", place, found=self.version, expected=self.written_by.version)
        elif self.entry is None:
            expected = say_versions(known, set_id=self.set_id)
            yield finding("st_unsupported", place, found=self.st03, expected=expected)
        elif self.entry.st03 and self.st03 and self.st03 != self.version:
            yield finding("st_version", place, found=self.st03, expected=self.version)

    def _is_of_no_guide(self) -> bool:
        """Whether ST01 is a transaction set, such as 850, that is taken in no group at all."""
        is_set = re.fullmatch("[0-9]{3}", self.set_id) is not None
        return is_set and all(one.set_id != self.set_id for one in entries_of(self.takes))


@cache
def entries(folder: Path = FOLDER) -> tuple[Entry, ...]:
    """The lines of sets.txt. Raises GuideError for one that cannot be read."""
    found = []
    for number, line in enumerate((folder / "sets.txt").read_text("ascii").splitlines(), 1):
        columns = line.partition("#")[0].split()
        if not columns:
            continue
        if len(columns) not in (5, 6):
            raise GuideError(f"sets.txt:{number}: five columns were expected, or six")
        found.append(_entry(*columns))
    return tuple(found)


def _entry(functional_id: str, version: str, set_id: str, st03: str, files: str, purposes: str = "") -> Entry:
    named = tuple(purposes.split("|")) if purposes else ()
    return Entry(functional_id, version, set_id, "" if st03 == "-" else st03, tuple(files.split("+")), named)


@cache
def entries_of(takes: Takes | None) -> tuple[Entry, ...]:
    """Those of them that a reader takes; all where it says nothing."""
    return tuple(one for one in entries() if takes is None or (one.version, one.set_id) in takes)


def choose(*, version: str, set_id: str, st03: str = "", takes: Takes | None = None) -> Chosen:
    """The guide of a set: by GS08 and ST01; `of_purpose` ends the choice.

    An ST03 of another guide is a finding, and that guide a rival; an ST03 that no guide has leaves the set unread.
    """
    by_set = [entry for entry in entries_of(takes) if entry.set_id == set_id]
    entry = next((entry for entry in by_set if entry.version == version), None)
    if entry is not None and entry.st03 and st03 and all(one.version != st03 for one in by_set):
        entry = None
    alike = [one for one in by_set if entry is not None and one.version == entry.version]
    by_purpose = tuple(alike) if len(alike) > 1 else ()
    rivals = [one for one in by_set if entry is not None and entry.st03 and one.version == st03 != version]
    rival = rivals[0] if len(rivals) == 1 and not by_purpose else None
    return Chosen(entry, version, set_id, st03, by_purpose, takes, rival)


def functional_ids_of(version: str, takes: Takes | None = None) -> tuple[str, ...]:
    """Each GS01 that goes with a GS08, as of a question and its answer; none where no guide of it is installed."""
    return tuple(dict.fromkeys(entry.functional_id for entry in entries_of(takes) if entry.version == version))


def versions_of(functional_id: str, takes: Takes | None = None) -> str:
    """The GS08 that are taken in groups of a GS01, in words."""
    return say_versions(one for one in entries_of(takes) if one.functional_id == functional_id)


def say_versions(given: Iterable[Entry], *, set_id: str = "") -> str:
    """The versions of some entries, or of those of one set, in words."""
    named = dict.fromkeys(one.version for one in given if not set_id or one.set_id == set_id)
    return either(list(named)) or "one that the pages of the transactions name"


@cache
def load_guide(files: tuple[str, ...], folder: Path = FOLDER) -> Guide:
    """A guide text with its overlays applied in order. Raises GuideError."""
    guide = parse_guide((folder / files[0]).read_text("ascii"), file=files[0])
    for file in files[1:]:
        guide = apply_overlay(guide, (folder / file).read_text("ascii"), file=file)
    return guide


def load_all(*, takes: Takes | None = None) -> None:
    """Compile now, and not at their first use, the guides that a reader takes; None: all. Raises GuideError."""
    for entry in entries_of(takes):
        load_machine(entry.files)


@cache
def load_machine(files: tuple[str, ...]) -> Machine:
    """The compiled guide of an entry. Raises GuideError."""
    guide = load_guide(files)
    return compile_guide(guide, read_dictionary(standard=guide.standard))
