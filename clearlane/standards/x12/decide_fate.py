"""Decide what becomes of a value when its file is anonymised: only what is proven to be no identifier stays.

Proven is a code of its element, as the guide, the dictionary or a list of codes knows it; a number where numbers stand;
and nothing else. Whatever stands in the place of a code without being one becomes another text that is none; then the
values beside it may have moved as well, or be of a segment whose beginning was lost, and less is proven of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from functools import cache, lru_cache, partial
from typing import NamedTuple

from clearlane.standards.x12.delimiters import FIRST_VERSION_WITH_REPETITION
from clearlane.standards.x12.fields import Field, Test
from clearlane.standards.x12.find_known import find_known, segment_ids
from clearlane.standards.x12.part_values import Value
from clearlane.standards.x12.read_dictionary import DataElement, read_dictionary
from clearlane.standards.x12.read_kinds import kind_of
from clearlane.standards.x12.text import encode
from clearlane.standards.x12.values import is_date, is_decimal, is_whole, number_of_digits

IDENTIFYING_LISTS = {
    "npi": "id",
    "tin": "id",
    "zip": "zip",
    "zip9": "zip",
    "aba": "routing",
    "phone": "phone",
    "street": "street",
    "period": "period",
}
"""Lists of the notation whose values say who somebody is; those of any other are codes."""
KNOWN, PASSES, WRONG = 2, 1, 0
CONTROL_NUMBERS = frozenset(("28", "I12"))
"""Elements whose numbers of any length stay: by them a trailer or an answer finds its header."""
LARGEST = 8
"""More digits than that before its point has no amount or count but one of the payments below, and every SSN."""
PAYMENTS = frozenset(("BPR", "RMR"))
"""Segments whose amounts are of many people together and may be of any size: the sums of a payment must stay."""
LARGEST_IN_DOUBT = 6
"""More digits than that has no number that stays beside a value in a place not its own: dates and phones have more."""
_WHOLE = re.compile(r"-?([0-9]+)")
_SIGNS_BEHIND = re.compile(r"\W+\Z")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
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
    standing = _standing(number, field, named, LARGEST if segment not in PAYMENTS else None)
    if standing is not None:
        return Fate("keep" if standing(value) == KNOWN else "code", standing)
    return Fate(named or _of_list(field) or _of_type(number) or "id", _same)


def decide_fates(segment: str, values: Sequence[Value]) -> list[Fate]:
    """What becomes of the values of a segment, each beside the others."""
    fates = [decide_fate(segment, *value) if value.text.strip() else BLANK for value in values]
    is_in_place = not any(map(_is_astray, values, fates))
    if is_in_place and "".join([value.text for value in values]).isprintable():
        return fates
    if not is_in_place:
        fates = list(map(_doubt, values, fates))
    broken = next((n for n, each in enumerate(map(_breaks, values, fates)) if each), len(fates))
    return [*fates[:broken], *map(_disprove, fates[broken:])]


def _is_astray(value: Value, fate: Fate) -> bool:
    """Whether a value stands where none should, or none like it."""
    return fate is not BLANK and (fate.kind == "code" or not value.number)


def _doubt(value: Value, fate: Fate) -> Fate:
    """A whole number is no longer proven to be an amount where it is long enough to be a date, a phone or an id."""
    is_amount = fate.kind == "keep" and _is_of_numbers(value.number) and value.number not in CONTROL_NUMBERS
    whole = _WHOLE.fullmatch(value.text) if is_amount else None
    return Fate("code", fate.standing) if whole and len(whole[1]) > LARGEST_IN_DOUBT else fate


def _breaks(value: Value, fate: Fate) -> bool:
    """Whether a segment ends within a value because its terminator was lost: by a line end or another sign that is none
    of text, or by the id of the next segment behind a number or a code."""
    if _CONTROL.search(value.text):
        return True
    lengths = (2, 3) if _is_of_numbers(value.number) else (3,)
    return fate.kind == "code" and any(_ends_in_id(value.text, fate, length) for length in lengths)


def _ends_in_id(text: str, fate: Fate, length: int) -> bool:
    last = _SIGNS_BEHIND.sub("", text[:-length])
    return text[-length:] in segment_ids() and fate.standing(last) == KNOWN


def _disprove(fate: Fate) -> Fate:
    """Of what stands behind such a break no element is known: it is no code, no number and no time."""
    return Fate("code", _same) if fate is not BLANK and fate.kind in ("keep", "code", "clock") else fate


def _same(value: str) -> object:
    return WRONG


BLANK = Fate("keep", _same)
"""Of a value that is not there."""


def _of_list(field: Field | None) -> str:
    return IDENTIFYING_LISTS.get(field.list, "") if field else ""


def _standing(number: str, field: Field | None, named: str, largest: int | None) -> Standing | None:
    """What tells the standing of a value; None where the element is none of codes, numbers or times. largest: so many
    digits may an amount have before its point, None for any."""
    if field and field.codes:
        return _partial(_of_codes, _codes(number), field.codes)
    names = _lists(field, named)
    if names:
        return _partial(_of_lists, _codes(number), names, field.test if field else None)
    if named or _of_list(field):
        return None
    return _by_type(number, largest)


@lru_cache(maxsize=1 << 12)
def _partial(test: Callable[..., object], *given: Hashable) -> Standing:
    """One test for what is alike, so that its answers can be remembered."""
    return partial(test, *given)


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
def _by_type(number: str, largest: int | None) -> Standing | None:
    """Of an element that nothing names: a code, a number within its lengths, a date or a time; None for a text."""
    element = read_dictionary().elements.get(number)
    if element is not None and element.type == "ID":
        return partial(_of_id, element, _codes(number))
    if element is None or not _is_of_numbers(number):
        return None
    most = element.most if number in CONTROL_NUMBERS else largest
    return partial(_of_number, element, is_whole if element.type[0] == "N" else is_decimal, most or element.most)


@cache
def _is_of_numbers(number: str) -> bool:
    element = read_dictionary().elements.get(number)
    return element is not None and element.type.rstrip("0123456789") in ("N", "R")


def _of_id(element: DataElement, codes: frozenset[str], value: str) -> object:
    if value in codes or (not codes and len(value) <= element.most and find_known("short")(value)):
        return KNOWN
    repeats = encode(value) >= FIRST_VERSION_WITH_REPETITION
    return (PASSES if repeats else WRONG) if element.number == VERSIONS else WRONG


def _of_number(element: DataElement, is_number: Test, largest: int, value: str) -> object:
    """A number is kept, for sums and counts must stay; one with more digits than its element has, or than any amount
    has before its point, is none."""
    data = encode(value)
    if not is_number(data):
        return WRONG
    whole, point, _ = data.partition(b".")
    is_small = number_of_digits(data) <= element.most and number_of_digits(whole) <= largest
    return KNOWN if is_small and (point or not _is_day(whole, largest)) else PASSES


def _is_day(whole: bytes, largest: int) -> bool:
    """Whether a whole number as long as amounts may be is a day of the calendar, as a date of birth is."""
    return len(whole) == largest == LARGEST and is_date(whole)


def _codes(number: str) -> frozenset[str]:
    return read_dictionary().codes.get(number, frozenset())


def _of_type(number: str) -> str:
    """The kind of a date or a time that no line of the table names."""
    element = read_dictionary().elements.get(number)
    return {"DT": "date", "TM": "clock"}.get(element.type, "") if element else ""
