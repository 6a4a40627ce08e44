"""Claims: what is judged of each kind of claim beyond the guide; a claim of known parts costs look-ups only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from clearlane.standards.codes.code_set import CodeSet
from clearlane.standards.codes.library import need_set
from clearlane.standards.codes.place_of_service import INPATIENT
from clearlane.standards.x12.balance.record import Record, Spot
from clearlane.standards.x12.care.ambulance import TRANSPORT, judge_ambulance
from clearlane.standards.x12.care.dental import is_plain, judge_orthodontics, judge_teeth
from clearlane.standards.x12.care.diagnoses import find_fault, judge_diagnoses
from clearlane.standards.x12.care.drugs import judge_drugs
from clearlane.standards.x12.care.institutional import judge_home_health, judge_statement, judge_stay
from clearlane.standards.x12.care.known import Known, Part
from clearlane.standards.x12.care.lines import are_usual, judge_lines
from clearlane.standards.x12.care.procedures import (
    is_off,
    judge_adjustments,
    judge_places,
    judge_procedures,
    lists_here,
    off_codes,
)
from clearlane.standards.x12.care.professional import (
    ANESTHESIA,
    judge_anesthesia,
    judge_equipment,
    judge_inpatient_place,
)
from clearlane.standards.x12.care.whole import Whole, read_whole
from clearlane.vocabulary.finding import Finding

Rules = tuple[Callable[[Whole], Iterator[Finding]], ...]
_DAY = re.compile(rb"~DTP\*472\*([^~]*)").search
_DAYS = re.compile(rb"~DTP\*472\*([^~]*)").findall
_DIAGNOSES = re.compile(rb"~HI\*(ABK:[^~]*)").search
_SPECIAL = re.compile(rb"~(?:LIN|SV5|CR3|CAS|PWK\*CT\*(?:A|NS)|DN[12]\*)").search
_UNUSUAL = re.compile(
    rb"~(?:LIN|SV5|CR3|CAS|PWK\*CT\*(?:A|NS)|SV1\*(?!HC:[1-9B-Z][^*~]*\*[^*~]*\*UN\*[^*~]*(?:~|\*\*)))"
).search
"""What a professional claim may have that is looked at: also a line that is an anesthesia or transport by its first
character, or is not counted, or has a place of its own."""
_LINES = {
    b"SV1": re.compile(rb"~SV1\*([^*~]*)\*[^*~]*\*([^*~]*)(?:\*[^*~]*\*([^*~]*))?").findall,
    b"SV3": re.compile(rb"~SV3\*([^*~]*)\*[^*~]*(?:\*([^*~]*))?").findall,
}
"""Procedure, unit and place of each line; of dental lines procedure and place."""
_INPATIENT = tuple(place.encode() for place in INPATIENT)


_CODES: Rules = (judge_procedures, judge_adjustments)
_RULES: dict[bytes, Rules] = {
    b"SV1": (
        judge_lines,
        lambda whole: judge_diagnoses(whole, is_stay=False),
        judge_places,
        *_CODES,
        judge_ambulance,
        judge_anesthesia,
        judge_inpatient_place,
        judge_equipment,
        judge_drugs,
    ),
    b"SV2": (
        judge_lines,
        lambda whole: judge_diagnoses(whole, is_stay=True),
        *_CODES,
        judge_statement,
        judge_stay,
        judge_home_health,
        judge_drugs,
    ),
    b"SV3": (
        judge_lines,
        lambda whole: judge_diagnoses(whole, is_stay=False),
        judge_places,
        *_CODES,
        judge_teeth,
        judge_orthodontics,
    ),
}


class ClaimServices:
    """The judge of professional (SV1), institutional (SV2) or dental (SV3) claims, by the id of their lines."""

    rows: frozenset[bytes] = frozenset()
    deferred = frozenset({"CLM", "SV1", "SV2", "SV3", "CAS"})

    def __init__(self, service: bytes) -> None:
        self._service, self._lines = service, _LINES.get(service)
        self._rules = _RULES[service]
        self._lists = lists_here()
        self._right_lines = _right_lines(service)
        self._is_usual = service == b"SV1" and not self._lists
        self._known = _known(service, (need_set("icd10cm"), need_set("place_of_service"), *self._lists))

    def row(self, spot: Spot) -> None:
        """Nothing outside of claims counts."""

    def proves(self, data: bytes) -> bool:
        """Whether nothing is to be said of a claim. Raises LookupError where that is not seen so fast."""
        if self._lines is None:
            return False
        place, head, first = data.split(b"*", 6)[5], _DIAGNOSES(data), _DAY(data)
        if head is None or first is None or (place[:2] in _INPATIENT and b"~DTP*435*" not in data):
            return False
        diagnoses, day = head[1], first[1]
        codes = diagnoses.replace(b"ABK:", b"ABF:").split(b"*")
        if len(set(codes)) != len(codes):
            return False
        if not are_usual(self._service, data, len(codes), self._right_lines):
            return False
        parts: list[Part] = [(place,), diagnoses.partition(b"*")[0], *codes]
        if not self._is_usual or _UNUSUAL(data):
            if _SPECIAL(data) or (self._lists and len(set(_DAYS(data))) > 1):
                return False
            parts += self._lines(data)
        return self._known[day].issuperset(parts) or self._known.learn(parts, day)

    def explain(self, record: Record) -> Iterator[Finding]:
        """What is to be said of a claim. May raise IndexError."""
        whole = read_whole(record)
        for rule in self._rules:
            yield from rule(whole)


@lru_cache(maxsize=8)
def _right_lines(service: bytes) -> set[object]:
    return set()


@lru_cache(maxsize=8)
def _known(service: bytes, lists: tuple[CodeSet, ...]) -> Known:
    return Known(_IS_RIGHT.get(service, _is_right), lists)


def _is_right(part: Part, day: date) -> bool:
    """Whether CLM05, which stands alone in a tuple, or a diagnosis with its qualifier, is right on a day."""
    if isinstance(part, tuple):
        return _is_place(part[0].partition(b":")[0], day)
    qualifier, _, rest = part.partition(b":")
    return not find_fault(qualifier, rest.partition(b":")[0].decode("latin-1"), (day,))


def _is_place(code: bytes, day: date) -> bool:
    return not code or not is_off(need_set("place_of_service"), code.decode("latin-1"), (day,))


def _is_right_professional(part: Part, day: date) -> bool:
    if not isinstance(part, tuple) or len(part) == 1:
        return _is_right(part, day)
    procedure, unit, place = part
    if TRANSPORT(procedure) or ANESTHESIA(procedure) or unit == b"MJ" or place in _INPATIENT:
        return False
    return _is_place(place, day) and not any(off_codes(procedure, (day,)))


def _is_right_dental(part: Part, day: date) -> bool:
    if not isinstance(part, tuple) or len(part) == 1:
        return _is_right(part, day)
    procedure, place = part
    is_whole = is_plain(procedure.split(b":")[1]) and _is_place(place, day)
    return is_whole and not any(off_codes(procedure, (day,)))


_IS_RIGHT = {b"SV1": _is_right_professional, b"SV3": _is_right_dental}
