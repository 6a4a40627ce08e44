"""A situation is told by the sentence of its rule, the same in a finding and on the page of its guide."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.guide import Condition
from clearlane.standards.x12.guides.predicates.professional import patient_is_subscriber
from clearlane.standards.x12.say_condition import either, say_condition
from clearlane.standards.x12.scope import Scope

RULES = {"patient_is_subscriber": patient_is_subscriber}


@pytest.mark.parametrize(
    ("condition", "segment", "said"),
    [
        (Condition(element=4, codes=("ACH", "BOP", "FWT")), "BPR", "BPR04 is ACH, BOP or FWT"),
        (Condition(element=3), "N4", "N403 is sent"),
        (Condition(element=1, codes=("AD",)), "SVC01-", "SVC01-1 is AD"),
        (
            Condition(name="patient_is_subscriber"),
            "SBR",
            "The subscriber of this 2000B is the patient: SBR02 is 18 (self)",
        ),
    ],
)
def test_a_condition_is_a_sentence(condition: Condition, segment: str, said: str) -> None:
    assert say_condition(condition, rules=RULES, segment=segment) == said


def test_codes_may_be_marked_for_a_page() -> None:
    marked = say_condition(Condition(element=4, codes=("A", "B")), rules={}, segment="BPR", mark="`")
    assert marked == "BPR04 is `A` or `B`"


def test_a_rule_without_a_sentence_is_told_by_its_name() -> None:
    def bare(scope: Scope) -> bool:
        return bool(scope)

    assert say_condition(Condition(name="bare"), rules={"bare": bare}, segment="CLM") == "bare"


@pytest.mark.parametrize(("words", "said"), [(["A"], "A"), (["A", "B"], "A or B"), (["A", "B", "C"], "A, B or C")])
def test_some_words_are_joined_as_a_person_does(words: list[str], said: str) -> None:
    assert either(words) == said
