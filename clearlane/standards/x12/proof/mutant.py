"""Mutant: a set in which one fact of its guide is broken, and what should be said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.guide import RowSpec

OF_A_TA1 = ("envelope.ta1_value",)
EXPECTED: dict[str, tuple[str, ...]] = {
    "required row": ("segment.missing_segment", "segment.missing_segment_by_rule"),
    "required loop": ("segment.missing_loop", "segment.missing_segment"),
    "repeat of a row": ("segment.too_many_segments",),
    "repeat of a loop": ("segment.too_many_loops",),
    "order of rows": ("segment.late_segment",),
    "order of a group": (),
    "required element": ("element.missing", "element.missing_by_rule", *OF_A_TA1),
    "codes": ("element.bad_code", "element.other_code", *OF_A_TA1),
    "length": ("element.too_long", *OF_A_TA1),
    "type": ("element.bad_date", "element.bad_time", "element.not_a_number", "element.not_whole", *OF_A_TA1),
    "format": ("element.bad_format", *OF_A_TA1),
    "list": ("element.off_list",),
    "not used": ("element.not_used", "element.too_many_elements", "envelope.ta1_elements"),
    "required component": ("element.missing", "element.missing_by_rule"),
    "codes of a component": ("element.bad_code", "element.other_code", "element.not_whole"),
    "note": ("element.missing_by_note", "element.none_sent", "element.excluded"),
    "condition": ("element.missing_by_rule",),
}
"""Each kind of fact, with the findings of which exactly one is expected; none: what is changed is legal."""
ENVELOPE = ("ST", "SE")
"""Rows that the envelope judges, and not the walk."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """kind: of the fact (`EXPECTED`). at: the loop and what was changed there."""

    kind: str
    at: str
    lines: list[Line]


def firsts(lines: Sequence[Line]) -> Iterator[tuple[int, Line, RowSpec]]:
    """The first line of each row, but those of the envelope."""
    seen: set[int] = set()
    for number, line in enumerate(lines):
        if line.spec is not None and id(line.spec) not in seen and line.spec.id not in ENVELOPE:
            seen.add(id(line.spec))
            yield number, line, line.spec
