"""Row pattern: one regular expression that proves a clean segment. What it refuses is explained, not yet wrong.

Written for the delimiters `*:~^`; other delimiters are translated to these before (x12-design, tiers).
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import Protocol

from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.values import BESIDE, DATE6, DATE8, FORMATS, TIME

_CHAR = r"[ -)+-9;-\]_-}]"
NEVER = "(?!)"
"""Matches nothing: repeated values whose formats differ are left to the explaining tier."""
_FIRST = r"[!-)+-9;-\]_-}]"


class Around(Protocol):
    """What is put around the pattern of a value that is sent: nothing, a mark, or a group that captures it."""

    def __call__(self, path: str, pattern: str) -> str:
        """path: the scope of the row, the position, and after `_` the component: `e5_3`."""
        ...


def _bare(path: str, pattern: str) -> str:
    return pattern


def row_pattern(id: str, fields: tuple[Field | None, ...], *, scope: str = "e", around: Around = _bare) -> str:
    """The pattern of a whole segment without terminator and binary payload, for fullmatch or before a terminator.

    scope: begins the names of its groups, so that many rows can stand in one pattern.
    """
    fields = tuple(None if field and field.binary_of else field for field in fields)
    return re.escape(id) + _sequence(fields, r"\*", scope, around)


def _sequence(fields: tuple[Field | None, ...], separator: str, scope: str, around: Around) -> str:
    """Elements or components in order; a missing end is left out together with its separators.

    It looks back at these only where the end may be missing: that costs as much as two values.
    """
    last = max((n for n, field in enumerate(fields, 1) if field), default=0)
    needed = max((n for n, field in enumerate(fields, 1) if field and field.required), default=0)
    is_inner = separator == ":"
    tail = ""
    for n in range(last, 0, -1):
        field = fields[n - 1]
        body = "" if field is None else _body(field, fields, separator, scope, around)
        piece = body if is_inner and n == 1 else separator + body
        tail = piece + tail if n <= needed or (is_inner and n == 1) else f"(?:{piece}{tail}|)"
    return tail if needed == last else tail + r"(?<![*:])"


def _body(field: Field, fields: tuple[Field | None, ...], separator: str, scope: str, around: Around) -> str:
    if field.repeats > 1 and any(part and part.format_by for part in field.parts or ()):
        return NEVER
    one = _composite(field, scope, around) if field.parts is not None else _simple(field, fields, separator)
    many = f"{one}(?:\\^{one}){{0,{field.repeats - 1}}}" if field.repeats > 1 else one
    many = around(f"{scope}{field.position}", many)
    return f"(?:{many})" if field.required else "" if many == NEVER else f"(?:{many}|)"


def _composite(field: Field, scope: str, around: Around) -> str:
    assert field.parts is not None
    return f"(?:{_sequence(field.parts, ':', f'{scope}{field.position}_', around)})"


def _simple(field: Field, fields: tuple[Field | None, ...], separator: str) -> str:
    told = next((one for one in fields if one and one.unlisted_by == field.position and one.list in BESIDE), None)
    if told and not (separator == r"\*" and another_list(told)):
        return _same_list(told)
    if field.format_by:
        return _formatted(field, fields[field.format_by - 1], separator)
    if field.codes:
        return f"(?:{_codes(field.codes)})"
    return f"(?:{_typed(field)})"


def another_list(field: Field) -> str:
    """What looks back at the qualifier just before a value, and matches where that names a list that is not known here.

    Nothing where the qualifier stands elsewhere, or names another list that is known.
    """
    tests = BESIDE.get(field.list, {})
    if not tests or field.unlisted_by != field.position - 1 or any(test is not field.test for test in tests.values()):
        return ""
    return "".join(rf"(?<!\*{re.escape(code.decode())}\*)" for code in (b"", *tests))


def _same_list(told: Field) -> str:
    """What may stand beside a value so that it is of the list of its row after all; other lists are left to explain."""
    same = [re.escape(code.decode()) for code, test in BESIDE[told.list].items() if test is told.test]
    return f"(?:{'|'.join(same)})"


def _codes(codes: frozenset[bytes]) -> str:
    """Any of the codes, the longest first. Those that differ in their last character alone cost one look."""
    texts = sorted((code.decode() for code in codes), key=lambda code: (-len(code), code))
    families = groupby(texts, key=lambda code: code[:-1])
    return "|".join(re.escape(head) + _one_of([code[-1] for code in family]) for head, family in families)


def _one_of(characters: list[str]) -> str:
    escaped = "".join(map(re.escape, characters))
    return escaped if len(characters) == 1 else f"[{escaped}]"


def _formatted(field: Field, qualifier: Field | None, separator: str) -> str:
    """The value in the format that the element before it names.

    That is looked back at, and not captured: a group would still be set from an earlier row where rows repeat.
    """
    codes = sorted(code.decode() for code in qualifier.codes) if qualifier else []
    if not codes or any(code not in FORMATS for code in codes):
        return f"(?:{_typed(field)})"
    if len(codes) == 1:
        return f"(?:{FORMATS[codes[0]]})"
    if field.format_by != field.position - 1:
        return NEVER
    named = (f"(?<={separator}{re.escape(code)}{separator}){FORMATS[code]}" for code in codes)
    return f"(?:{'|'.join(named)})"


def _typed(field: Field) -> str:
    kind, most = field.type, field.keep or field.most
    if kind == "DT":
        return {6: DATE6, 8: DATE8}.get(field.least if field.least == most else 0, f"{DATE8}|{DATE6}")
    if kind == "TM":
        return TIME if field.most >= 8 else TIME[: TIME.index("(?:[0-5][0-9](")]
    if kind.startswith("N"):
        return f"-?+[0-9]{{{field.least},{most}}}+"
    if kind == "R":
        whole = max(1, most - 4)
        return rf"-?+(?:[0-9]{{1,{whole}}}+(?:\.[0-9]{{1,{min(4, most - whole) or 1}}}+|))" if most > 1 else "[0-9]"
    return f"{_FIRST}{_CHAR}{{{field.least - 1},{most - 1}}}+(?<! )" if most > 1 else _FIRST
