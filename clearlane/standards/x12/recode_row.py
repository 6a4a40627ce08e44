"""Recode a row: a segment with the code of one row of its id, and all else of another that must come there."""

from __future__ import annotations

from collections.abc import Iterator

from clearlane.standards.x12.ahead import Held
from clearlane.standards.x12.expect import list_codes
from clearlane.standards.x12.explain_row import Fault, with_name
from clearlane.standards.x12.frame import Frame, home_of
from clearlane.standards.x12.machine import Member, Target
from clearlane.standards.x12.mend_row import faults_there, is_clean_there, taken
from clearlane.standards.x12.mended import Mended


def recode_row(target: Target, held: Held, frame: Frame, back: bytes | None) -> tuple[Target, Mended] | None:
    """Where such a segment goes, and what it was meant to be; None where it is what its code says.

    target: where its code leads, and passes by another row that must come, or one at the same position has to.
    """
    member, lacking = target.member, [*_beside(target, frame), *_passed_by(target, frame)]
    is_level = member.loop is not None and member.loop.is_level  # of which what follows tells
    if not lacking or is_level or member.row.pattern.fullmatch(held.segment):
        return None
    own = faults_there(held.parts, target, frame, back)
    if not own or (len(own) == 1 and _is_due(target, frame)):
        return None
    for rival in lacking:
        (element, component), codes = rival.row.first_code
        if component or not codes or element >= len(held.parts):
            continue
        meant = [*held.parts[:element], min(codes), *held.parts[element + 1 :]]
        meant_for = taken(meant, frame)
        if meant_for is not None and is_clean_there(meant, meant_for, frame, back):
            fault = Fault("other_code", element, found=held.parts[element], expected=list_codes(codes))
            return meant_for, Mended(meant, with_name(rival.row, fault))
    return None


def _is_due(target: Target, frame: Frame) -> bool:
    """Whether the row that the code says must come itself: then a single fault is no reason to doubt it."""
    return target.member.required and not home_of(frame, target).counts[target.member.index]


def _beside(target: Target, frame: Frame) -> list[Member]:
    """The rows of its id that must come at its position and lack."""
    counts = home_of(frame, target).counts
    return [one for one in target.rivals if not counts[one.index]]


def _passed_by(target: Target, frame: Frame) -> Iterator[Member]:
    """The rows of its id that must come before it and lack."""
    for due in target.due:
        for one in due:
            if one.required and one.row.id == target.member.row.id and not frame.counts[one.index]:
                yield one
        frame = frame.outer or frame
