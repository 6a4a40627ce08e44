"""Rules of the lines of a claim, of any kind (SNIP 4), as a table."""

from __future__ import annotations

from clearlane.standards.x12.care.rule import REJECT, Rule, make_finding
from clearlane.vocabulary.finding import Finding, Place, Status

_LINES = "the guide of this claim, on its lines: LX01, and the pointers of SV107 and SV311"

LINES: dict[str, Rule] = {
    "number": Rule(
        4,
        REJECT,
        "The line is numbered {found}",
        "The lines of a claim are numbered from 1 on, without gaps, and payers answer them by their number",
        "Number it {expected} (LX01)",
        _LINES,
        (Status("A7", "481"),),
    ),
    "pointer": Rule(
        4,
        REJECT,
        "The line points to diagnosis {found}, which the claim has not, or points there twice",
        "A line says by their places in the claim which diagnoses it was done for",
        "Point to {expected}",
        _LINES,
        (Status("A7", "477"),),
    ),
    "days_reversed": Rule(
        4,
        REJECT,
        "The days {found} end before they begin",
        "A range has its first day before its last",
        "Send {expected}",
        "the guide of this claim: DTP03 as a range of days",
        (Status("A7", "187"),),
    ),
}
"""By what stands behind `lines.` in the id of its findings."""


def line_finding(id: str, place: Place, **words: str) -> Finding:
    """The finding of one of these rules."""
    return make_finding(f"lines.{id}", LINES[id], place, words)
