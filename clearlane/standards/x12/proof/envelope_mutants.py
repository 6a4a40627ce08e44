"""Mutants of the envelope: each fact about a TA1, which no walk judges, broken once. ISA and GS are broken by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clearlane.standards.x12.envelope_guide import envelope_guide
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.proof.element_mutants import broken_lines
from clearlane.standards.x12.proof.mutant import Mutant
from clearlane.standards.x12.read_dictionary import read_dictionary

CLEAN = ["TA1", "000000905", "261123", "0930", "R", "023"]
"""An answer with which nothing is wrong."""
BESIDE = {"length": ("00000905", "0000000905"), "format": ("261301", "260230", "20261123"), "type": ("2400", "930")}
"""Further values off TA101, TA102 and TA103, in this order: of another length, no day, no time."""


def envelope_mutants() -> Iterator[Mutant]:
    """Each fact about an element of a TA1, broken once."""
    row = next(one for one in envelope_guide().root.rows() if one.id == "TA1")
    line = Line(list(CLEAN), "ISA", row, ("ISA",))
    for kind, changed in broken_lines(line, row, read_dictionary()):
        yield _mutant(kind, changed)
    for at, (kind, values) in enumerate(BESIDE.items(), 1):
        for value in values:
            yield _mutant(kind, replace(line, values=[*CLEAN[:at], value, *CLEAN[at + 1 :]]))
    yield _mutant("not used", replace(line, values=[*CLEAN, "X"]))


def _mutant(kind: str, line: Line) -> Mutant:
    return Mutant(kind, f"{line.loop} {line.text()}", [line])
