"""A guide in words: usages, limits, conditions, codes and keys, as an analyst reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from zlib import crc32

from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.guide import UNLIMITED, Condition
from clearlane.standards.x12.machine import KeyPlace, Machine, RuleTable, Tests
from clearlane.standards.x12.read_meanings import meaning
from clearlane.standards.x12.say_condition import either, say_condition

MOST_CODES = 12
"""Codes of one element that stand in its line; of more the line leads to where they all stand."""
MOST_MEANT = 4
"""Up to so many codes are shown with what they mean; what more of them mean stands at the end of the page."""
_NOTES = {
    "P": "{all} go together: all of them or none",
    "R": "at least one of {all} is sent",
    "E": "at most one of {all} is sent",
    "C": "where {first} is sent, {rest} must be, too",
    "L": "where {first} is sent, at least one of {rest} must be, too",
}


def tell_limit(most: int, warn_at: int = 0) -> str:
    """How often something may come: once, up to 10 times, any number of times."""
    often = {1: "once", UNLIMITED: "any number of times"}.get(most, f"up to {most:,} times")
    return often + (f" (more than {warn_at:,} warns)" if warn_at else "")


def tell_condition(condition: Condition, *, rules: RuleTable, segment: str) -> str:
    """When something is required, and whether it is wrong to send it otherwise. segment: or the composite around."""
    said = say_condition(condition, rules=rules, segment=segment, mark="`")
    words = f"{said} (`{condition.name}`)" if condition.name else said
    return f"required when: {words}" + ("; a warning when sent otherwise" if condition.both_ways else "")


def tell_codes(codes: Sequence[str], *, field: Field) -> str:
    """The codes of an element: few of them with what they mean, of many where that stands."""
    meant = mean_codes(codes, field=field)
    if is_long(codes, field=field):
        _, link = link_to(codes, field=field)
        if len(codes) > MOST_CODES:
            return f"[one of {len(codes)} codes]({link})"
        return f"{', '.join(f'`{code}`' for code in codes)}: [what they mean]({link})"
    return ", ".join(f"`{code}` {words}".strip() for code, words in meant.items())


def mean_codes(codes: Sequence[str], *, field: Field) -> dict[str, str]:
    """Each code with what it means, "" where no word of ours is there."""
    return {code: meaning(code, number=field.number, list=field.list) for code in codes}


def is_long(codes: Sequence[str], *, field: Field) -> bool:
    """Whether the codes, or what they mean, are too much for the line of an element."""
    return len(codes) > MOST_CODES or (len(codes) > MOST_MEANT and any(mean_codes(codes, field=field).values()))


def link_to(codes: Sequence[str], *, field: Field) -> tuple[str, str]:
    """The heading under which all codes of a long list stand on its page, and the link to it."""
    mark = crc32(" ".join(codes).encode()) & 0xFFFF
    title = f"{field.number}, {len(codes)} codes from {codes[0]} to {codes[-1]} (list {mark:04x})"
    return title, "#" + re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def tell_note(kind: str, positions: Sequence[int], *, segment: str) -> str:
    """A relational note of the standard."""
    first, *rest = named = [f"{segment}{position:02d}".replace("-0", "-") for position in positions]
    return _NOTES[kind].format(all=", ".join(named), first=first, rest=", ".join(rest))


def find_keys(machine: Machine) -> dict[int, str]:
    """What tells each row from the others that could stand there, as the compiler found it, by the id of its spec."""
    found: dict[int, dict[KeyPlace, frozenset[bytes]]] = {}
    for loop in machine.loops():
        for choice in (choice for state in loop.states for choice in state.values()):
            for target, tests in choice.candidates:
                found.setdefault(id(target.member.row.spec), {}).update(dict(tests))
    rows = {id(member.row.spec): member.row.spec.id for loop in machine.loops() for member in loop.members}
    return {spec: _key(rows[spec], sorted(tests.items())) for spec, tests in found.items() if tests}


def _key(segment: str, tests: Iterable[tuple[KeyPlace, frozenset[bytes]]] | Tests) -> str:
    return " and ".join(
        f"{segment}{element:02d}{f'-{component}' if component else ''} is {_few(codes)}"
        for (element, component), codes in tests
    )


def _few(codes: frozenset[bytes]) -> str:
    shown = sorted(code.decode() for code in codes)
    return either([f"`{code}`" for code in shown]) if len(shown) <= MOST_CODES else f"one of its {len(shown)} codes"
