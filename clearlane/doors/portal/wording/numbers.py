"""How the numbers that name things are written: NPI, tax id, telephone, ZIP code."""

from __future__ import annotations

from clearlane.doors.portal.wording.amounts import NOT_STATED

EIN = "ein"


def npi(number: str | None) -> str:
    """Ten digits, as they are."""
    return number or NOT_STATED


def taxid(number: str | None, kind: str = "") -> str:
    """``12-3456789`` of a company (``kind`` "EIN"); ``•••-••-6789`` of what is a person's own number, or may be one."""
    if not number:
        return NOT_STATED
    if kind.lower() != EIN:
        return f"•••-••-{number[-4:]}"
    return f"{number[:2]}-{number[2:]}" if _has_digits(number, 9) else number


def phone(number: str | None) -> str:
    """``(555) 010-0188``; what is not ten digits stays as it was typed."""
    if not number:
        return NOT_STATED
    return f"({number[:3]}) {number[3:6]}-{number[6:]}" if _has_digits(number, 10) else number


def zipcode(number: str | None) -> str:
    """``62701`` or ``62701-0001``."""
    if not number:
        return NOT_STATED
    return f"{number[:5]}-{number[5:]}" if _has_digits(number, 9) else number


def _has_digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()
