"""Whether a code stands on a list on a day, or a number has the shape of its kind, said in a sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

from clearlane.standards.codes.code_set import Answer, CodeSet, say_period
from clearlane.standards.codes.identifiers import IDENTIFIERS, right_check_digit
from clearlane.standards.codes.kinds import RECORDS
from clearlane.standards.codes.library import find_records, find_set
from clearlane.standards.codes.shapes import SHAPES, has_shape

WITH_DOTS = frozenset({"icd10cm", "icd10pcs"})


def ask(*, kind: str, code: str, on: date) -> dict[str, Any]:
    """The answer (yes, no, unknown), the days of the code, and a sentence."""
    if kind in IDENTIFIERS:
        return _number(kind, code)
    if kind in RECORDS:
        return _record(kind, code.replace("-", "").replace(" ", ""), on)
    codes, plain = find_set(kind), code.replace(".", "") if kind in WITH_DOTS else code
    said = _shape(kind, plain) if codes is None else _listed(codes, plain, on)
    return _as_written(said, code, plain) if said["answer"] != "no" else _in_capitals(said, kind, code, on)


def _as_written(said: dict[str, Any], code: str, plain: str) -> dict[str, Any]:
    """Say beside the answer that the point is a matter of print."""
    if code == plain:
        return said
    return said | {"sentence": f"{said['sentence']} X12 carries it without the point of {code}."}


def _in_capitals(said: dict[str, Any], kind: str, code: str, on: date) -> dict[str, Any]:
    """A code in small letters is none; where the same in capitals is one, that is said."""
    if code == code.upper():
        return said
    other = ask(kind=kind, code=code.upper(), on=on)
    if other["answer"] == "no":
        return said
    return said | {"sentence": f"{code} is written in capitals: {other['sentence']}"}


def _said(kind: str, code: str, answer: str, sentence: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "code": code, "answer": answer, "sentence": sentence, **more}


def _number(kind: str, code: str) -> dict[str, Any]:
    what, is_right = IDENTIFIERS[kind]
    right, digit = is_right(code), right_check_digit(kind, code)
    sentence = f"{code} {'has' if right else 'does not have'} the shape of: {what}."
    if digit is not None:
        sentence = (
            f"{code} has the shape of: {what}; but that digit, its last, is wrong: behind {code[:-1]} it is {digit}. "
            "A digit was mistyped, or two were swapped: compare the number with its source."
        )
    return _said(kind, code, "yes" if right else "no", sentence)


def _shape(kind: str, code: str) -> dict[str, Any]:
    bring = f"`clearlane codes import {kind} FILE` brings the list in"
    if kind in SHAPES and not has_shape(kind, code):
        return _said(kind, code, "no", f"{code} does not look like a code of {kind}.")
    return _said(kind, code, "unknown", f"{code} could stand on {kind}, which is not here: {bring}.")


def _listed(codes: CodeSet, code: str, on: date) -> dict[str, Any]:
    answer, days = codes.ask(code, on), codes.days_of(code)
    spans = ", ".join(say_period(period) for period in days)
    day = on.isoformat()
    if answer is Answer.YES:
        sentence = f"{code} may be used on {day}: {spans}."
    elif answer is Answer.NO and codes.is_heading(code, on):
        sentence = f"{code} is only a heading on {day}: it needs more characters."
    elif answer is Answer.NO:
        sentence = f"{code} may not be used on {day}{f', only {spans}' if spans else ': it never stood on the list'}."
    elif codes.edition(on) is None:
        sentence = f"The list of {day} is not here: it covers {codes.covered()}."
    else:
        sentence = f"{code} does not stand on the list that is here; a later one may have it."
    return _said(codes.name, code, answer.value, sentence, on=day, days=[say_period(period) for period in days])


def _record(kind: str, key: str, on: date) -> dict[str, Any]:
    records = find_records(kind)
    if records is None:
        return _said(kind, key, "unknown", f"{kind} is not here: `clearlane codes import {kind} FILE` brings it in.")
    found = records.find_on(key, on)
    if found is None:
        return _said(kind, key, "no", f"{key} does not stand in {kind} on {on.isoformat()}.", on=on.isoformat())
    sentence = f"{key} stands in {kind} {say_period(found.period)}{f': {found.says}' if found.says else ''}."
    return _said(kind, key, "yes", sentence, on=on.isoformat(), says=found.says)
