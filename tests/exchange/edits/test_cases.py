from __future__ import annotations

import pytest

from clearlane.exchange.edits.cases.read import Case, read_beside
from clearlane.exchange.edits.cases.try_case import agrees, try_case
from clearlane.exchange.edits.rulebook import Rule, rulebook

CASES = [(rule, case) for rule in rulebook() for case in read_beside(rule=rule.id)]


@pytest.mark.parametrize(("rule", "case"), CASES, ids=[f"{rule.id}: {case.sentence}" for rule, case in CASES])
def test_a_rule_says_what_its_case_expects(rule: Rule, case: Case) -> None:
    found = try_case(rule=rule, case=case)
    assert agrees(expected=case.expected, found=found), "\n".join(found)


@pytest.mark.parametrize("rule", rulebook(), ids=lambda rule: rule.id)
def test_a_rule_has_a_passing_and_a_failing_case(rule: Rule) -> None:
    cases = read_beside(rule=rule.id)
    assert any(case.passes for case in cases)
    assert any(not case.passes for case in cases)
    assert len({case.sentence for case in cases}) == len(cases)
