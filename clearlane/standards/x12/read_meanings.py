"""Read what codes mean, and what elements and segments are called, in Clearlane's own words: `dictionary/meanings/`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from clearlane.standards.x12.guide import GuideError

FOLDER = Path(__file__).parent / "dictionary" / "meanings"
NAMES = "names.txt"
"""The file that names; every other one says what codes mean."""


@cache
def read_meanings(folder: Path = FOLDER) -> dict[tuple[str, str], str]:
    """(element number, or a list of the notation as ":pos", and code) -> meaning. Raises GuideError for a bad line."""
    found: dict[tuple[str, str], str] = {}
    for path in sorted(folder.glob("*.txt")):
        for number, (element, code, words) in _rows(path, 3) if path.name != NAMES else ():
            if (element, code) in found:
                raise GuideError(f"{path.name}:{number}: {element} {code} has a meaning already")
            found[element, code] = words
    return found


@cache
def read_names(folder: Path = FOLDER) -> dict[str, str]:
    """Element number or segment id -> name. Raises GuideError for a line that cannot be read."""
    return {key: name for _, (key, name) in _rows(folder / NAMES, 2)}


def _rows(path: Path, columns: int) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(path.read_text("ascii").splitlines(), 1):
        if line.startswith("#"):
            continue
        row = [column.strip() for column in line.split("|")]
        if len(row) != columns or not all(row):
            raise GuideError(f"{path.name}:{number}: {columns} columns were expected")
        yield number, row


def meaning(code: str, *, number: str, list: str = "") -> str:
    """What a code of an element means, "" where no word of ours is there. list: of the notation; it goes before."""
    known = read_meanings()
    return (known.get((f":{list}", code), "") if list else "") or known.get((number, code), "")


def name(key: str, *, given: str = "") -> str:
    """What an element or segment is called: as the dictionary does, and where that has a mere number, in our words."""
    is_bare = not given or given == key or (len(given) <= 4 and (given.isupper() or given[:1].isdigit()))
    return read_names().get(key, "" if given == key else given) if is_bare else given
