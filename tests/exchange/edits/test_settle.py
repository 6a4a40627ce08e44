"""How strict a finding is: rule, payer, tenant and trial, every combination against the law in one place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from clearlane.exchange.edits.rulebook import Rule, in_force, rulebook, settle
from clearlane.exchange.edits.say import say
from clearlane.vocabulary.finding import Disposition, Finding, Place, Severity, Status
from clearlane.vocabulary.period import Period
from tests.exchange.edits.judging import known, rule

ORDER = ["off", "warn", "hold", "reject"]
SETTINGS = ["", *ORDER]
REJECTS, HOLDS = rule("total_charge"), replace(rule("duplicate_claim"), is_settable=True)
FIRST = date(2026, 6, 1)


def finding(disposition: Disposition) -> Finding:
    """What a rule says, so strictly."""
    return say(
        rule="total_charge", level=3, disposition=disposition, place=Place(), what="What.", why="Why.", remedy="Do.",
        citation="", status=Status("A8", "400"),
    )  # fmt: skip


def settled(judge: Rule, said: Disposition, payer: str = "", tenant: str = "", today: date = FIRST) -> Finding | None:
    facts = replace(known(), today=today, dispositions={judge.id: tenant} if tenant else {})
    return settle(rule=judge, finding=finding(said), facts=facts, by_payer={judge.id: payer} if payer else {})


def law(judge: Rule, payer: str, tenant: str) -> str:
    """The stricter of what payer and tenant set, else the rule's own."""
    told = [setting for setting in (payer, tenant) if setting]
    return max(told, key=ORDER.index) if told and judge.is_settable else judge.disposition.value


@pytest.mark.parametrize("judge", [REJECTS, HOLDS], ids=["rejects", "holds"])
@pytest.mark.parametrize(("payer", "tenant"), [*product(SETTINGS, SETTINGS)])
def test_the_stricter_setting_counts(judge: Rule, payer: str, tenant: str) -> None:
    found = settled(judge, judge.disposition, payer, tenant)
    assert (found.disposition.value if found else "off") == law(judge, payer, tenant)


@pytest.mark.parametrize(("payer", "tenant"), [*product(SETTINGS, SETTINGS)])
def test_a_rule_that_may_not_be_set_stays_as_it_is(payer: str, tenant: str) -> None:
    fixed = replace(REJECTS, is_settable=False)
    found = settled(fixed, Disposition.REJECT, payer, tenant)
    assert found == finding(Disposition.REJECT)


@pytest.mark.parametrize(("payer", "tenant"), [*product(SETTINGS, SETTINGS)])
def test_a_rules_own_warning_stays_a_warning(payer: str, tenant: str) -> None:
    assert settled(REJECTS, Disposition.WARN, payer, tenant) == finding(Disposition.WARN)


@pytest.mark.parametrize("disposition", list(Disposition))
def test_what_is_made_milder_or_stricter_agrees_with_itself(disposition: Disposition) -> None:
    found = settled(REJECTS, Disposition.REJECT, tenant=disposition.value)
    assert found is not None
    warns = disposition is Disposition.WARN
    assert (found.severity, found.unit) == (Severity.WARNING if warns else Severity.ERROR, "" if warns else "claim")
    assert (found.what, found.status) == ("What.", Status("A8", "400"))


@pytest.mark.parametrize(
    ("day", "setting", "expected"),
    [
        (0, "", "warn"), (13, "", "warn"), (14, "", "reject"), (13, "reject", "warn"), (14, "reject", "reject"),
        (13, "hold", "hold"), (13, "warn", "warn"), (13, "off", "off"), (-1, "", "warn"),
    ],
)  # fmt: skip
def test_on_trial_a_rejection_only_warns(day: int, setting: str, expected: str) -> None:
    new = replace(REJECTS, trial_from=FIRST)
    found = settled(new, Disposition.REJECT, tenant=setting, today=FIRST + timedelta(days=day))
    assert (found.disposition.value if found else "off") == expected


def test_on_trial_a_hold_holds() -> None:
    found = settled(replace(HOLDS, trial_from=FIRST), Disposition.HOLD)
    assert found == finding(Disposition.HOLD)


@pytest.mark.parametrize("disposition", list(Disposition))
def test_say_makes_severity_and_unit_agree(disposition: Disposition) -> None:
    made = finding(disposition)
    warns = disposition is Disposition.WARN
    assert (made.severity is Severity.WARNING, made.unit) == (warns, "" if warns else "claim")
    assert made.rule == "total_charge"
    assert Finding.from_json(made.as_json()) == made


@pytest.mark.parametrize("one", rulebook(), ids=lambda one: one.id)
def test_a_rule_is_in_force_on_its_days_and_no_others(one: Rule) -> None:
    first, last = one.in_force.first, one.in_force.last
    assert one not in in_force(on=first - timedelta(days=1))
    assert one in in_force(on=first)
    assert one in in_force(on=min(last, date(2099, 1, 1)))


def test_a_rule_that_ended_judges_no_more() -> None:
    ended = replace(REJECTS, in_force=Period.inclusive(date(2020, 1, 1), date(2020, 12, 31)))
    assert ended.in_force.contains(date(2020, 12, 31))
    assert not ended.in_force.contains(date(2021, 1, 1))
