"""Say when a situational element or segment is required: the sentence of its rule, the same for pages and findings."""

from __future__ import annotations

from collections.abc import Sequence

from clearlane.standards.x12.guide import Condition
from clearlane.standards.x12.machine import RuleTable


def say_condition(condition: Condition, *, rules: RuleTable, segment: str, mark: str = "") -> str:
    """The sentence without its end mark, such as "SBR02 is 18 or 21" or "The claim replaces or voids an earlier one".

    segment: its id, or the place of the composite around, such as "SVC01-"; mark: stands around each code.
    """
    if condition.name:
        return " ".join((rules[condition.name].__doc__ or condition.name).split()).rstrip(".")
    place = f"{segment}{condition.element}" if segment.endswith("-") else f"{segment}{condition.element:02d}"
    return (
        f"{place} is {either([f'{mark}{code}{mark}' for code in condition.codes])}"
        if condition.codes
        else (f"{place} is sent")
    )


def either(words: Sequence[str]) -> str:
    """Some words of which one is enough: "A", "A or B", "A, B or C"."""
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
