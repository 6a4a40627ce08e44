"""Decide what becomes of a value when its file is anonymised: only what is proven to be no identifier stays.

Proven is a code of its element, as the guide, the dictionary or a list of codes knows it; a number where numbers stand;
and nothing else. Whatever stands in the place of a code without being one becomes another text that is none.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

from clearlane.standards.x12.delimiters import FIRST_VERSION_WITH_REPETITION
from clearlane.standards.x12.fields import Field, Test
from clearlane.standards.x12.find_known import find_known
from clearlane.standards.x12.read_dictionary import DataElement, read_dictionary
from clearlane.standards.x12.read_kinds import kind_of
from clearlane.standards.x12.text import encode
from clearlane.standards.x12.values import is_decimal, is_whole, number_of_digits

IDENTIFYING_LISTS = {"npi": "id", "tin": "id", "zip": "zip", "zip9": "zip", "aba": "routing"}
"""Lists of the notation whose values say who somebody is; those of any other are codes."""
KNOWN, PASSES, WRONG = 2, 1, 0
VERSIONS = "I11"
"""The element of the ISA that says whether there is a repetition separator: a wrong one must say the same."""

Standing = Callable[[str], object]
"""What a value is to whoever judges it: KNOWN as a code, one that PASSES, or WRONG."""


class Fate(NamedTuple):
    """What becomes of a value. kind: "keep", "code" for another one of the same standing, or a kind of the table."""

    kind: str
    standing: Standing


def decide_fate(segment: str, number: str, value: str, field: Field | None, before: str) -> Fate:
    """What becomes of a value. number: of its element, "" for none; field: what the guide says of it, if anything does;
    before: the value just before it."""
    named = kind_of(segment, number, before)
    standing = _standing(number, field, named)
    if standing is not None:
        return Fate("keep" if standing(value) == KNOWN else "code", standing)
    return Fate(named or _of_list(field) or _of_type(number) or "id", _same)


def _same(value: str) -> object:
    return WRONG


def _of_list(field: Field | None) -> str:
    return IDENTIFYING_LISTS.get(field.list, "") if field else ""


def _standing(number: str, field: Field | None, named: str) -> Standing | None:
    """What tells the standing of a value; None where the element is none of codes, numbers or times."""
    if field and field.codes:
        return partial(_of_codes, _codes(number), field.codes)
    names = _lists(field, named)
    if names:
        return partial(_of_lists, _codes(number), names, field.test if field else None)
    if named or _of_list(field):
        return None
    return _by_type(number)


def _lists(field: Field | None, named: str) -> tuple[str, ...]:
    """The lists of which a value may be: that of the guide, and those of the table."""
    told = tuple(named[1:].split(" :")) if named.startswith(":") else ()
    is_coded = field is not None and field.list and field.list not in IDENTIFYING_LISTS
    return (field.list, *told) if field is not None and is_coded else told


def _of_codes(codes: frozenset[str], given: frozenset[bytes], value: str) -> object:
    return KNOWN if value in codes or encode(value) in given else WRONG


def _of_lists(codes: frozenset[str], names: tuple[str, ...], test: Test | None, value: str) -> object:
    if value in codes or any(find_known(name)(value) for name in names):
        return KNOWN
    return PASSES if test is not None and test(encode(value)) else WRONG


@cache
def _by_type(number: str) -> Standing | None:
    """Of an element that nothing names: a code, a number within its lengths, a date or a time; None for a text."""
    element = read_dictionary().elements.get(number)
    type = element.type.rstrip("0123456789") if element else ""
    if element is None or type not in ("ID", "N", "R"):
        return None
    if type == "ID":
        return partial(_of_id, element, _codes(number))
    return partial(_of_number, element, is_whole if type == "N" else is_decimal)


def _of_id(element: DataElement, codes: frozenset[str], value: str) -> object:
    if value in codes or (not codes and len(value) <= element.most and find_known("short")(value)):
        return KNOWN
    repeats = encode(value) >= FIRST_VERSION_WITH_REPETITION
    return (PASSES if repeats else WRONG) if element.number == VERSIONS else WRONG


def _of_number(element: DataElement, is_number: Test, value: str) -> object:
    """A number is kept, for sums and counts must stay; one with more digits than its element has is none."""
    data = encode(value)
    if not is_number(data):
        return WRONG
    return KNOWN if number_of_digits(data) <= element.most else PASSES


def _codes(number: str) -> frozenset[str]:
    return read_dictionary().codes.get(number, frozenset())


def _of_type(number: str) -> str:
    """The kind of a date or a time that no line of the table names."""
    element = read_dictionary().elements.get(number)
    return {"DT": "date", "TM": "clock"}.get(element.type, "") if element else ""
