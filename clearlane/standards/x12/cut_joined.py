"""Cut joined: the segments that ran into each other in one piece of a file, by what `check` has told of it."""

from __future__ import annotations

from collections.abc import Iterable

from clearlane.standards.x12.find_joint import find_joint
from clearlane.standards.x12.part_lines import part_lines
from clearlane.standards.x12.text import encode
from clearlane.vocabulary.finding import Finding

LOST, AT_LINE_END = "element.terminator_lost", "element.line_end"
IN_ENVELOPE = ("envelope.unterminated", "envelope.set_unterminated")


def cut_joined(raw: bytes, findings: Iterable[Finding], separator: bytes) -> tuple[bytes, int]:
    """The first segment of a piece, and where in the piece the next one begins; 0 where there is no other.

    findings: of this first segment.
    """
    for one in findings:
        if one.rule == LOST and one.place.element is not None:
            return _cut_at(raw, one.place.element, encode(one.found), separator)
        if one.rule == AT_LINE_END:
            first = part_lines(raw, separator)[0]
            return first, len(first) % len(raw)
        if one.rule in IN_ENVELOPE and (joint := find_joint(one.place.segment_id, raw, separator)):
            return raw[: joint.length], joint.begin
    return raw, 0


def _cut_at(raw: bytes, element: int, id: bytes, separator: bytes) -> tuple[bytes, int]:
    """The segment up to an element that has the id of the next one at its end, or is followed by it."""
    own = separator.join(raw.split(separator, element + 1)[: element + 1])
    if own.endswith(id) and not raw.startswith(separator + id + separator, len(own)):
        return own.removesuffix(id), len(own) - len(id)
    return own, len(own) + len(separator)
