"""Charges and units of a claim: more than nothing, to the cent, and counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from clearlane.standards.x12.balance.amount import AMOUNTS, IS_CHARGE, is_nothing
from clearlane.standards.x12.balance.record import Spot
from clearlane.standards.x12.care.line_rules import line_finding
from clearlane.standards.x12.care.whole import Whole
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Finding

_CHARGES = {b"SV1": 2, b"SV2": 3, b"SV3": 2}
_UNITS = {b"SV1": 4, b"SV2": 5, b"SV3": 6}
_MINUTES = b"MJ"
_DOUBTED = b"SV2"
"""A revenue code may stand for what is not counted, such as the group of a period of home health care."""
_FINE_OF, _FINE = b"SV1", re.compile(rb"\.[0-9]{3}0*[1-9]").search
"""The line whose guide says how fine its units may be, and units that are finer: zeros at the end are not."""
_RESTS = {b"SV1": 1, b"SV2": 1, b"SV3": 3}
"""Where the units stand among what is behind the charge of a line."""
_IN_CENTS = re.compile(rb"[0-9]*(?:\.[0-9]{0,2}0*)?").fullmatch
"""An amount that is not less than nothing, and no finer than a cent."""


def are_charged(total: bytes, lines: Iterable[bytes]) -> bool:
    """Whether the charges of a claim are certainly right. Raises ValueError for what is no amount."""
    return AMOUNTS[total] > 0 and IS_CHARGE[total] and all(map(IS_CHARGE.__getitem__, lines))


def are_counted(service: bytes, rest: bytes) -> bool:
    """Whether the units of a line are certainly right. rest: what stands behind its charge."""
    parts, at = rest.split(b"*"), _RESTS[service]
    return at >= len(parts) or (_is_count(parts[at]) and not (service == _FINE_OF and _FINE(parts[at])))


def judge_amounts(whole: Whole) -> Iterator[Finding]:
    """Charges of nothing or less, or finer than a cent; services that were done no time, or counted too finely."""
    yield from _total(whole.head[0])
    for line in whole.lines:
        for spot in line:
            if spot.parts[0] in _CHARGES:
                yield from _charged(spot)
                yield from _counted(spot)


def _is_count(units: bytes) -> bool:
    return not units or not (units.startswith(b"-") or is_nothing(units))


def _total(claim: Spot) -> Iterator[Finding]:
    total = claim.part(2)
    rule = "charge" if not _IN_CENTS(total) else "no_charge" if is_nothing(total) else ""
    if rule:
        yield line_finding(
            rule, claim.place("2300", 2), found=decode(total) or "empty", expected="more than 0, to the cent"
        )


def _charged(spot: Spot) -> Iterator[Finding]:
    element = _CHARGES[spot.parts[0]]
    charge = spot.part(element)
    if not _IN_CENTS(charge):
        yield line_finding(
            "line_charge",
            spot.place("2400", element),
            found=decode(charge) or "empty",
            expected="0 or more, to the cent",
        )


def _counted(spot: Spot) -> Iterator[Finding]:
    element = _UNITS[spot.parts[0]]
    units = spot.part(element)
    is_time = spot.parts[0] == b"SV1" and spot.part(3) == _MINUTES
    if not is_time and not _is_count(units):
        rule = "units_doubted" if spot.parts[0] == _DOUBTED else "units"
        yield line_finding(rule, spot.place("2400", element), found=decode(units) or "empty", expected="more than 0")
    elif spot.parts[0] == _FINE_OF and _FINE(units):
        yield line_finding(
            "units_fine", spot.place("2400", element), found=decode(units), expected="at most three decimals"
        )
