"""Name the loops, rows and elements of a guide by keys for programs: the words of the guide in snake_case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from clearlane.standards.x12.fits import fits, value_at
from clearlane.standards.x12.machine import KeyPlace, Loop, Member, Row
from clearlane.standards.x12.name_fields import name_fields
from clearlane.standards.x12.read_meanings import name

_NO_LETTERS = re.compile(r"[^a-z0-9]+")


class ElementKey(NamedTuple):
    """The key of an element; parts: those of its components, empty where it is none."""

    key: str
    parts: tuple[str, ...] = ()


def snake(words: str) -> str:
    """The key that is made of words: `Claim Submitter's Identifier` is `claim_submitters_identifier`."""
    return _NO_LETTERS.sub("_", words.lower().replace("'", "")).strip("_")


@lru_cache(maxsize=1 << 12)
def element_keys(row: Row) -> tuple[ElementKey, ...]:
    """The keys of a row's elements by position: their names, of which those that the row uses go first."""
    names = name_fields(row)
    inner = (one.parts if one else None for one in row.fields)
    return tuple(
        ElementKey(key, tuple(_numbered(map(snake, named.parts), parts or ())))
        for key, named, parts in zip(
            _numbered((snake(one.name) for one in names), row.fields), names, inner, strict=True
        )
    )


def _numbered(words: Iterable[str], used: Sequence[object] = ()) -> list[str]:
    """The words, each made its own by a number where it was given before. used: none where a word can wait."""
    keys: dict[int, str] = {}
    numbered = list(enumerate(words))
    for at, word in sorted(numbered, key=lambda one: not any(used[one[0] : one[0] + 1])):
        plain, count = word or f"element_{at + 1:02d}", 1
        key = plain
        while key in keys.values():
            count += 1
            key = f"{plain}_{count}"
        keys[at] = key
    return [keys[at] for at, _ in numbered]


@lru_cache(maxsize=1 << 12)
def member_keys(loop: Loop) -> tuple[str, ...]:
    """The keys of a loop's rows and inner loops, by their index; no key is given twice."""
    return tuple(_numbered(_word(member) for member in loop.members))


def _word(member: Member) -> str:
    if member.loop is not None:
        return snake(member.loop.spec.name)
    called = member.row.spec.name
    if called == member.home.spec.name:
        called = name(member.row.spec.id)
    return snake(called.partition(": ")[2] or called) or member.row.spec.id.lower()


def member_of(loop: Loop, parts: Sequence[bytes]) -> Member | None:
    """The row of a loop that a segment is (elements with canonical delimiters), None where it is none of them.

    Best is one whose required codes are all there; else one whose first code is.
    """
    rows = _rows(loop).get(parts[0], ())
    for member in rows if len(rows) > 1 else ():
        if all(value_at(parts, place) in codes for place, codes in _codes(member.row)):
            return member
    return next((one for one in rows if fits(one.row, parts)), None)


@lru_cache(maxsize=1 << 12)
def _codes(row: Row) -> tuple[tuple[KeyPlace, frozenset[bytes]], ...]:
    """The places of a row at which a code is required."""
    places = [(n, component) for n in range(1, len(row.fields) + 1) for component in (0, 1)]
    return tuple((place, row.codes(place)) for place in places if row.codes(place))


@lru_cache(maxsize=1 << 12)
def _rows(loop: Loop) -> dict[bytes, tuple[Member, ...]]:
    """The loop's own rows by segment id; the trigger is its first member."""
    found: dict[bytes, tuple[Member, ...]] = {}
    for member in loop.members:
        if member.loop is None:
            found[member.row.id] = (*found.get(member.row.id, ()), member)
    return found


def rows_of(loop: Loop) -> tuple[Row, ...]:
    """The loop's own rows in order."""
    return tuple(member.row for member in loop.members if member.loop is None)
