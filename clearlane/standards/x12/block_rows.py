"""Block rows: what of a loop's rows one expression can judge, and what it has to leave to the walk."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clearlane.standards.x12.fields import Field, shape_of
from clearlane.standards.x12.guide import Condition
from clearlane.standards.x12.machine import Loop, Member, Row

MOST_UNROLLED = 2
"""A loop within that may come so often at most is written out; one that may come more often ends the block."""
OWN = re.compile(r"(\d\d)(?:-(\d+))?")
"""An element of the segment at hand, and a component of it, as `reads` names them."""


class Unblockable(Exception):
    """The loop has something that only the walk by rows can judge."""


def field_at(row: Row, path: str) -> Field | None:
    """The field that a path such as r3e5_2 leads to; None where the row does not use it."""
    element, _, component = path.rpartition("e")[2].partition("_")
    one = row.fields[int(element) - 1] if int(element) <= len(row.fields) else None
    if component and one and one.parts:
        return one.parts[int(component) - 1] if int(component) <= len(one.parts) else None
    return one


def instances(loop: Loop, path: int = 0) -> Iterator[tuple[Loop, int, int]]:
    """The loop and the loops within its block, each as often as it is written out; path tells the copies apart."""
    yield loop, 0, path
    for member in loop.members:
        if member.loop is None:
            continue
        if not is_within(member):
            return
        for copy in range(member.most):
            yield from instances(member.loop, path * (MOST_UNROLLED + 1) + copy + 1)


def is_within(member: Member) -> bool:
    """Whether a member is a loop that is written out within the pattern of the loop around it."""
    inner = member.loop
    if inner is None or member.most > MOST_UNROLLED or inner.unit or inner.is_level or inner.group_most:
        return False
    return rows_come_first(inner) and all(one.loop is None or is_within(one) for one in inner.members)


def rows_come_first(loop: Loop) -> bool:
    """Whether the loop has no row behind the loops within it: no trailer, and no LE."""
    first = next((n for n, member in enumerate(loop.members) if member.loop), len(loop.members))
    return all(member.loop is not None for member in loop.members[first:])


def is_proven_apart(member: Member) -> bool:
    """Whether the row, or a value in it, repeats, so that a group would keep the last one only."""
    repeats = (member.warn_at or member.most) > 1 and member.index > 0
    return (repeats or any(one.repeats > 1 for _, one, _ in member.row.lists)) and has_residue(member.row)


def has_residue(row: Row) -> bool:
    """Whether a pattern alone cannot judge the row."""
    tests = [one for _, one, _ in row.lists if shape_of(one) is None or one.parts]
    return bool(tests or row.conditions or row.notes or row.inner_notes)


def reads_own(places: tuple[str, ...]) -> bool:
    """Whether a rule looks at nothing but the segment at hand."""
    return all(OWN.fullmatch(place) for place in places)


def conditions(fields: tuple[Field | None, ...]) -> Iterator[Condition]:
    """Each condition of the fields and of their components."""
    for one in fields:
        if one and one.condition:
            yield one.condition
        if one and one.parts:
            yield from conditions(one.parts)


def is_composite(row: Row, element: int) -> bool:
    """Whether an element of the row has components."""
    one = row.fields[element - 1]
    return one is not None and one.parts is not None


def paths(fields: tuple[Field | None, ...], scope: str) -> Iterator[tuple[str, Condition, str]]:
    """Each conditional value: its path, its condition, and the scope of what stands beside it."""
    for one in fields:
        if one and one.condition:
            yield f"{scope}{one.position}", one.condition, scope
        if one and one.parts:
            inner = f"{scope}{one.position}_"
            if one.repeats > 1 and any(part and (part.condition or part.test) for part in one.parts):
                raise Unblockable(scope)
            yield from paths(one.parts, inner)


def noted(row: Row) -> Iterator[list[int | tuple[int, int]]]:
    """Positions of the relational notes that can fail: elements, and components of composites."""
    for _, positions in row.notes:
        yield [n for n in positions if n <= len(row.fields) and row.fields[n - 1]]
    for position, notes in row.inner_notes:
        parts = row.fields[position - 1]
        assert parts is not None
        assert parts.parts is not None
        if parts.repeats > 1:
            raise Unblockable(row.spec.id)
        for _, positions in notes:
            yield [(position, n) for n in positions if n <= len(parts.parts) and parts.parts[n - 1]]
