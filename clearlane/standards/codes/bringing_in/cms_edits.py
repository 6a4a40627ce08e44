"""CMS's own tables of the National Correct Coding Initiative, and its list of providers (NPPES)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clearlane.standards.codes.bringing_in.bad_line import BadFile
from clearlane.standards.codes.bringing_in.row import Row, read_day
from clearlane.standards.codes.bringing_in.table import read_cells
from clearlane.standards.codes.shapes import has_shape
from clearlane.vocabulary.npi import is_npi

PROCEDURES = ("hcpcs", "cpt", "cdt")
_PTP = {
    "one": ("column 1", "column1"),
    "two": ("column 2", "column2"),
    "first": ("effective date", "effective"),
    "last": ("deletion date *=no data", "deletion date", "deletion"),
    "modifier": ("modifier 0=not allowed 1=allowed 9=not applicable", "modifier"),
}
_MUE = {
    "code": ("hcpcs/cpt code", "hcpcs/ cpt code", "code"),
    "most": (
        "practitioner services mue values",
        "outpatient hospital services mue values",
        "dme supplier services mue values",
        "mue value",
        "mue",
    ),
}
_MUE_MORE = {"indicator": ("mue adjudication indicator", "mai")}
_NPPES = {"npi": ("npi",), "ended": ("npi deactivation date",), "again": ("npi reactivation date",)}
_AS_IT_IS = "Take CMS's file as it was downloaded and unpacked"


def is_procedure(code: str) -> bool:
    """Say whether a code looks as a procedure of HCPCS, CPT or CDT does."""
    return any(has_shape(name, code) for name in PROCEDURES)


def read_ncci(lines: Iterable[str], *, kind: str) -> Iterator[Row]:
    """The pairs of a PTP file: both codes as one key, the days, and whether a modifier may part them."""
    for line, cells in read_cells(lines, _PTP, {}):
        one, two, modifier = cells["one"].strip(), cells["two"].strip(), cells["modifier"].strip()
        if not is_procedure(one) or not is_procedure(two):
            raise BadFile(f"{one!r} and {two!r} are no pair of procedures", remedy=_AS_IT_IS, line=line)
        if modifier not in ("0", "1", "9"):
            raise BadFile(f"{modifier!r} is no modifier indicator (0, 1 or 9)", remedy=_AS_IT_IS, line=line)
        first, last = read_day(cells["first"], line=line), read_day(cells["last"], line=line)
        yield Row(line, one + two, first, last, modifier)


def read_mue(lines: Iterable[str], *, kind: str) -> Iterator[Row]:
    """The most units of each procedure, and how the limit is meant (1 a line, 2 or 3 a day)."""
    for line, cells in read_cells(lines, _MUE, _MUE_MORE):
        code, most = cells["code"].strip(), cells["most"].strip()
        if not is_procedure(code) or not most.isdigit():
            raise BadFile(f"{code!r} with {most!r} is no limit of a procedure", remedy=_AS_IT_IS, line=line)
        yield Row(line, code, says=f"{most} {cells['indicator'].strip()[:1]}".rstrip())


def read_nppes(lines: Iterable[str], *, kind: str) -> Iterator[Row]:
    """The NPIs of the monthly file that are in use: never ended, or begun again after that."""
    for line, cells in read_cells(lines, _NPPES, {}):
        npi = cells["npi"].strip()
        if not is_npi(npi):
            raise BadFile(f"{npi!r} is no NPI", remedy=_AS_IT_IS, line=line)
        ended, again = read_day(cells["ended"], line=line), read_day(cells["again"], line=line)
        if ended is None or (again is not None and again >= ended):
            yield Row(line, npi)
