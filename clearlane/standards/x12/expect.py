"""What would be right, in a few words for a finding: the values that an element takes, the segment that a row is."""

from __future__ import annotations

from collections.abc import Iterable

from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.list_words import find_words
from clearlane.standards.x12.machine import Member, Row

MOST_CODES = 40
KINDS = {"DT": "a date, CCYYMMDD", "TM": "a time, HHMM", "R": "a number", "B": "binary data"}


def expect_value(field: Field) -> str:
    """What an element takes: one of its codes, a value of its list, else its type and length."""
    if field.codes:
        return list_codes(sorted(code.decode() for code in field.codes))
    if field.parts is not None:
        return "components"
    if field.list:
        return f"a {find_words(name=field.list).noun.format(expected=field.list)}"
    kind = "a whole number" if field.type.startswith("N") else KINDS.get(field.type, "text")
    if field.type in ("DT", "TM", "B"):
        return kind
    unit = "characters" if kind == "text" else "digits"
    length = str(field.least) if field.least == field.most else f"{field.least} to {field.most}"
    return f"{kind} of {length} {unit}"


def expect_segment(member: Member) -> str:
    """The segment that a row or the first row of a loop is, as a guide writes it: "NM1 01=41"."""
    return _written(member.row)


def _written(row: Row) -> str:
    (element, component), codes = row.first_code
    if not codes:
        return row.spec.id
    place = f"{element:02d}" + (f"-{component}" if component else "")
    return f"{row.spec.id} {place}={'|'.join(sorted(code.decode() for code in codes))}"


def list_codes(codes: list[str]) -> str:
    """The codes that are allowed; of very many the first, and how many more there are."""
    told = " ".join(codes[:MOST_CODES])
    return told if len(codes) <= MOST_CODES else f"{told} and {len(codes) - MOST_CODES} more"


def expect_next(ids: Iterable[bytes]) -> str:
    """The segments that may come."""
    return list_codes(sorted(id.decode() for id in ids))
