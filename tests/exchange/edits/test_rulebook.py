from __future__ import annotations

import inspect
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from clearlane.exchange.edits import rules
from clearlane.exchange.edits.cases.build import build
from clearlane.exchange.edits.cases.give import give
from clearlane.exchange.edits.cases.read import Case, read_beside
from clearlane.exchange.edits.facts import KNOWN, Facts
from clearlane.exchange.edits.rulebook import KINDS, TRIAL, Rule, in_force, rulebook, settle
from clearlane.exchange.edits.type_claim import type_claim
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.finding import Disposition, Finding, Severity

FOLDER = Path(rules.__file__).parent
EVERY = pytest.mark.parametrize("rule", rulebook(), ids=lambda rule: rule.id)
NEW = date(2026, 11, 1)


def rule_named(name: str) -> Rule:
    return next(rule for rule in rulebook() if rule.id == name)


class Watched:
    """Facts that note which of them were asked for."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.asked: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.asked.add("payers" if name == "payer" else name)
        return getattr(self.facts, name)


def watch(rule: Rule, case: Case) -> set[str]:
    usage = "T" if "test file" in case.given else "P"
    claim = type_claim(submitted=build(changes=case.changes, usage=usage))
    assert isinstance(claim, Claim)
    watched = Watched(give(given=case.given, claim=claim))
    rule.check(claim=claim, facts=watched)  # type: ignore[arg-type]
    return watched.asked


def test_the_rulebook_holds_each_module_in_order() -> None:
    names = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
    assert [rule.id for rule in rulebook()] == names


def test_no_cases_lie_without_their_rule() -> None:
    assert {path.stem for path in FOLDER.glob("*.cases")} == {rule.id for rule in rulebook()}


@EVERY
def test_a_rule_asks_for_the_facts_that_it_declares_and_no_others(rule: Rule) -> None:
    asked = set[str]().union(*(watch(rule, case) for case in read_beside(rule=rule.id)))
    assert asked == set(rule.reads)


@EVERY
def test_a_rule_shows_its_worst_and_its_status_in_a_case(rule: Rule) -> None:
    expected = [line for case in read_beside(rule=rule.id) for line in case.expected]
    assert any(line.startswith(f"{rule.disposition} {rule.status}") for line in expected)


@EVERY
def test_a_rule_is_one_pure_function_of_claim_and_facts(rule: Rule) -> None:
    assert list(inspect.signature(rule.check).parameters) == ["claim", "facts"]
    assert all(one.kind is one.KEYWORD_ONLY for one in inspect.signature(rule.check).parameters.values())
    assert inspect.getdoc(rule.check)


@EVERY
def test_a_rule_says_what_happened_why_and_what_to_do(rule: Rule) -> None:
    for case in read_beside(rule=rule.id):
        claim = type_claim(submitted=build(changes=case.changes))
        assert isinstance(claim, Claim)
        for finding in rule.check(claim=claim, facts=give(given=case.given, claim=claim)):
            assert finding.rule == rule.id
            assert finding.citation == rule.citation
            assert all(text.endswith(".") and len(text) > 20 for text in (finding.what, finding.why, finding.remedy))
            assert finding.place.segment is not None
            assert Finding.from_json(finding.as_json()) == finding


def test_every_fact_is_told_in_words() -> None:
    assert set(KNOWN) == {field.name for field in fields(Facts)}


def test_a_rule_is_in_force_from_its_day() -> None:
    assert "diagnosis_codes" not in {rule.id for rule in in_force(on=date(2015, 9, 30))}
    assert "diagnosis_codes" in {rule.id for rule in in_force(on=date(2015, 10, 1))}


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"citation": ""}, {"kind": ()}, {"kind": ("Z",)}, {"reads": ("moon",)}]
)
def test_a_rule_that_lacks_a_part_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="total_charge"):
        replace(rule_named("total_charge"), **wrong)


def test_every_kind_has_words() -> None:
    assert {kind for rule in rulebook() for kind in rule.kind} <= set(KINDS)


def _found() -> tuple[Finding, Facts]:
    submitted = build(changes=["2300 CLM*ACCT1001*1***11:B:1*Y*A*Y*Y"])
    claim = type_claim(submitted=submitted)
    assert isinstance(claim, Claim)
    facts = give(given=(), claim=claim)
    return rule_named("total_charge").check(claim=claim, facts=facts)[0], facts


@pytest.mark.parametrize(
    ("days", "disposition"), [(0, "warn"), (13, "warn"), (TRIAL.days, "reject"), (TRIAL.days + 1, "reject")]
)
def test_a_new_rejecting_rule_warns_for_fourteen_days(days: int, disposition: str) -> None:
    finding, facts = _found()
    new = replace(rule_named("total_charge"), trial_from=NEW)
    settled = settle(rule=new, finding=finding, facts=replace(facts, today=NEW + timedelta(days)), by_payer={})
    assert settled is not None
    assert settled.disposition == disposition


def test_a_rule_on_trial_says_from_when_it_rejects() -> None:
    finding, facts = _found()
    new = replace(rule_named("total_charge"), trial_from=NEW)
    settled = settle(rule=new, finding=finding, facts=replace(facts, today=NEW), by_payer={})
    assert settled is not None
    assert settled.remedy.startswith("The rule is new: from 2026-11-15 on it rejects such a claim.")
    assert (settled.severity, settled.unit) == (Severity.WARNING, "")


def test_a_rules_own_warning_stays_one_whatever_is_set() -> None:
    finding, facts = _found()
    warning = replace(finding, disposition=Disposition.WARN, severity=Severity.WARNING, unit="")
    settled = settle(rule=rule_named("total_charge"), finding=warning, facts=facts, by_payer={"total_charge": "reject"})
    assert settled == warning


def test_a_finding_is_left_alone_where_nothing_is_set() -> None:
    finding, facts = _found()
    assert settle(rule=rule_named("total_charge"), finding=finding, facts=facts, by_payer={}) is finding
