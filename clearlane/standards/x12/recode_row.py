"""Recode a row: a segment with the code of one row of its id, and all else of another that must come there."""

from __future__ import annotations

from clearlane.standards.x12.ahead import Held
from clearlane.standards.x12.expect import list_codes
from clearlane.standards.x12.explain_row import Fault, with_name
from clearlane.standards.x12.frame import Frame, home_of
from clearlane.standards.x12.machine import Target
from clearlane.standards.x12.mend_row import Mended, faults_there, taken


def recode_row(target: Target, held: Held, frame: Frame, back: bytes | None) -> tuple[Target, Mended] | None:
    """Where such a segment goes, and what it was meant to be; None where it is what its code says.

    target: where its code leads, which has rivals. Where that must come, too, it is what its code says.
    """
    counts, member = home_of(frame, target).counts, target.member
    lacking = [one for one in target.rivals if not counts[one.index]]
    is_due = member.required and not counts[member.index]
    if not lacking or is_due or member.row.pattern.fullmatch(held.segment):
        return None
    for rival in lacking:
        (element, component), codes = rival.row.first_code
        if component or not codes or element >= len(held.parts):
            continue
        meant = [*held.parts[:element], min(codes), *held.parts[element + 1 :]]
        meant_for = taken(meant, frame)
        if meant_for is not None and not faults_there(meant, meant_for, frame, back):
            expected = list_codes(code.decode() for code in codes)
            fault = Fault("other_code", element, found=held.parts[element], expected=expected)
            return meant_for, Mended(meant, with_name(rival.row, fault))
    return None
