"""Nearest row: which of the rows that may stand at a place a segment without a right code was meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from clearlane.standards.x12.expect import list_codes
from clearlane.standards.x12.explain_row import Fault
from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.fits import fits
from clearlane.standards.x12.frame import Frame, home_of
from clearlane.standards.x12.machine import Member, Row, Target

CODE_FAULTS = ("bad_code", "other_code", "missing")
OTHER_CODE = "other_code"
DOUBTS = ("off_list",)
"""What follows where nobody knows which row a segment was meant to be."""
ECHOES = (OTHER_CODE, "not_used", *DOUBTS)
"""What follows where a segment was written as another row. A code that is none at all follows from nothing."""


def nearest_row(target: Target, parts: Sequence[bytes], frame: Frame) -> Target:
    """The target, or one beside it at the same position that the rest of the segment resembles more.

    The code that tells the rows apart is wrong or missing, so any of them might be meant; taken for the wrong one, each
    of its further elements would be a finding of its own. A required row that has not come yet stays the likeliest.
    """
    home = home_of(frame, target)
    member = target.member
    if member.loop is not None or fits(member.row, parts) or (member.required and home.counts[member.index] <= 0):
        return target
    beside = (one for one in home.loop.groups[member.group] if _may_be(one, member, home))
    best = min((member, *beside), key=lambda one: _misfits(one.row, parts))
    return target if best is member else replace(target, member=best)


def with_all_codes(fault: Fault, row: Row, frame: Frame) -> Fault:
    """A fault that names the codes of all rows that may stand here, where it is the code that tells them apart.

    A code that is none may have been meant for any of them. frame: the loop that the row is of.
    """
    place = row.first_code[0]
    if fault.rule not in CODE_FAULTS or (fault.element, fault.component) != place:
        return fault
    codes = (one.codes(place) for one in _rows_beside(row, frame) if one.first_code[0] == place)
    return fault._replace(expected=list_codes(frozenset[bytes]().union(*codes)))


def without_echoes(faults: Iterable[Fault], row: Row, frame: Frame, *, is_elsewhere: bool) -> Iterator[Fault]:
    """The faults of a segment without what only follows from the code that tells which row it is.

    is_elsewhere: that code is one of another row of the guide. frame: the loop that the row is of.
    """
    place, found = row.first_code[0], list(faults)
    told = {one.rule for one in found if (one.element, one.component) == place}
    echoes: tuple[str, ...] = ()
    if OTHER_CODE in told and is_elsewhere:
        echoes = ECHOES
    elif told.intersection(CODE_FAULTS) and len(_rows_beside(row, frame)) > 1:
        echoes = DOUBTS
    return (one for one in found if one.rule not in echoes or (one.element, one.component) == place)


def _rows_beside(row: Row, frame: Frame) -> list[Row]:
    """The rows of its id at its position, itself among them; of a loop's first row those that begin others there."""
    home, member = frame.loop, next((one for one in frame.loop.members if one.row is row), None)
    if frame.outer is not None and (member is None or member.index == 0):
        home, member = frame.outer.loop, next((one for one in frame.outer.loop.members if one.loop is frame.loop), None)
    if member is None:
        return [row]
    return [one.row for one in home.groups[member.group] if one.row.id == row.id]


def _may_be(one: Member, member: Member, home: Frame) -> bool:
    return one.loop is None and one.row.id == member.row.id and home.counts[one.index] < one.most


def _misfits(row: Row, parts: Sequence[bytes]) -> int:
    """How many values of a segment the row has no use for, or another code."""
    fields = row.fields
    values = enumerate(parts[1:])
    return sum(_misfit(fields[n] if n < len(fields) else None, value) for n, value in values if value)


def _misfit(field: Field | None, value: bytes) -> int:
    if field is None:
        return 1
    if field.parts is None:
        return bool(field.codes) and value not in field.codes
    pieces = zip(field.parts, value.split(b":"), strict=False)
    return sum(part is None or (bool(part.codes) and piece not in part.codes) for part, piece in pieces if piece)
