"""Each diagnosis is an ICD-10-CM code that may be billed on the day of service, without a dot, and sent once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clearlane.exchange.edits.facts import Facts
from clearlane.exchange.edits.say import say
from clearlane.standards.codes.code_set import CodeSet
from clearlane.standards.codes.judge_code import CodeVerdict, as_sent, judge_code
from clearlane.vocabulary.claim import Claim, Diagnosis
from clearlane.vocabulary.finding import Disposition, Finding, Place, Status
from clearlane.vocabulary.written_day import written_day

TITLE = "Each diagnosis is a billable ICD-10-CM code of the day"
KIND = ("S", "C")
CITATION = "45 CFR 162.1002(c)(2): ICD-10-CM as in force on the day of service; X12 005010X222 loop 2300 HI"
IN_FORCE = date(2015, 10, 1)
DISPOSITION = Disposition.REJECT
STATUS = Status("A7", "255")
READS = ("today", "diagnoses")
MOST = 12

_ICD_10 = (Status("A7", "700"),)
_NOT_SPECIFIC = (Status("A7", "772"),)
_BEGAN = date(2015, 10, 1)
_LIST = "Payers take only codes that stand on the ICD-10-CM list on the day of service."


def check(*, claim: Claim, facts: Facts) -> tuple[Finding, ...]:
    """Reject a code that is not on the day's list, is a heading, has a dot, repeats or is the thirteenth; else warn.

    The day is any from the first to the last of the claim: a code that was right on either end of it is right.
    """
    service = claim.service
    days = (service.first, service.last) if service else (facts.today, facts.today)
    codes = [diagnosis.code for diagnosis in claim.diagnoses]
    if len(codes) <= MOST and len(set(codes)) == len(codes) and _all_valid(claim, facts.diagnoses, days[0]):
        return ()
    return tuple(_judged(claim, facts.diagnoses, days))


def _all_valid(claim: Claim, known: CodeSet, on: date) -> bool:
    edition = known.edition(on)
    return edition is not None and all(
        diagnosis.code in edition.codes and diagnosis.qualifier in ("ABK", "ABF") for diagnosis in claim.diagnoses
    )


def _judged(claim: Claim, known: CodeSet, days: tuple[date, date]) -> Iterator[Finding]:
    seen: set[str] = set()
    unknown: list[Diagnosis] = []
    for n, diagnosis in enumerate(claim.diagnoses, 1):
        verdict = judge_code(diagnosis.code, known, days)
        if n > MOST:
            yield _thirteenth(diagnosis)
        elif diagnosis.code in seen:
            yield _repeated(diagnosis)
        elif diagnosis.qualifier in ("BK", "BF"):
            yield from _icd_9(diagnosis, days[1])
        elif verdict is CodeVerdict.UNCOVERED:
            unknown.append(diagnosis)
        elif verdict is not CodeVerdict.VALID:
            yield _wrong(diagnosis, verdict, days[1])
        seen.add(diagnosis.code)
    if unknown:
        yield _unknown(unknown, known, days[1])


def _wrong(diagnosis: Diagnosis, verdict: CodeVerdict, on: date) -> Finding:
    code = diagnosis.code
    if verdict is CodeVerdict.WRITTEN:
        plain = as_sent(code)
        what = f"The diagnosis {code} is not written as it must be sent: {plain}."
        return _finding(diagnosis, what, "Codes are sent in capitals and without the dot.", _ICD_10, f"{plain}")
    if verdict is CodeVerdict.HEADING:
        what = f"The diagnosis {code} is only a heading on {written_day(on)}: it needs more characters."
        return _finding(diagnosis, what, "Only the most specific codes of a heading may be billed.", _NOT_SPECIFIC)
    return _finding(
        diagnosis, f"The diagnosis {code or '(empty)'} is no ICD-10-CM code on {written_day(on)}.", _LIST, _ICD_10
    )


def _icd_9(diagnosis: Diagnosis, on: date) -> Iterator[Finding]:
    if on >= _BEGAN:
        what = f"The diagnosis {diagnosis.code} is marked as ICD-9-CM ({diagnosis.qualifier})."
        yield _finding(diagnosis, what, "Services from 2015-10-01 on are billed with ICD-10-CM (ABK, ABF).", _ICD_10)


def _repeated(diagnosis: Diagnosis) -> Finding:
    what = f"The diagnosis {diagnosis.code} is sent twice."
    return _finding(diagnosis, what, "Each diagnosis stands once, and lines point to it.", ())


def _thirteenth(diagnosis: Diagnosis) -> Finding:
    what = f"The diagnosis {diagnosis.code} comes after the twelfth."
    return _finding(diagnosis, what, "A professional claim has room for twelve diagnoses.", ())


def _unknown(diagnoses: list[Diagnosis], known: CodeSet, on: date) -> Finding:
    codes = ", ".join(diagnosis.code for diagnosis in diagnoses)
    return say(
        rule=__name__,
        level=5,
        disposition=Disposition.WARN,
        place=diagnoses[0].place,
        what=f"We could not check {codes} for service on {written_day(on)}.",
        why=f"The lists of ICD-10-CM that we have cover {known.covered()}.",
        remedy="Nothing needs to be done: the claim goes on, and the payer checks these codes.",
        citation=CITATION,
        status=STATUS,
        found=codes,
    )


def _finding(diagnosis: Diagnosis, what: str, why: str, also: tuple[Status, ...], expected: str = "") -> Finding:
    place: Place = diagnosis.place
    return say(
        rule=__name__,
        level=5,
        disposition=DISPOSITION,
        place=place,
        what=what,
        why=why,
        remedy="Correct the diagnosis and send the claim again; see that the lines still point to the right ones.",
        citation=CITATION,
        status=STATUS,
        also=also,
        found=diagnosis.code,
        expected=expected or "a billable ICD-10-CM code without its dot",
    )
