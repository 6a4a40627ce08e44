"""Values: what the types of the standard and the lists that are computed allow. Bytes in canonical delimiters."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from clearlane.standards.codes.identifiers import is_aba as check_aba
from clearlane.standards.codes.kinds import KINDS
from clearlane.standards.codes.shapes import SHAPES as CODE_SHAPES
from clearlane.standards.x12.list_tests import was_ever_on
from clearlane.vocabulary.npi import is_npi as check_npi

MONTH_DAY = (
    r"(?:(?:0[1-9]|1[0-2])(?:0[1-9]|1[0-9]|2[0-8])"
    r"|(?:0[13578]|1[02])(?:29|3[01])"
    r"|(?:0[469]|11)(?:29|30))"
)
"""The days that every month has come first: they are nearly all."""
DATE8 = rf"(?:1[89]|2[0-9])[0-9][0-9]{MONTH_DAY}"
DATE6 = rf"[0-9][0-9]{MONTH_DAY}"
TIME = r"(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-5][0-9](?:[0-9]{1,2})?)?"
MINUTE = r"(?:[01][0-9]|2[0-3])[0-5][0-9]"
FORMATS = {
    "D8": DATE8,
    "RD8": f"{DATE8}-{DATE8}",
    "D6": DATE6,
    "TM": MINUTE,
    "TS": r"(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]",
    "DT": f"{DATE8}{MINUTE}",
    "RTM": f"{MINUTE}-{MINUTE}",
}
"""Date time period formats (element 1250) and the pattern of their values; 29 February is judged apart."""
_FORMATS = {name.encode(): re.compile(pattern.encode()) for name, pattern in FORMATS.items()}
_DIGITS = re.compile(rb"[0-9]+")
_MONTH_DAY = re.compile(MONTH_DAY.encode())
_TIME = re.compile(TIME.encode())


def is_date(value: bytes) -> bool:
    """CCYYMMDD or YYMMDD that stands in the calendar."""
    if len(value) not in (6, 8) or not _DIGITS.fullmatch(value):
        return False
    year, day = int(value[:-4]), value[-4:]
    if len(value) == 8 and not 1800 <= year < 3000:
        return False
    if day == b"0229":
        return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0 or len(value) == 6)
    return _MONTH_DAY.fullmatch(day) is not None


def is_time(value: bytes) -> bool:
    """HHMM, HHMMSS, HHMMSSD or HHMMSSDD."""
    return _TIME.fullmatch(value) is not None


def fits_format(value: bytes, qualifier: bytes) -> bool:
    """Whether a value has the format that a qualifier such as RD8 names; True where none is known."""
    if qualifier == b"RD8":
        first, dash, last = value.partition(b"-")
        return bool(dash) and is_date(first) and is_date(last) and len(first) == len(last) == 8
    if qualifier in (b"D8", b"D6"):
        return len(value) == int(qualifier[1:]) and is_date(value)
    if qualifier == b"DT":
        return is_date(value[:8]) and len(value) == 12 and is_time(value[8:])
    pattern = _FORMATS.get(qualifier)
    return pattern is None or pattern.fullmatch(value) is not None


def is_npi(value: bytes) -> bool:
    """Ten digits that begin with 1 or 2 and end in their check digit."""
    return check_npi(value.decode("latin-1"))


def is_aba(value: bytes) -> bool:
    """Nine digits of a bank of the US, of which the last is reckoned from the others."""
    return check_aba(value.decode("latin-1"))


def is_in_order(value: bytes) -> bool:
    """A day, or a range of days (RD8) that does not end before it begins."""
    first, dash, last = value.partition(b"-")
    return not dash or first <= last


def _shape(pattern: bytes) -> Callable[[bytes], bool]:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


_BOX = re.compile(rb"(?<![A-Z])(?:P[. ]*O[. ]*|POST OFFICE |LOCK ?)BOX *[#0-9]", re.IGNORECASE)


def is_street(value: bytes) -> bool:
    """An address to which one can go: no box of a post office."""
    return _BOX.search(value) is None


SHAPES: dict[str, str] = {
    **{name: pattern for name, pattern in CODE_SHAPES.items() if name == "taxonomy" or not KINDS[name].shipped},
    "tin": f"(?!{'|'.join(f'{n}{{9}}' for n in range(10))})[0-9]{{9}}",
    "phone": "[0-9]{10}|(?!1[0-9]{10}$)[0-9]{11,}",
    "zip": "[0-9]{5}(?:[0-9]{4})?",
    "zip9": "[0-9]{9}",
    "icd10": CODE_SHAPES["icd10cm"],
    "hcpcs": "[0-9A-Z][0-9]{3}[0-9A-Z]",
    "tooth": "[1-9]|[12][0-9]|3[0-2]|5[1-9]|[67][0-9]|8[0-2]|[A-T]S?",
}
"""Lists of the notation that are a shape, as long as the list itself is not here: name -> pattern."""
CHECKS: dict[str, Callable[[bytes], bool]] = {
    "npi": is_npi,
    "aba": is_aba,
    "period": is_in_order,
    "street": is_street,
    **{name: _shape(pattern.encode()) for name, pattern in SHAPES.items()},
}
"""Lists of the notation that are computed: name -> whether a value belongs to it."""

_CANADA = _shape(b"[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]")
BESIDE: dict[str, dict[bytes, Callable[[bytes], bool]]] = {
    "zip": {b"US": CHECKS["zip"], b"CA": _CANADA},
    "zip9": {b"US": CHECKS["zip9"], b"CA": _CANADA},
    "aba": {b"01": CHECKS["aba"]},
    "npi": {b"XX": CHECKS["npi"]},
    "phone": {b"TE": CHECKS["phone"], b"FX": CHECKS["phone"]},
    "tin": dict.fromkeys((b"34", b"24"), CHECKS["tin"]),
    "diagnosis": dict.fromkeys((b"ABK", b"ABF", b"ABJ", b"APR"), partial(was_ever_on, "icd10cm")),
}
"""Lists of the notation that are another one where something stands beside a value (`%04`), and that is known here:
name -> what stands there -> whether a value belongs to that other list. Canada Post writes its codes so; banks of other
countries (04) have numbers without a check digit; an id that is no NPI (FI, PI, MI) has any form, as an address of mail
(EM) has. Persons (34) and employers (24) have ids of the tax office, and of diagnoses those of ICD-10 are known."""


def number_of_digits(value: bytes) -> int:
    """How many characters of a number count for its length: sign and point do not."""
    return sum(48 <= byte <= 57 for byte in value)


_DECIMAL = re.compile(rb"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_WHOLE = re.compile(rb"-?[0-9]+")


def is_decimal(value: bytes) -> bool:
    """A number of type R: sign, digits, at most one point; no exponent, no plus."""
    return _DECIMAL.fullmatch(value) is not None


def is_whole(value: bytes) -> bool:
    """A number of type N: sign and digits, the point is implied."""
    return _WHOLE.fullmatch(value) is not None
