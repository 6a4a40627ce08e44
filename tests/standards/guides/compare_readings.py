"""Compare our guides with independent readings.

`python -m tests.standards.guides.compare_readings [--stupidedi DIR] [--biztalk FILE]`

Prints one line a disagreement: reading, guide, place, fact, ours, theirs. docs/guides/disagreements.md decides each.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from tests.standards.guides.fact import MANY, Element, Reading, Row
from tests.standards.guides.read_biztalk import FILES as BIZTALK
from tests.standards.guides.read_biztalk import read_biztalk
from tests.standards.guides.read_ours import read_ours
from tests.standards.guides.read_pyx12 import FILES as PYX12
from tests.standards.guides.read_pyx12 import read_pyx12
from tests.standards.guides.read_stupidedi import FILES as STUPIDEDI
from tests.standards.guides.read_stupidedi import read_stupidedi

FOLDER = Path(__file__).parents[3] / "clearlane/standards/x12/guides"
MANY_CODES = 60
Difference = tuple[str, str, str, str]


def compare(ours: Reading, theirs: Reading) -> Iterator[Difference]:
    """Each disagreement as (place, fact, ours, theirs); rows are matched by loop, segment and codes."""
    yield from _loops(ours, theirs)
    left = list(theirs.rows)
    for row in ours.rows:
        found = max(
            (other for other in left if _alike(row, other)), key=lambda other: _overlap(row, other), default=None
        )
        if found is None:
            yield place(row), "row", "there", "-"
            continue
        left.remove(found)
        yield from _row(row, found)
    for row in left:
        yield place(row), "row", "-", "there"


def place(row: Row) -> str:
    """Where a row stands: 2300/REF*F8."""
    keys = sorted(row.keys())
    return f"{row.loop}/{row.id}" + (f"*{keys[0]}" if keys else "")


def _loops(ours: Reading, theirs: Reading) -> Iterator[Difference]:
    for loop in sorted(set(ours.loops) | set(theirs.loops)):
        mine, other = ours.loops.get(loop), theirs.loops.get(loop)
        if loop != "ST" and mine != other:
            yield loop, "loop", _loop(mine), _loop(other)


def _loop(fact: tuple[str, int] | None) -> str:
    return "-" if fact is None else f"{fact[0]} {_most(fact[1])}"


def _alike(row: Row, other: Row) -> bool:
    return row.loop == other.loop and row.id == other.id and _overlap(row, other) >= 0


def _overlap(row: Row, other: Row) -> float:
    """How much alike the codes of elements 01 and 02 are; -1 where 01 has nothing in common."""
    if row.keys() and other.keys() and row.keys().isdisjoint(other.keys()):
        return -1
    return _jaccard(row.keys(), other.keys()) + _jaccard(row.second(), other.second())


def _jaccard(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / len(first | second) if first | second else 1.0


def _row(row: Row, other: Row) -> Iterator[Difference]:
    where = place(row)
    if row.usage != other.usage and not row.is_trigger:
        yield where, "usage", row.usage, other.usage
    if row.most != other.most:
        yield where, "most", _most(row.most), _most(other.most)
    if other.position and row.position != other.position and row.id not in ("ST", "SE"):
        yield where, "position", f"{row.position:04d}", f"{other.position:04d}"
    yield from _elements(where, row.elements, other.elements)


def _elements(
    where: str, ours: dict[int, Element], theirs: dict[int, Element], place: str = " {:02d}"
) -> Iterator[Difference]:
    for position in sorted(set(ours) | set(theirs)):
        at = where + place.format(position)
        mine, other = ours.get(position), theirs.get(position)
        if mine is None or other is None:
            yield at, "element", mine.usage if mine else "-", other.usage if other else "-"
            continue
        if mine.usage != other.usage:
            yield at, "usage", mine.usage, other.usage
        if mine.codes != other.codes:
            yield at, "codes", _codes(mine.codes - other.codes, mine), _codes(other.codes - mine.codes, other)
        if mine.most != other.most:
            yield at, "length", str(mine.most or "-"), str(other.most or "-")
        if mine.repeats != other.repeats:
            yield at, "repeats", str(mine.repeats or 1), str(other.repeats or 1)
        if mine.parts and other.parts:
            yield from _elements(at, mine.parts, other.parts, "-{}")


def _codes(more: frozenset[str], element: Element) -> str:
    """What one side has more of, or `any` for an open element; of a whole list only how many."""
    if len(more) > MANY_CODES:
        return f"{len(more)} codes"
    return "|".join(sorted(more)) or ("as the other" if element.codes else "any")


def _most(count: int) -> str:
    return ">1" if count == MANY else str(count)


def compare_readings(stupidedi: Path | None = None, biztalk: Path | None = None) -> Iterator[str]:
    """Lines of all disagreements, tab-separated. stupidedi: a checkout; biztalk: the schema of the 278."""
    for guide in sorted(path.name for path in FOLDER.glob("*.txt") if path.name in {*PYX12, *STUPIDEDI, *BIZTALK}):
        ours = read_ours(guide)
        readings = {"pyx12": read_pyx12(guide)} if guide in PYX12 else {}
        if stupidedi is not None and guide in STUPIDEDI:
            readings["stupidedi"] = read_stupidedi(guide, stupidedi)
        if biztalk is not None and guide in BIZTALK:
            readings["biztalk"] = read_biztalk(guide, biztalk)
        for name, theirs in readings.items():
            for difference in compare(ours, theirs):
                yield "\t".join((name, guide, *difference))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stupidedi", type=Path, help="a checkout of stupidedi")
    parser.add_argument("--biztalk", type=Path, help="the schema X12_00501_278.xsd")
    options = parser.parse_args()
    for line in compare_readings(options.stupidedi, options.biztalk):
        print(line)
