"""What would be right, in a few words for a finding: the values that an element takes, the segment that a row is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.guide import UNLIMITED
from clearlane.standards.x12.list_words import name_of
from clearlane.standards.x12.machine import Member, Row
from clearlane.standards.x12.say_condition import either

MOST_CODES = 40
MOST_OF_A_KEY = 6
"""A segment that has one of more codes is not told apart by them."""
LAST_OF_A_KEY = 3
"""Up to this element a code says which segment it is; later ones say something of what it tells."""
KINDS = {"DT": "a date, CCYYMMDD", "TM": "a time, HHMM", "R": "a number", "B": "binary data"}


def expect_value(field: Field) -> str:
    """What an element takes: one of its codes, a value of its list, else its type and length."""
    if field.codes:
        return list_codes(field.codes)
    if field.parts is not None:
        return "components"
    if field.list:
        return name_of(field.list)
    kind = "a whole number" if field.type.startswith("N") else KINDS.get(field.type, "text")
    if field.type in ("DT", "TM", "B"):
        return kind
    unit = "character" if kind == "text" else "digit"
    length = str(field.least) if field.least == field.most else f"{field.least} to {field.most}"
    return f"{kind} of {length} {unit}{'s' * (length != '1')}"


def expect_segment(member: Member) -> str:
    """The segment that a row is: "NM1 with 41 in NM101"; of a loop its name and the segment that begins it."""
    first = _written(member.row)
    return f"the loop {member.loop.id} ({member.name}), begun by {first}" if member.loop else first


def _written(row: Row) -> str:
    (element, component), codes = row.first_code
    if not codes or len(codes) > MOST_OF_A_KEY or element > LAST_OF_A_KEY:
        return row.spec.id
    place = f"{row.spec.id}{element:02d}" + (f"-{component}" if component else "")
    return f"{row.spec.id} with {list_codes(codes)} in {place}"


def expect_times(most: int) -> str:
    """How often something may come: "once", "at most 10 times"."""
    if most >= UNLIMITED:
        return "any number of times"
    return "once" if most == 1 else f"at most {most} times"


def expect_before(member: Member, behind: Member | None = None) -> str:
    """Where a segment that came late belongs: before the first that must stand behind it.

    behind: what of these stands in the file; None: nothing that is known.
    """
    behind = behind or next((one for one in member.home.members if one.group > member.group), None)
    return "before what ends its loop" if behind is None else f"before {_named(behind)}"


def _named(member: Member) -> str:
    """A segment by what tells it from others and by its name."""
    return f"{_written(member.row)} ({member.name})"


@lru_cache(maxsize=1 << 12)
def list_codes(allowed: frozenset[bytes]) -> str:
    """The codes that are allowed: "1, 7 or 18"; of very many the first, and how many more there are."""
    codes = sorted(map(bytes.decode, allowed), key=_by_value)
    if len(codes) <= MOST_CODES:
        return either(codes)
    return f"{', '.join(codes[:MOST_CODES])} and {len(codes) - MOST_CODES} more"


def _by_value(code: str) -> tuple[bool, int, str]:
    """Numbers stand by their value, before all else."""
    is_number = code.isascii() and code.isdigit()
    return not is_number, int(code) if is_number else 0, code


def expect_next(ids: Iterable[bytes]) -> str:
    """The segments that may come."""
    return list_codes(frozenset(ids))
