"""Medicare id: whoever Medicare insures has an id of its form (MBI), made from the member id drawn for him."""

from __future__ import annotations

from clearlane.standards.x12.generate.line import Line

OF_MEDICARE = ("MA", "MB")
_LETTERS = "ACDEFGHJKMNPQRTUVWXY"
_FORM = "NLE9LE9LL99"
"""Of each character: N a digit but 0, 9 a digit, L a letter, E either. Letters like digits are none of them."""
FILING, QUALIFIER, ID = 9, 8, 9
"""Elements of SBR, and of NM1."""


def medicare_id(member: str) -> str:
    """The same id for the same member."""
    digits = [ord(one) for one in member] or [0]
    numbers = [digits[n % len(digits)] * (n + 3) + digits[-1 - n % len(digits)] for n in range(len(_FORM))]
    return "".join(map(_character, _FORM, numbers))


def _character(kind: str, number: int) -> str:
    if kind == "L" or (kind == "E" and number % 2):
        return _LETTERS[number % len(_LETTERS)]
    return str(1 + number % 9 if kind == "N" else number % 10)


def with_medicare_ids(lines: list[Line]) -> list[Line]:
    """The same lines, where each member of Medicare has such an id."""
    is_medicare = False
    for line in lines:
        values = line.values
        if values[0] == "SBR":
            is_medicare = len(values) > FILING and values[FILING] in OF_MEDICARE
        elif is_medicare and values[:2] == ["NM1", "IL"] and values[QUALIFIER : QUALIFIER + 1] == ["MI"]:
            values[ID] = medicare_id(values[ID])
    return lines
