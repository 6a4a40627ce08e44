"""Diagnoses, and what was done to inpatients, of a claim: each code of ICD-10 on the day that matters (SNIP 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clearlane.standards.codes.code_set import say_period
from clearlane.standards.codes.judge_code import CodeVerdict, as_sent, judge_code
from clearlane.standards.codes.library import need_set
from clearlane.standards.x12.balance.record import Spot
from clearlane.standards.x12.care.code_rules import code_finding
from clearlane.standards.x12.care.whole import Whole
from clearlane.vocabulary.finding import Finding, Place

ICD_10_CM = frozenset((b"ABK", b"ABF", b"ABJ", b"APR", b"ABN"))
ICD_9 = frozenset((b"BK", b"BF", b"BJ", b"PR", b"BN", b"BR", b"BQ"))
ICD_10_PCS = frozenset((b"BBR", b"BBQ"))
_COUNTED_ONCE = (b"ABK", b"ABF")
BEGAN = date(2015, 10, 1)
_EXTERNAL = ("V", "W", "X", "Y")
"""The letters of the chapter of external causes."""


def judge_diagnoses(whole: Whole, *, is_stay: bool) -> Iterator[Finding]:
    """What is wrong with the codes of a claim. is_stay: an institutional claim, which has its own sense of repeats."""
    seen: set[bytes] = set()
    unchecked: list[tuple[str, Place]] = []
    days, repeated = whole.days, "stay_diagnosis_repeated" if is_stay else "diagnosis_repeated"
    for qualifier, code, spot, at in _codes(whole):
        if qualifier in _COUNTED_ONCE and code in seen:
            yield code_finding(repeated, _place(spot, at), found=code.decode("latin-1"))
            continue
        if qualifier in _COUNTED_ONCE:
            seen.add(code)
        fault = find_fault(qualifier, code.decode("latin-1"), days)
        if fault == "diagnosis_not_checked":
            unchecked.append((code.decode("latin-1"), _place(spot, at)))
        elif fault:
            yield _finding(fault, code.decode("latin-1"), _place(spot, at), whole)
    if unchecked and whole.day:
        covers = need_set("icd10cm").covered()
        codes = ", ".join(code for code, _ in unchecked)
        yield code_finding(
            "diagnosis_not_checked", unchecked[0][1], found=codes, expected=covers, day=whole.day.isoformat()
        )


def _codes(whole: Whole) -> Iterator[tuple[bytes, bytes, Spot, int]]:
    """Each qualifier and code, and the segment and the number of the element in which they stand."""
    for spot in whole.of(b"HI"):
        for at, composite in enumerate(spot.parts[1:], 1):
            qualifier, _, rest = composite.partition(b":")
            code = rest.partition(b":")[0]
            if code:
                yield qualifier, code, spot, at


def _place(spot: Spot, at: int) -> Place:
    return Place(spot.offset, spot.number, "HI", "2300", at, 2)


def find_fault(qualifier: bytes, code: str, days: tuple[date, ...]) -> str:
    """The rule that a code breaks on these days; "" where it breaks none."""
    if qualifier in ICD_9:
        return "diagnosis_icd9" if days and days[-1] >= BEGAN else ""
    if qualifier in ICD_10_PCS:
        verdict = judge_code(code, need_set("icd10pcs"), days)
        return {CodeVerdict.VALID: "", CodeVerdict.UNCOVERED: _not_covered(days, "inpatient_procedure")}.get(
            verdict, "inpatient_procedure"
        )
    if qualifier not in ICD_10_CM:
        return ""
    verdict = judge_code(code, need_set("icd10cm"), days)
    if verdict is CodeVerdict.UNCOVERED:
        return _not_covered(days, "diagnosis_icd10")
    if verdict is not CodeVerdict.VALID:
        return f"diagnosis_{verdict.value}"
    return _cannot_be_first(code, days) if qualifier == b"ABK" else ""


def _not_covered(days: tuple[date, ...], too_early: str) -> str:
    """The rule of a code on days beyond the lists of ICD-10: before these began there was none to be sent."""
    return too_early if days and days[-1] < BEGAN else "diagnosis_not_checked"


def _cannot_be_first(code: str, days: tuple[date, ...]) -> str:
    if code.startswith(_EXTERNAL):
        return "external_cause_first"
    manifestations = need_set("manifestation")
    return "manifestation_first" if days and manifestations.is_valid(code, on=days[-1]) else ""


def _finding(rule: str, code: str, place: Place, whole: Whole) -> Finding:
    spans = need_set("icd10cm").days_of(code)
    words = {
        "day": whole.day.isoformat() if whole.day else "any day",
        "days": ", ".join(say_period(span) for span in spans),
        "expected": as_sent(code) if rule == "diagnosis_written" else "",
    }
    return code_finding(rule, place, found=code, **words)
