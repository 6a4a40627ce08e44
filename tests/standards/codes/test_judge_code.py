"""Judging one code on its days (`codes.judge_code`): every verdict at its edge, and agreement with plain asking."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.codes.code_set import Answer
from clearlane.standards.codes.judge_code import CodeVerdict, as_sent, judge_code
from clearlane.standards.codes.library import need_set

CM, PCS, CARC = need_set("icd10cm"), need_set("icd10pcs"), need_set("carc")
FALL = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("code", "days", "verdict"),
    [
        ("E119", (FALL,), CodeVerdict.VALID),
        ("C7831", (FALL,), CodeVerdict.VALID),
        ("C7831", (date(2026, 9, 30),), CodeVerdict.NOT_YET),
        ("C7831", (date(2026, 9, 30), FALL), CodeVerdict.VALID),
        ("H8141", (date(2019, 9, 30),), CodeVerdict.VALID),
        ("H8141", (date(2019, 10, 1),), CodeVerdict.ENDED),
        ("H8141", (date(2019, 9, 30), FALL), CodeVerdict.VALID),
        ("E11", (FALL,), CodeVerdict.HEADING),
        ("E1", (FALL,), CodeVerdict.UNKNOWN),
        ("E11.9", (FALL,), CodeVerdict.WRITTEN),
        ("e119", (FALL,), CodeVerdict.WRITTEN),
        ("Z9999", (FALL,), CodeVerdict.UNKNOWN),
        ("", (FALL,), CodeVerdict.UNKNOWN),
        ("E119", (date(2015, 9, 30),), CodeVerdict.UNCOVERED),
        ("E119", (date(2027, 4, 1),), CodeVerdict.UNCOVERED),
        ("E119", (date(2015, 9, 30), date(2015, 10, 1)), CodeVerdict.VALID),
        ("12345", (date(2027, 4, 1),), CodeVerdict.UNKNOWN),
        ("E11.9", (date(2027, 4, 1),), CodeVerdict.WRITTEN),
        ("E119", (), CodeVerdict.VALID),
        ("H8141", (), CodeVerdict.VALID),
        ("E11", (), CodeVerdict.HEADING),
        ("Z9999", (), CodeVerdict.UNKNOWN),
    ],
)
def test_a_diagnosis_on_its_days(code: str, days: tuple[date, ...], verdict: CodeVerdict) -> None:
    assert judge_code(code, CM, days) is verdict


def test_other_lists_are_asked_alike() -> None:
    assert judge_code("0DTJ4ZZ", PCS, (FALL,)) is CodeVerdict.VALID
    assert judge_code("0DTJ4Z", PCS, (FALL,)) is CodeVerdict.UNKNOWN
    assert judge_code("42", CARC, (FALL,)) is CodeVerdict.ENDED
    assert judge_code("251", CARC, (date(2011, 1, 1),)) is CodeVerdict.NOT_YET
    assert judge_code("399", CARC, (FALL,)) is CodeVerdict.UNCOVERED


@pytest.mark.parametrize(("code", "sent"), [("E11.9", "E119"), ("e119", "E119"), ("j45.909", "J45909"), ("", "")])
def test_a_code_as_it_is_sent(code: str, sent: str) -> None:
    assert as_sent(code) == sent


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(("E119", "C7831", "H8141", "M545", "M5450", "E11", "Z9999", "e119", "K20", "U071")),
    st.lists(st.dates(date(2015, 1, 1), date(2027, 12, 31)), min_size=1, max_size=3),
)
def test_a_verdict_agrees_with_the_list(code: str, days: list[date]) -> None:
    verdict, answers = judge_code(code, CM, days), {CM.ask(code, day) for day in days}
    assert (verdict is CodeVerdict.VALID) == (Answer.YES in answers)
    if verdict is CodeVerdict.UNCOVERED:
        assert Answer.UNKNOWN in answers
    if verdict in (CodeVerdict.NOT_YET, CodeVerdict.ENDED):
        assert CM.days_of(code)
