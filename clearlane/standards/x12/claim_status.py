"""Claim status: what a 277CA says, by a code of list 508, of a claim that the guide refuses.

The 999 has named segment and element; here a biller reads what it is about: the day of service, the charge, the
member id. Which place has which code is data: `dictionary/claim_status.txt`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from clearlane.standards.x12.guide import GuideError
from clearlane.standards.x12.library import Entry, load_machine
from clearlane.standards.x12.read_dictionary import FOLDER
from clearlane.vocabulary.finding import Finding, Place, Status

FILE = "claim_status.txt"
WRONG = "A7"
PARTY = "of"
ANY = "-"
ACKNOWLEDGMENT = ("277ca.txt",)


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One line of the table. elements and loops: what fits, nothing where all does; loops are patterns.

    qualifier: None where any fits, "" for a segment that is not there.
    """

    segment: str
    qualifier: str | None
    elements: tuple[str, ...]
    loops: tuple[str, ...]
    code: str
    entity: str

    def fits(self, place: Place, qualifier: str, guide: str) -> bool:
        """Whether it speaks of a place. qualifier: element 01 of the segment there; guide: such as 837p."""
        if self.segment != place.segment_id or self.qualifier not in (None, qualifier):
            return False
        where = (place.loop, f"{guide}/{place.loop}")
        if self.loops and not any(fnmatchcase(name, pattern) for name in where for pattern in self.loops):
            return False
        element = f"{place.element:02d}" if place.element else ""
        return not self.elements or not {element, f"{element}-{place.component}"}.isdisjoint(self.elements)


@dataclass(frozen=True, slots=True)
class StatusTable:
    """rows: in the order of the file. categories: rule -> code of list 507."""

    rows: tuple[StatusRow, ...]
    categories: dict[str, str]


@cache
def read_statuses(folder: Path = FOLDER) -> StatusTable:
    """The table. Raises GuideError for a line that cannot be read."""
    rows: list[StatusRow] = []
    categories: dict[str, str] = {}
    for number, line in enumerate((folder / FILE).read_text("ascii").splitlines(), 1):
        columns = line.partition("#")[0].split()
        if columns[:1] == ["category"] and len(columns) > 2:
            categories |= dict.fromkeys(columns[2:], columns[1])
        elif len(columns) in (4, 5):
            rows.append(_row(*columns))
        elif columns:
            raise GuideError(f"{FILE}:{number}: four columns were expected, or five, or a category with its rules")
    return StatusTable(tuple(rows), categories)


def _row(segment: str, elements: str, loops: str, code: str, entity: str = "") -> StatusRow:
    id, star, qualifier = segment.partition("*")
    return StatusRow(id, qualifier if star else None, _parts(elements), _parts(loops), code, entity)


def _parts(column: str) -> tuple[str, ...]:
    return () if column == ANY else tuple(column.split("|"))


def claim_status(finding: Finding, entry: Entry, qualifier: str = "") -> Status | None:
    """What a finding of an 837's guide is about; None where the table has no word for it.

    entry: what the set was read by. qualifier: element 01 of the segment at fault, "" where it is missing. A code that
    wants an entity is not said where the guide of the 277CA knows none for the loop.
    """
    table, guide = read_statuses(), entry.files[0].removesuffix(".txt")
    row = next((one for one in table.rows if one.fits(finding.place, qualifier, guide)), None)
    if row is None:
        return None
    entity = _party(entry.files, finding.place.loop) if row.entity == PARTY else row.entity
    if row.entity and not entity:
        return None
    return Status(table.categories.get(finding.rule, WRONG), row.code, entity)


@cache
def _party(files: tuple[str, ...], loop: str) -> str:
    """Who stands in a loop: the code of its NM1, as far as the status of a claim may name it."""
    found = next((one for one in load_machine(files).loops() if one.id == loop), None)
    codes = found.members[0].row.codes((1, 0)) if found and found.members[0].row.spec.id == "NM1" else frozenset()
    return next((code.decode() for code in sorted(codes & _entities())), "")


@cache
def _entities() -> frozenset[bytes]:
    """The entities that STC01-3 of a claim may name."""
    (claim,) = [one for one in load_machine(ACKNOWLEDGMENT).loops() if one.id == "2200D"]
    status = next(one.row for one in claim.members if one.row.spec.id == "STC").fields[0]
    entity = status.parts[2] if status and status.parts else None
    return entity.codes if entity else frozenset()
