"""Step 9: phone and mailing address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .checked import Checked, claim_line_problem, digits_of, is_number, line_of
from .find_place import Place, find_place, find_time_zone

_POST_BOX = re.compile(r"\bp\.?\s*o\.?\s*box\b|\bpost office box\b", re.IGNORECASE)
_EXTENSION = re.compile(r"\s*(?:ext?\.?|x)\s*[0-9]{1,6}\s*$", re.IGNORECASE)
_LONGEST_STREET, _LONGEST_CITY = 55, 30
"""N301 and N401 hold so many characters."""


@dataclass(frozen=True, slots=True)
class AddressAnswers:
    """A phone of ten digits and an address; ``sends_from_here``: claims name it as the billing provider's."""

    phone: str
    street: str
    city: str
    state: str
    zip: str
    time_zone: str
    sends_from_here: bool


def check_address(*, typed: Mapping[str, str]) -> Checked[AddressAnswers]:
    """Judge phone, street, zip, city, state and sends_from_here as they were typed.

    City and state that were left empty come from the ZIP code; so does the time zone.
    """
    phone, zip_code = digits_of(_EXTENSION.sub("", typed.get("phone", ""))), digits_of(typed.get("zip", ""))
    phone = phone[1:] if len(phone) == 11 and phone[0] == "1" else phone
    place = find_place(zip_code)
    city = line_of(typed.get("city", "")) or (place.city if place else "")
    state = line_of(typed.get("state", "")).upper() or (place.state if place else "")
    street, from_here = line_of(typed.get("street", "")), bool(typed.get("sends_from_here"))
    zone = place.time_zone if place else find_time_zone(state)
    found = {
        "phone": phone_problem(typed.get("phone", "")) if typed.get("phone", "").strip() else "missing",
        "street": _street_problem(typed.get("street", ""), from_here=from_here),
        "zip": _zip_problem(typed.get("zip", ""), zip_code),
        "city": claim_line_problem(typed["city"] if line_of(typed.get("city", "")) else city, longest=_LONGEST_CITY),
        "state": _state_problem(state, zone, place),
    }
    if found["zip"]:
        found |= {field: "" for field in ("city", "state") if found[field] == "missing"}
    answers = AddressAnswers(phone, street, city, state, zip_code, zone, from_here)
    return Checked(answers, {field: problem for field, problem in found.items() if problem})


def phone_problem(typed: str) -> str:
    """not_ten_digits, where it is no phone number of this country; an extension may follow."""
    number = _EXTENSION.sub("", typed)
    digits = digits_of(number)
    is_whole = len(digits) == 10 or (len(digits) == 11 and digits[0] == "1")
    return "" if is_whole and is_number(number) else "not_ten_digits"


def _zip_problem(typed: str, digits: str) -> str:
    if not typed.strip():
        return "missing"
    return "" if len(digits) in (5, 9) and is_number(typed) else "not_a_zip"


def _street_problem(typed: str, *, from_here: bool) -> str:
    wrong = claim_line_problem(typed, longest=_LONGEST_STREET)
    return wrong or ("post_box" if from_here and _POST_BOX.search(typed) else "")


def _state_problem(state: str, zone: str, place: Place | None) -> str:
    if not state:
        return "missing"
    if place is not None and place.state != state:
        return "not_of_the_zip"
    return "" if zone else "not_a_state"
