"""Doubts of a claim's guide that are no doubts: a number or code that cannot be what it says (SNIP 5).

The guide only warns of a value off its list, since lists are not for the 999. An NPI with a wrong check digit, or a
taxonomy or ZIP code that is none, is refused by every payer: in a claim it is an error, which the 277CA tells.
"""

from __future__ import annotations

import re
from dataclasses import replace

from clearlane.standards.x12.care.code_rules import code_finding
from clearlane.standards.x12.values import SHAPES
from clearlane.vocabulary.finding import Finding, Status

_RULES = {
    "npi": "npi",
    "taxonomy": "taxonomy",
    "zip": "postal_code",
    "zip9": "postal_code",
    "state": "state",
    "tin": "tax_id",
}
"""List of the guide -> the rule that a value off it breaks."""
_ONLY_IN = {"state": "N4", "tin": "2010AA"}
"""List -> the segment or loop in which a value off it is more than doubted."""
_MAY_BE_RIGHT = {
    "taxonomy": re.compile(SHAPES["taxonomy"]).fullmatch,
    "zip9": re.compile("[0-9]{5}").fullmatch,
    "state": re.compile("(?![A-Z]{2}$).*|LB|NF|PQ").fullmatch,
    "tin": re.compile(r"(?!([0-9])\1{8}$).*").fullmatch,
}
"""Values off a list that are only doubted: a list that was brought in may be older than a code, five digits of a ZIP
code are filled up by some who pass claims on, and payers read a tax id with its dash, and a state in small letters or
by the code that a province had before."""
_ENTITIES = frozenset("1P 1Z 71 72 73 77 82 85 87 DK DN DQ FA GB IL PR QB QC".split())
"""Of those whom a claim names: whom the status of a claim may name (STC01-3)."""
_BY_LOOP = {"2000A": "85", "2330A": "GB"}
"""Whose value it is, where the loop has no name or a status calls him otherwise."""
_AMBULANCE = ("PW", "45")
_TRIP = Status("A7", "266")


def sharpen(doubt: Finding, list: str, unit: str, party: str) -> Finding:
    """What is said of a value off a list of a claim's guide: an error where it cannot be right, else the doubt.

    unit: the smallest that holds the value, such as provider. party: NM101 of its loop, if there is one.
    """
    rule = _RULES.get(list)
    may_be_right = _MAY_BE_RIGHT.get(list)
    only = _ONLY_IN.get(list, doubt.place.loop)
    is_elsewhere = only not in (doubt.place.loop, doubt.place.segment_id)
    if rule is None or is_elsewhere or (may_be_right and may_be_right(doubt.found)):
        return doubt
    told = code_finding(rule, doubt.place, found=doubt.found, expected=doubt.expected)
    return replace(told, unit=unit, status=_status(told, doubt.place.loop, party))


def _status(told: Finding, loop: str, party: str) -> Status | None:
    if party in _AMBULANCE:
        return _TRIP
    entity = _BY_LOOP.get(loop, party)
    return replace(told.status, entity=entity) if told.status and entity in _ENTITIES else told.status
