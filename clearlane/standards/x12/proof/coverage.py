"""Coverage: each fact of each guide is broken once by machine, and exactly one finding with its id is expected.

Not broken here: ISA, GS, ST and their trailers (the envelope judges them; its TA1 is broken), HL (its numbers are
broken by hand), maxima above 20 (the counter is the same, the files would be long), and rules in predicates, of which
each has cases by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path

from clearlane.standards.x12.proof.element_mutants import element_mutants
from clearlane.standards.x12.proof.envelope_mutants import envelope_mutants
from clearlane.standards.x12.proof.full_set import ENTRIES, ENVELOPE, interchange
from clearlane.standards.x12.proof.mutant import EXPECTED, Mutant
from clearlane.standards.x12.proof.row_mutants import row_mutants
from clearlane.standards.x12.report import report
from clearlane.vocabulary.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Other:
    """A mutant of which something else was said. found: the ids of the findings. reason: "" where none is known."""

    guide: str
    kind: str
    at: str
    found: tuple[str, ...]
    reason: str


@dataclass(slots=True)
class Coverage:
    """Of one guide: facts that a machine can break, how many it broke, how many gave the one right finding."""

    guide: str
    facts: int = 0
    broken_once: int = 0
    one_finding: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    other: list[Other] = field(default_factory=list)


COVERED = (*ENTRIES, ENVELOPE)
"""Each guide whose facts are broken, by its files."""


def cover(guides: Iterable[str] = COVERED) -> Iterator[Coverage]:
    """Break each fact of these guides (named by their files); one result a guide."""
    for name in guides:
        covered = Coverage(name)
        for mutant in mutants(name):
            covered.facts += 1
            covered.broken_once += 1
            covered.kinds[mutant.kind] = covered.kinds.get(mutant.kind, 0) + 1
            found = said(mutant, name)
            if is_one(mutant, found):
                covered.one_finding += 1
            else:
                rules = tuple(one.rule for one in found)
                covered.other.append(Other(name, mutant.kind, mutant.at, rules, _reason(name, mutant)))
        yield covered


@cache
def exceptions() -> tuple[tuple[str, ...], ...]:
    """The lines of exceptions.txt: guide, kind, how the place begins, reason."""
    text = Path(__file__).with_name("exceptions.txt").read_text("ascii")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(tuple(column.strip() for column in line.split("|")) for line in lines)


def _reason(name: str, mutant: Mutant) -> str:
    for guide, kind, at, reason in exceptions():
        if name.startswith(guide) and kind == mutant.kind and mutant.at.startswith(at):
            return reason
    return ""


def mutants(name: str) -> Iterator[Mutant]:
    """All mutants of a guide."""
    if name == ENVELOPE:
        return envelope_mutants()
    return chain(row_mutants(name), element_mutants(name))


def said(mutant: Mutant, name: str) -> tuple[Finding, ...]:
    """What the engine says of it: the errors, and warnings where the fact itself only warns."""
    findings = report([interchange(mutant.lines, name)], adds_up=False).findings
    if mutant.kind == "list":
        return findings
    return tuple(one for one in findings if one.severity is Severity.ERROR)


def is_one(mutant: Mutant, found: tuple[Finding, ...]) -> bool:
    """Whether exactly one finding of the kind was said; of what is legal, none."""
    expected = EXPECTED[mutant.kind]
    return not found if not expected else len(found) == 1 and found[0].rule in expected
