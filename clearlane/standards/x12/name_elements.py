"""Name the elements of a segment: what the guide calls its row, and what each element is called in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from clearlane.standards.x12.fits import fits
from clearlane.standards.x12.library import entries, load_machine
from clearlane.standards.x12.machine import Row
from clearlane.standards.x12.name_fields import name_fields
from clearlane.vocabulary.submitted_claim import SegmentText


@dataclass(frozen=True, slots=True)
class Names:
    """``row`` names the segment, ``elements`` each element from the first on; empty where there is no name."""

    row: str = ""
    elements: tuple[str, ...] = ()

    def element(self, n: int) -> str:
        """The name of element n, 1 for the first."""
        return self.elements[n - 1] if 0 < n <= len(self.elements) else ""


def name_elements(segment: SegmentText, *, version: str) -> Names:
    """The names of a placed segment; none where no guide of the version knows it in its loop."""
    rows = _rows(version).get((segment.loop, segment.id), ())
    parts = [element.encode("latin-1", "replace") for element in segment.elements]
    row = next((row for row in rows if fits(row, parts)), rows[0] if rows else None)
    if row is None:
        return Names()
    named = zip(row.fields, name_fields(row), strict=True)
    return Names(row.spec.name, tuple(one.name if field else "" for field, one in named))


@lru_cache(maxsize=8)
def _rows(version: str) -> dict[tuple[str, str], tuple[Row, ...]]:
    """By loop and segment id; a question and its answer have one version, and mostly the same names."""
    machines = [load_machine(one.files) for one in entries() if one.version == version]
    found: dict[tuple[str, str], tuple[Row, ...]] = {}
    for loop in (loop for machine in machines for loop in machine.loops()):
        for member in loop.members:
            if member.loop is None:
                key = (loop.id, member.row.spec.id)
                found[key] = (*found.get(key, ()), member.row)
    return found
