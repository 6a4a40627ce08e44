"""Claims: what is judged of each kind of claim beyond the guide; a claim of known parts costs look-ups only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial

from clearlane.standards.codes.code_set import CodeSet
from clearlane.standards.codes.library import need_set
from clearlane.standards.codes.place_of_service import INPATIENT
from clearlane.standards.x12.balance.cut import ClaimCut
from clearlane.standards.x12.balance.record import Asked, Piece, Record, spots, text_of
from clearlane.standards.x12.care.adjustments import judge_adjusted_amounts, judge_paid, judge_repeated
from clearlane.standards.x12.care.ambulance import TRANSPORT, judge_ambulance
from clearlane.standards.x12.care.amounts import are_charged, are_counted, judge_amounts
from clearlane.standards.x12.care.certified_conditions import judge_conditions
from clearlane.standards.x12.care.coverage import are_covered, judge_coverage
from clearlane.standards.x12.care.days import (
    KnownDays,
    are_in_life,
    are_turned,
    first_day,
    is_statement_timely,
    judge_days,
    judge_death,
    judge_stay_days,
)
from clearlane.standards.x12.care.decisions import judge_decisions
from clearlane.standards.x12.care.dental import is_plain, judge_orthodontics, judge_teeth
from clearlane.standards.x12.care.diagnoses import find_fault, judge_diagnoses
from clearlane.standards.x12.care.doubts import sharpen
from clearlane.standards.x12.care.drugs import judge_drugs
from clearlane.standards.x12.care.institutional import judge_home_health, judge_spans, judge_statement, judge_stay
from clearlane.standards.x12.care.known import MOST_PARTS, Known
from clearlane.standards.x12.care.laboratories import judge_laboratories
from clearlane.standards.x12.care.line_rules import line_finding
from clearlane.standards.x12.care.lines import (
    are_numbered,
    judge_lines,
    judge_other_payers,
    parts_of_rest,
    wrong_pointer,
)
from clearlane.standards.x12.care.numbers import ClaimNumbers
from clearlane.standards.x12.care.outpatients import has_all_days, judge_outpatient
from clearlane.standards.x12.care.patients import LATER, NOTHING, Around, Cover, Patients, find_spot
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
    judge_onset,
)
from clearlane.standards.x12.care.whole import INPATIENT_BILLS, Whole, read_whole
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Finding

Rule = Callable[[Whole], Iterator[Finding]]
Rules = tuple[Rule, ...]
_DIAGNOSES = re.compile(rb"~(?:DTP\*431\*D8\*([0-9]{8})~(?:(?!HI\*)[^~]*~)*)?HI\*(ABK:[^~]*)").search
"""The onset of the illness, if it is told; and the diagnoses."""
_SPECIAL = re.compile(
    rb"~(?:LIN|SV[5D]|CR[3C]|CAS|PWK\*CT\*(?:A|NS)|DN[12]\*|DTP\*(?!472|434)(?:573|096\*D8|[0-9]*\*RD8)"
    rb"|REF\*[XF]4\*(?![0-9]{2}D[0-9]{7}[*~]))"
).search
"""What a claim may have that is looked at."""
_INPATIENT = tuple(place.encode() for place in INPATIENT)
_STATEMENT = re.compile(rb"~DTP\*434\*RD8\*([0-9]{8})-([0-9]{8})~").search
_ADMISSION = re.compile(rb"~DTP\*435\*[^*~]*\*([0-9]{8})").search
_ALL_CODES = re.compile(rb"~HI\*([^~]*)").findall
_EACH_DAY = re.compile(rb"(?<=~DTP\*472\*D8\*)[0-9]{8}|(?<=~DTP\*472\*RD8\*)[0-9]{8}|(?<=-)[0-9]{8}(?=~)").findall
_PLACE = b":"
"""Tells CLM05 from diagnoses, which begin with a qualifier."""
_OF_DIAGNOSES = ("icd10cm", "manifestation")
"""Procedures of a stay are always read in full: their list is large, and loaded only then."""
_WITH_DEATHS = b"SV1"
"""Only the professional claim has a day of death (PAT06)."""
_NEW_IDS = date(2020, 1, 1)
"""From this day of service on Medicare takes its new member ids alone."""
_READ_IN_FULL = INPATIENT_BILLS | {b"32", b"33"}


_judge_diagnoses = partial(judge_diagnoses, is_stay=False)
_judge_stay_diagnoses = partial(judge_diagnoses, is_stay=True)
NEEDED: dict[Rule, bytes] = {
    judge_repeated: b"~CAS*",
    judge_adjustments: b"~CAS*",
    judge_adjusted_amounts: b"~CAS*",
    judge_other_payers: b"~SVD*",
    judge_paid: b"~SVD*",
    judge_drugs: b"~LIN*",
    judge_laboratories: b"~REF*",
    judge_onset: b"~DTP*431*",
    judge_stay_days: b"~DTP*096*",
    judge_spans: b":RD8:",
    judge_conditions: b"~CRC*",
}
"""What stands in every claim of which a rule has anything to say."""
_DECISION = b"~DTP*573*"
_OF_SERVICES: Rules = (judge_procedures, judge_adjustments, judge_adjusted_amounts, judge_paid)
RULES: dict[bytes, Rules] = {
    b"SV1": (
        judge_repeated,
        judge_lines,
        judge_other_payers,
        _judge_diagnoses,
        judge_places,
        *_OF_SERVICES,
        judge_ambulance,
        judge_anesthesia,
        judge_inpatient_place,
        judge_onset,
        judge_stay_days,
        judge_equipment,
        judge_conditions,
        judge_drugs,
        judge_laboratories,
    ),
    b"SV2": (
        judge_repeated,
        judge_lines,
        judge_other_payers,
        _judge_stay_diagnoses,
        *_OF_SERVICES,
        judge_statement,
        judge_spans,
        judge_stay,
        judge_outpatient,
        judge_home_health,
        judge_conditions,
        judge_drugs,
    ),
    b"SV3": (
        judge_repeated,
        judge_lines,
        judge_other_payers,
        _judge_diagnoses,
        judge_places,
        *_OF_SERVICES,
        judge_teeth,
        judge_orthodontics,
    ),
}
OF_CODES: frozenset[Rule] = frozenset(
    (_judge_diagnoses, _judge_stay_diagnoses, judge_places, judge_procedures, judge_adjustments, judge_laboratories)
)
"""Those that look at one code and its day."""


class ClaimServices:
    """The judge of professional (SV1), institutional (SV2) or dental (SV3) claims, by the id of their lines."""

    rows = frozenset({b"BHT", b"HL*", b"SBR", b"PAT", b"NM1", b"DMG"})
    deferred = frozenset({"CLM", "SV1", "SV2", "SV3", "CAS"})

    def __init__(self, service: bytes) -> None:
        self.service = service
        rules = RULES[service]
        of_codes = tuple(rule for rule in rules if rule in OF_CODES)
        self._rules: dict[Asked, Rules] = {Asked.ALL: rules, Asked.CODES: of_codes, Asked.AROUND: ()}
        self._lists = lists_here()
        self._places = need_set("place_of_service")
        self._heads = _known_heads(*map(need_set, _OF_DIAGNOSES), self._places)
        self._services = _known_services(service, self._lists)
        self._rests: dict[int, Known] = {}
        self._days = KnownDays()
        patients = Patients(says_types=service != b"SV2")
        self.row, self.pass_by, self.begin = patients.row, patients.pass_by, patients.begin
        self._told: Cover | None = None
        self._told_member: Piece | None = None
        self._counted: set[bytes] = set()
        self.numbers = ClaimNumbers()
        self._is_only_repeated = False  # by its number, the claim that was just refused

    def sharpen(self, doubt: Finding, list: str, unit: str, party: str) -> Finding:
        """Some of what the guide doubts cannot be right."""
        return sharpen(doubt, list, unit, party)

    def proves(self, cut: ClaimCut, around: Around = NOTHING) -> bool:
        """Whether nothing is to be said of a claim. Raises LookupError where that is not seen so fast."""
        self._is_only_repeated = False
        if not self._is_right(cut, around):
            return False
        self._is_only_repeated = not self.numbers.is_new(cut.head[1])
        return not self._is_only_repeated

    def _is_right(self, cut: ClaimCut, around: Around) -> bool:
        """Whether nothing is to be said of a claim but perhaps of its number."""
        if around[3] is not None or around[6] is not None or _SPECIAL(cut.data):
            return False
        if around[5] and not are_in_life(cut.service_days, around):  # of the living no day is looked for
            return False
        if not (are_covered(cut.data, around) if cut.has_payers else around[2] not in LATER):
            return False
        if not are_numbered(cut):
            return False
        return are_charged(cut.head[2], cut.charges) and self._knows(cut, around)

    def _knows(self, cut: ClaimCut, around: Around) -> bool:
        """Whether each part of a claim without anything special was found right before."""
        days, data, place = cut.service_days, cut.data, cut.head[5]
        head, day = _DIAGNOSES(data), days[0]
        if not self._days.prove(days, around) or (days.count(day) < len(days) and self._changes(days)):
            return False
        if head is None or (place[:2] in _INPATIENT and b"~DTP*435*" not in data):
            return False
        if head[1] is not None and not all(head[1] <= one[-8:] for one in days):
            return False
        codes = head[2].split(b"*")
        if len(codes) > 1 and (b"" in codes or len(set(codes)) != len(codes) or b"ABF" + codes[0][3:] in codes):
            return False
        rests = self._rests.get(len(codes)) or self._rests_of(len(codes))
        codes.append(_PLACE + place)
        return self._heads.holds(codes, day) and self._services.holds(cut.services, day) and rests.holds(cut.rests, day)

    def _rests_of(self, diagnoses: int) -> Known:
        """What all sets have learnt; kept here by one number, for a look-up in each claim."""
        self._rests[diagnoses] = _known_rests(self.service, diagnoses, self._places)
        return self._rests[diagnoses]

    def _changes(self, days: Sequence[bytes]) -> bool:
        """Whether any list changes between these days, so that each part has to be judged by its own."""
        return self._heads.change(days) or self._services.change(days)

    def explain(self, record: Record, around: Around = NOTHING, asked: Asked = Asked.ALL) -> Iterator[Finding]:
        """What is to be said of a claim. May raise IndexError."""
        if self._is_only_repeated:
            self._is_only_repeated = False
            yield from self.numbers.judge(next(spots(record)))
            return
        whole, text = read_whole(record), text_of(record)
        yield from self._covered(around[3])
        yield from self._known_by(around[6], whole)
        yield from self.numbers.judge(whole.head[0])
        yield from judge_coverage(whole, around)
        if asked is Asked.ALL:
            yield from self._amounts_and_days(whole, text, around)
        for rule in self._rules[asked]:
            if NEEDED.get(rule, b"") in text:
                yield from rule(whole)

    def _amounts_and_days(self, whole: Whole, text: bytes, around: Around) -> Iterator[Finding]:
        yield from judge_amounts(whole)
        yield from judge_days(whole, around)
        if self.service == _WITH_DEATHS and around[5]:
            yield from judge_death(whole, around)
        if _DECISION in text:
            yield from judge_decisions(whole, around)

    def _covered(self, cover: Cover | None) -> Iterator[Finding]:
        """A coverage that does not fit its level, or a birth that cannot be, once for all claims in it."""
        if cover is not None and cover != self._told:
            self._told = cover
            place = cover.spot().place(cover.loop, cover.element)
            yield replace(line_finding(cover.rule, place, found=cover.found, expected=cover.expected), unit=cover.unit)

    def _known_by(self, member: Piece | None, whole: Whole) -> Iterator[Finding]:
        """A member id that Medicare does not take, once for all claims of its level."""
        if member is not None and member != self._told_member and (day := first_day(whole)) and day >= _NEW_IDS:
            self._told_member = member
            spot = find_spot(member, b"NM1", b"IL")
            yield line_finding("medicare_id", spot.place("2010BA", 9), found=decode(spot.part(9)))


class StayServices(ClaimServices):
    """The judge of institutional claims; those of inpatients and home health agencies are always read in full."""

    def _knows(self, cut: ClaimCut, around: Around) -> bool:
        data, kind = cut.data, cut.head[5][:2]
        statement, composites = _STATEMENT(data), b"*".join(_ALL_CODES(data)).split(b"*")
        if statement is None or kind in _READ_IN_FULL or b"*BBR:" in data or b"*BBQ:" in data:
            return False
        first, last = statement.groups()
        admission = _ADMISSION(data)
        if are_turned(data) or not is_statement_timely(last, around) or (admission and admission[1] > last):
            return False
        diagnoses = [one.split(b":")[1] for one in composites if one[:4] in (b"ABK:", b"ABF:")]
        if len(set(diagnoses)) != len(diagnoses) or not all(first <= day <= last for day in _EACH_DAY(data)):
            return False
        if first != last and (not has_all_days(cut) or self._changes((b"D8*" + first, b"D8*" + last))):
            return False
        day = b"D8*" + first  # the services lie between, in one edition
        if not self._counted.issuperset(cut.rests):
            if not all(are_counted(self.service, rest) for rest in cut.rests):
                return False
            self._counted.update(cut.rests if len(self._counted) < MOST_PARTS else ())
        return self._heads.holds(composites, day) and self._services.holds(cut.services, day)


@lru_cache(maxsize=8)
def _known_heads(*lists: CodeSet) -> Known:
    return Known(_is_right_head, lists)


@lru_cache(maxsize=8)
def _known_services(service: bytes, lists: tuple[CodeSet, ...]) -> Known:
    return Known(_IS_RIGHT[service], lists)


@lru_cache(maxsize=256)
def _known_rests(service: bytes, diagnoses: int, places: CodeSet) -> Known:
    return Known(partial(_is_right_rest, service, diagnoses), (places,))


def _is_right_head(part: bytes, day: date) -> bool:
    """Whether CLM05, which begins with `_PLACE`, or a diagnosis with its qualifier, is right on a day."""
    if part.startswith(_PLACE):
        return _is_place(part[1:].partition(b":")[0], day)
    qualifier, _, rest = part.partition(b":")
    return not find_fault(qualifier, rest.partition(b":")[0].decode("latin-1"), (day,))


def _is_place(code: bytes, day: date) -> bool:
    return not code or not is_off(need_set("place_of_service"), code.decode("latin-1"), (day,))


def _is_right_professional(procedure: bytes, day: date) -> bool:
    return not (TRANSPORT(procedure) or ANESTHESIA(procedure) or any(off_codes(procedure, (day,))))


def _is_right_institutional(service: bytes, day: date) -> bool:
    return not any(off_codes(service.partition(b"*")[2], (day,)))


def _is_right_dental(procedure: bytes, day: date) -> bool:
    return is_plain(procedure.split(b":")[1]) and not any(off_codes(procedure, (day,)))


_IS_RIGHT = {b"SV1": _is_right_professional, b"SV2": _is_right_institutional, b"SV3": _is_right_dental}


def _is_right_rest(service: bytes, diagnoses: int, rest: bytes, day: date) -> bool:
    """Whether unit, place and pointers of a line are right, and nothing by which a line is looked at."""
    unit, place, pointers = parts_of_rest(service, rest)
    if unit == b"MJ" or place in _INPATIENT:
        return False
    return _is_place(place, day) and not wrong_pointer(pointers, range(1, diagnoses + 1)) and are_counted(service, rest)
