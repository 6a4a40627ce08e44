"""Identifiers: check digits and shapes of the numbers that claims carry. The NPI is a noun of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable

from clearlane.vocabulary.npi import is_npi

_LETTER = "[AC-HJKMNP-RT-Y]"
_EITHER = "[0-9AC-HJKMNP-RT-Y]"
_MBI = re.compile(f"[1-9]{_LETTER}{_EITHER}[0-9]{_LETTER}{_EITHER}[0-9]{_LETTER}{_LETTER}[0-9][0-9]", re.ASCII)
_EIN = re.compile(r"([0-9]{2})-?[0-9]{7}", re.ASCII)
_NO_EIN = frozenset("00 07 08 09 17 18 19 28 29 49 69 70 78 79 89 96 97".split())
"""The first two digits that the IRS gives to no employer."""
_DEA = re.compile(r"[ABCDEFGHJKLMNPRSTUX][A-Z9][0-9]{7}", re.ASCII)
_CLIA = re.compile(r"[0-9]{2}D[0-9]{7}", re.ASCII)
_NDC_FORMS = {(4, 4, 2): (1, 0, 0), (5, 3, 2): (0, 1, 0), (5, 4, 1): (0, 0, 1), (5, 4, 2): (0, 0, 0)}
"""Digits of labeler, product and package -> the zeros that each lacks in the eleven digits of a claim."""
_ABA_WEIGHTS = (3, 7, 1) * 3
_ABA_DISTRICTS = frozenset({*range(13), *range(21, 33), *range(61, 73), 80})
"""The first two digits of a routing number: a Federal Reserve district, its thrifts, electronic ones, cheques."""


def is_mbi(text: str) -> bool:
    """Say whether text is a Medicare Beneficiary Identifier by CMS's pattern: 11 characters, no S L O I B Z."""
    return _MBI.fullmatch(text) is not None


def is_ein(text: str) -> bool:
    """Say whether text is an employer's tax id: nine digits, with or without the dash, a prefix that the IRS gives."""
    match = _EIN.fullmatch(text)
    return match is not None and match[1] not in _NO_EIN


def is_dea(text: str) -> bool:
    """Say whether text is a DEA registration: two characters, six digits, and a last one computed from them."""
    if not _DEA.fullmatch(text):
        return False
    digits = [int(digit) for digit in text[2:]]
    return (sum(digits[0:6:2]) + 2 * sum(digits[1:6:2])) % 10 == digits[6]


def is_clia(text: str) -> bool:
    """Say whether text is a CLIA number: ten characters, the third a D, the others digits."""
    return _CLIA.fullmatch(text) is not None


def ndc_11(text: str) -> str | None:
    """The eleven digits of a drug code written 4-4-2, 5-3-2, 5-4-1, 5-4-2 or plainly; None for anything else.

    Ten digits without dashes are None: they could be three different drugs.
    """
    parts = text.split("-")
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    if len(parts) == 1:
        return text if len(text) == 11 else None
    lacking = _NDC_FORMS.get(tuple(len(part) for part in parts))  # type: ignore[arg-type]
    return None if lacking is None else "".join("0" * n + part for n, part in zip(lacking, parts, strict=True))


def is_ndc(text: str) -> bool:
    """Say whether text is a drug code in one of its forms."""
    return ndc_11(text) is not None


def is_aba(text: str) -> bool:
    """Say whether text is a bank's routing number: nine digits, a district, and weights 3, 7, 1 that sum to tens."""
    if len(text) != 9 or not (text.isascii() and text.isdigit()) or int(text[:2]) not in _ABA_DISTRICTS:
        return False
    return sum(weight * int(digit) for weight, digit in zip(_ABA_WEIGHTS, text, strict=True)) % 10 == 0


_TO_CHECK: dict[str, re.Pattern[str]] = {
    "npi": re.compile(r"[12][0-9]{9}", re.ASCII),
    "dea": _DEA,
    "aba": re.compile("(" + "|".join(f"{n:02d}" for n in sorted(_ABA_DISTRICTS)) + ")[0-9]{7}", re.ASCII),
}
"""Identifiers whose last digit is computed from the others -> what they look like beside it."""


def right_check_digit(kind: str, text: str) -> str | None:
    """The last digit that would be right, of a number in which nothing but that is wrong; None for any other."""
    shape, is_right = _TO_CHECK.get(kind), IDENTIFIERS[kind][1]
    if shape is None or not shape.fullmatch(text) or is_right(text):
        return None
    return next((digit for digit in "0123456789" if is_right(text[:-1] + digit)), None)


IDENTIFIERS: dict[str, tuple[str, Callable[[str], bool]]] = {
    "npi": ("National Provider Identifier, with its check digit", is_npi),
    "mbi": ("Medicare Beneficiary Identifier", is_mbi),
    "ein": ("employer's tax id, with the prefixes of the IRS", is_ein),
    "dea": ("DEA registration, with its check digit", is_dea),
    "clia": ("laboratory's CLIA number", is_clia),
    "ndc": ("drug code, 4-4-2, 5-3-2, 5-4-1, 5-4-2 or eleven digits", is_ndc),
    "aba": ("bank's routing number, with its check digit", is_aba),
}
"""Identifier -> what it is, and how it is checked."""
