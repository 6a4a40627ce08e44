"""Read what becomes of each value when a file is anonymised: the table `dictionary/anonymise.txt`."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from clearlane.standards.x12.guide import GuideError

FILE = Path(__file__).parent / "dictionary" / "anonymise.txt"
KINDS = frozenset("id name street city zip area phone email web date birth period clock company routing blank".split())
ANY = "*"


class KindRow(NamedTuple):
    """One line: of which segment, which element, behind which values (A:B are the first two of its composite), what
    becomes of it: a kind, or the lists whose codes are kept."""

    segment: str
    befores: frozenset[str]
    kind: str


@cache
def read_kinds(file: Path = FILE) -> dict[str, tuple[KindRow, ...]]:
    """Element number -> its lines in order. Raises GuideError for one that cannot be read."""
    found: dict[str, tuple[KindRow, ...]] = {}
    for number, line in enumerate(file.read_text("ascii").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        columns = [column.strip() for column in line.split("|")]
        if len(columns) != 4 or not all(columns) or not _is_kind(columns[3]):
            raise GuideError(f"{file.name}:{number}: a segment, an element, a value and a kind were expected")
        segment, element, befores, kind = columns
        found[element] = (*found.get(element, ()), KindRow(segment, frozenset(befores.split()), kind))
    return found


def _is_kind(text: str) -> bool:
    """Whether this is a kind, or names lists: ":pos :bill_type"."""
    return text in KINDS or all(each.startswith(":") and len(each) > 1 for each in text.split())


def kind_of(segment: str, element: str, before: str) -> str:
    """The kind of a value by the table; "" where no line names it. before: the value just before it; of a component all
    that are before it, parted by colons."""
    for row in _rows_of(segment, element):
        if any(_stands_before(one, before) for one in row.befores):
            return row.kind
    return ""


@lru_cache(maxsize=1 << 13)
def _rows_of(segment: str, element: str) -> tuple[KindRow, ...]:
    return tuple(row for row in read_kinds().get(element, ()) if row.segment in (ANY, segment))


def _stands_before(one: str, before: str) -> bool:
    """Whether a value is the last one before; of two with a colon, whether the composite begins with them."""
    if ":" in one:
        return f"{before}:".startswith(f"{one}:")
    return one == ANY or one == before.rpartition(":")[2]
