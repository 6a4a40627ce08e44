from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from clearlane.exchange.edits import judge as judging
from clearlane.exchange.edits.cases.build import build
from clearlane.exchange.edits.cases.give import give
from clearlane.exchange.edits.facts import Facts
from clearlane.exchange.edits.judge import Verdict, judge
from clearlane.exchange.edits.rulebook import Rule, rulebook
from clearlane.exchange.edits.type_claim import type_claim
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.finding import Disposition, Finding

MISTYPED = "2010AA NM1*85*2*LAKESIDE CLINIC*****XX*1234567890"
NOBODY = "2010BB NM1*PR*2*PRAIRIE HEALTH*****PI*NOBODY"
WRONG_TOTAL = "2300 CLM*ACCT1001*1***11:B:1*Y*A*Y*Y"
UNNEEDED_NUMBER = "2300 REF*F8*ICN77"


def facts(*given: str) -> Facts:
    claim = type_claim(submitted=build())
    assert isinstance(claim, Claim)
    return give(given=given, claim=claim)


def verdict(*changes: str, given: tuple[str, ...] = ()) -> Verdict:
    return judge(submitted=build(changes=changes), facts=facts(*given))


def test_judge_finds_nothing_in_the_typical_claim() -> None:
    assert verdict() == Verdict((), None, verdict().claim)
    assert verdict().passes


def test_judge_rejects_before_it_holds_before_it_warns() -> None:
    judged = verdict(UNNEEDED_NUMBER, NOBODY, MISTYPED)
    assert [finding.disposition for finding in judged.findings] == ["reject", "hold", "warn"]
    assert judged.disposition is Disposition.REJECT
    assert not judged.passes


def test_judge_holds_a_claim_that_waits_for_a_person() -> None:
    judged = verdict(NOBODY)
    assert judged.disposition is Disposition.HOLD
    assert not judged.passes


def test_judge_lets_a_warned_claim_go_on() -> None:
    judged = verdict(UNNEEDED_NUMBER)
    assert judged.disposition is Disposition.WARN
    assert judged.passes


def test_judge_tells_everything_that_is_wrong() -> None:
    judged = verdict(MISTYPED, WRONG_TOTAL, "2400 DTP*472*D8*20261231")
    assert {finding.rule for finding in judged.findings} == {"billing_npi", "total_charge", "service_dates"}


def test_judge_rejects_what_cannot_be_typed() -> None:
    judged = verdict("2300 CLM*ACCT1001*abc***11:B:1")
    assert judged.disposition is Disposition.REJECT
    assert judged.claim is None
    assert judged.findings[0].rule == "type_claim"


def _break(*, claim: Claim, facts: Facts) -> tuple[Finding, ...]:
    raise KeyError(claim.patient.last_name)


@pytest.fixture
def broken_total() -> Iterator[pytest.MonkeyPatch]:
    rules = tuple(replace(rule, check=_break) if rule.id == "total_charge" else rule for rule in rulebook())

    def in_force(*, on: date) -> tuple[Rule, ...]:
        return rules

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judging, "in_force", in_force)
        yield patch


@pytest.mark.usefixtures("broken_total")
def test_judge_holds_a_claim_over_a_rule_that_breaks() -> None:
    judged = verdict()
    assert judged.disposition is Disposition.HOLD
    assert [finding.rule for finding in judged.findings] == ["broken_rule"]
    assert "total_charge" in judged.findings[0].what
    assert judged.claim is not None


@pytest.mark.usefixtures("broken_total")
def test_judge_runs_the_other_rules_though_one_breaks() -> None:
    assert {finding.rule for finding in verdict(MISTYPED).findings} == {"billing_npi", "broken_rule"}


@pytest.mark.usefixtures("broken_total")
def test_judge_tells_the_operator_where_a_rule_broke_and_nothing_of_the_patient() -> None:
    (text,) = verdict().broken
    assert text.startswith("total_charge: KeyError in _break, line ")
    assert "RIVERA" not in text
    assert "RIVERA" not in str(verdict().findings[0].as_json())


def test_judge_holds_a_claim_over_our_own_fault_in_typing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(judging, "type_claim", fail)
    judged = judge(submitted=build(), facts=facts())
    assert (judged.disposition, judged.claim) == (Disposition.HOLD, None)
    assert judged.broken[0].startswith("type_claim: ZeroDivisionError")


def test_judge_runs_no_rule_before_it_is_in_force() -> None:
    early = replace(facts(), today=date(2011, 12, 31))
    assert {finding.rule for finding in judge(submitted=build(changes=[WRONG_TOTAL]), facts=early).findings} == set()


@pytest.mark.parametrize(
    ("setting", "disposition"),
    [("reject", Disposition.REJECT), ("hold", Disposition.HOLD), ("warn", Disposition.WARN), ("off", None)],
)
def test_judge_is_as_strict_as_the_tenant_wants(setting: str, disposition: Disposition | None) -> None:
    set_so = replace(facts(), dispositions={"total_charge": setting})
    assert judge(submitted=build(changes=[WRONG_TOTAL]), facts=set_so).disposition is disposition


def test_judge_is_as_strict_as_the_payer_wants() -> None:
    known = facts()
    entry = replace(known.payers["PRAIR"], dispositions={"total_charge": "warn"})
    set_so = replace(known, payers={"PRAIR": entry})
    judged = judge(submitted=build(changes=[WRONG_TOTAL]), facts=set_so)
    assert judged.disposition is Disposition.WARN
    assert judged.findings[0].unit == ""


def test_judge_lets_the_stricter_of_payer_and_tenant_count() -> None:
    known = facts()
    entry = replace(known.payers["PRAIR"], dispositions={"total_charge": "off"})
    set_so = replace(known, payers={"PRAIR": entry}, dispositions={"total_charge": "hold"})
    assert judge(submitted=build(changes=[WRONG_TOTAL]), facts=set_so).disposition is Disposition.HOLD


def test_judge_never_lets_a_stranger_bill_whatever_is_set() -> None:
    set_so = replace(facts("no pairs"), dispositions={"authorized_pair": "off"})
    assert judge(submitted=build(), facts=set_so).disposition is Disposition.HOLD
