"""Read the dictionary: elements, segments, composites and their relational notes, from the texts in `dictionary/`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from clearlane.standards.x12.guide import GuideError

FOLDER = Path(__file__).parent / "dictionary"
FIRST_STANDARD = "005010"
"""The version of the tables in the folder itself; what another changed lies in a folder of its name."""
_PART = re.compile(r"([A-Z]?\d+)(:M)?(?:\^(\d+))?(:M)?")
_NOTE = re.compile(r"([PRECL])((?:\d\d){2,})")


@dataclass(frozen=True, slots=True)
class DataElement:
    """One data element. type: AN ID N0-N9 R DT TM B."""

    number: str
    name: str
    type: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Part:
    """One place of a segment or composite: an element number or a composite id; repeats: how often at most."""

    number: str
    mandatory: bool
    repeats: int


@dataclass(frozen=True, slots=True)
class Note:
    """A relational note: P paired, R at least one, E at most one, C if the first then all, L if the first then one."""

    kind: str
    positions: tuple[int, ...]

    def __str__(self) -> str:
        return self.kind + "".join(f"{position:02d}" for position in self.positions)


@dataclass(frozen=True, slots=True)
class Definition:
    """A segment or composite as the standard defines it."""

    id: str
    name: str
    parts: tuple[Part, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The standard of one version."""

    elements: dict[str, DataElement]
    segments: dict[str, Definition]
    composites: dict[str, Definition]
    codes: dict[str, frozenset[str]]


@cache
def read_dictionary(folder: Path = FOLDER, *, standard: str = FIRST_STANDARD) -> Dictionary:
    """The dictionary of a standard: the tables in a folder, and over them the rows that its version has otherwise.

    Raises GuideError for a line that cannot be read, and for a version of which there is no table.
    """
    first = _read(folder)
    if standard == FIRST_STANDARD:
        return first
    if not (folder / standard).is_dir():
        raise GuideError(f"there is no dictionary of the standard {standard}")
    later = _read(folder / standard)
    return Dictionary(
        elements=first.elements | later.elements,
        segments=first.segments | later.segments,
        composites=first.composites | later.composites,
        codes=first.codes | later.codes,
    )


def _read(folder: Path) -> Dictionary:
    return Dictionary(
        elements={row[0]: _element(row) for row in _rows(folder / "elements.txt", 5)},
        segments={row[0]: _definition(row) for row in _rows(folder / "segments.txt", 4)},
        composites={row[0]: _definition(row) for row in _rows(folder / "composites.txt", 4)},
        codes={row[0]: frozenset(row[1].split()) for row in _rows(folder / "codes.txt", 2)},
    )


def _rows(path: Path, columns: int) -> Iterator[list[str]]:
    if not path.exists() and (path.name == "codes.txt" or path.parent.name.isdigit()):
        return
    for number, line in enumerate(path.read_text("ascii").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = [column.strip() for column in line.split("|")]
        row += [""] * (columns - len(row))
        if len(row) != columns:
            raise GuideError(f"{path.name}:{number}: {columns} columns were expected")
        yield row


def _element(row: list[str]) -> DataElement:
    return DataElement(row[0], row[1], row[2], int(row[3]), int(row[4]))


def _definition(row: list[str]) -> Definition:
    notes = tuple(_note(text) for text in row[3].split())
    return Definition(row[0], row[1], tuple(_part(text) for text in row[2].split()), notes)


def _part(text: str) -> Part:
    match = _PART.fullmatch(text)
    if match is None:
        raise GuideError(f"dictionary: cannot read {text!r}")
    return Part(match[1], bool(match[2] or match[4]), int(match[3] or 1))


def _note(text: str) -> Note:
    match = _NOTE.fullmatch(text)
    if match is None:
        raise GuideError(f"dictionary: cannot read the note {text!r}")
    digits = match[2]
    return Note(match[1], tuple(int(digits[at : at + 2]) for at in range(0, len(digits), 2)))


@cache
def read_list(name: str, folder: Path = FOLDER) -> frozenset[bytes] | None:
    """The codes of an external list in `lists/`, or None where there is no such file."""
    path = folder / "lists" / f"{name}.txt"
    if not path.exists():
        return None
    lines = (line.partition("#")[0] for line in path.read_text("ascii").splitlines())
    return frozenset(code.encode() for line in lines for code in line.split())


@cache
def read_unchecked(folder: Path = FOLDER) -> dict[str, str]:
    """The lists that are not checked here, and why."""
    return {row[0]: row[1] for row in _rows(folder / "lists" / "unchecked.txt", 2)}
