"""Draw a transaction: its facts, its loops as a tree, and every loop with its segments, from guide and dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from clearlane.doors.console.drawing.draw_elements import draw_elements
from clearlane.doors.console.drawing.guide_words import find_keys, tell_condition, tell_limit, tell_note
from clearlane.standards.x12.guide import LoopSpec
from clearlane.standards.x12.library import load_machine
from clearlane.standards.x12.machine import Loop, Machine, Member, Row
from clearlane.standards.x12.read_dictionary import Note

MOST_NOTES = 4
"""So many relational notes of a segment are put in words; more are listed as the standard writes them."""
USAGES = {"M": "mandatory", "R": "required", "S": "situational"}
_UNITS = {"": "the set", "provider": "the billing provider's level", "subscriber": "the subscriber's level",
          "patient": "the patient's level"}  # fmt: skip


@dataclass
class _Drawing:
    """What a page needs to know while it is drawn. headings: of loops, by their spec; a loop that is used twice is
    drawn once."""

    machine: Machine
    keys: dict[int, str]
    headings: dict[int, str] = field(default_factory=dict)
    drawn: set[int] = field(default_factory=set)


def draw_transaction(files: tuple[str, ...]) -> str:
    """Tree and loops of the guide that these files make."""
    machine = load_machine(files)
    drawing = _Drawing(machine, find_keys(machine))
    _name(machine.root, drawing)
    tree = "".join(_branch(machine.root, _way_in(machine.root), drawing, set()))
    return f"## The loops\n\n{tree}\n" + "".join(_loop(machine.root, None, drawing))


def _way_in(root: Loop) -> str:
    return f"{USAGES[root.spec.usage]}, {tell_limit(root.spec.most)}"


def _name(loop: Loop, drawing: _Drawing) -> None:
    """Give each loop a heading that no other has."""
    for one in loop.walk():
        spec = one.spec
        if _key_of(spec) in drawing.headings:
            continue
        heading = f"{spec.id} {spec.name}" + (" (LS to LE)" if spec.attributes.bracket else "")
        if heading in drawing.headings.values() and one.parent:
            heading += f" (in {one.parent.id})"
        drawing.headings[_key_of(spec)] = heading


def _key_of(spec: LoopSpec) -> int:
    """A loop that stands at several places has its rows in common."""
    return id(spec.children[0])


def _link(spec: LoopSpec, drawing: _Drawing) -> str:
    heading = drawing.headings[_key_of(spec)]
    anchor = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
    return f"[{spec.id}](#{anchor}) {heading.partition(' ')[2]}"


def _branch(loop: Loop, said: str, drawing: _Drawing, shown: set[int]) -> Iterator[str]:
    """A loop with those beneath it; where it stands again, those are not told again."""
    unit = f"; **unit of rejection: {loop.unit}**" if loop.unit else ""
    key, has_loops = _key_of(loop.spec), any(member.loop for member in loop.members)
    again = "; its loops as above" if key in shown and has_loops else ""
    yield f"{'  ' * loop.depth}- {_link(loop.spec, drawing)}: {said}{unit}{again}\n"
    for member in loop.members:
        if member.loop is not None and not again:
            yield from _branch(member.loop, _usage(member, drawing), drawing, shown)
    shown.add(key)


def _usage(member: Member, drawing: _Drawing) -> str:
    """How a loop or row is used at its place, in words."""
    spec = member.loop.spec if member.loop else member.row.spec
    said = [USAGES[spec.usage], tell_limit(spec.most, spec.warn_at)]
    if member.oneof:
        said.append(f"exactly one of those marked *{member.oneof}*")
    if member.condition:
        words = tell_condition(member.condition, rules=drawing.machine.rules, segment=member.row.spec.id)
        said.append(words)
    return ", ".join(said)


def _loop(loop: Loop, member: Member | None, drawing: _Drawing) -> Iterator[str]:
    key = _key_of(loop.spec)
    if key not in drawing.drawn:
        drawing.drawn.add(key)
        yield f"## {drawing.headings[key]}\n\n"
        used = _usage(member, drawing) if member else _way_in(loop)
        yield f"{_where(loop)}{used[:1].upper()}{used[1:]}. An error in it rejects {_rejected(loop)}.\n\n"
        for one in loop.members:
            if one.loop is None:
                yield _row(one, loop, drawing)
    for one in loop.members:
        if one.loop is not None:
            yield from _loop(one.loop, one, drawing)


def _where(loop: Loop) -> str:
    path, at = [], loop.parent
    while at is not None:
        path.append(at.printed.id)
        at = at.parent
    return f"In {' / '.join(dict.fromkeys(reversed(path)))}. " if path else ""


def _rejected(loop: Loop) -> str:
    at: Loop | None = loop
    while at is not None and not at.unit:
        at = at.parent
    unit = at.unit if at else ""
    return _UNITS.get(unit, f"the {unit}")


def _row(member: Member, loop: Loop, drawing: _Drawing) -> str:
    row = member.row
    used = _usage(member, drawing)
    if member is loop.members[0]:
        used = f"Begins the loop, {tell_limit(1)} in each"
    elif loop.spec.attributes.bracket:
        used = "Ends what the LS began"
    said = f"Position {row.spec.position}. {used[:1].upper()}{used[1:]}.{_told(row, drawing)}"
    return f"### {row.spec.id} {row.spec.name}\n\n{said}\n\n{draw_elements(row)}\n"


def _told(row: Row, drawing: _Drawing) -> str:
    key = drawing.keys.get(id(row.spec))
    notes = [tell_note(kind, positions, segment=row.spec.id) for kind, positions in row.notes]
    if len(notes) > MOST_NOTES:
        notes = [f"notes of the standard: {' '.join(str(Note(*note)) for note in row.notes)}"]
    told = [f"It is this one when {key}"] if key else []
    return "".join(f" {one[:1].upper()}{one[1:]}." for one in told + notes)
