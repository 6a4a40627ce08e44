"""The tables of rules (`care.code_rules`, `care.service_rules`, `care.rule`) and their page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clearlane.standards.codes.library import need_set
from clearlane.standards.x12.care.code_rules import CODES, code_finding
from clearlane.standards.x12.care.line_rules import LINES, line_finding
from clearlane.standards.x12.care.rule import Rule
from clearlane.standards.x12.care.service_rules import SERVICES, service_finding
from clearlane.vocabulary.finding import Disposition, Place, Severity

ROOT = Path(__file__).parents[4]
PAGE = (ROOT / "docs/guides/codes-and-services.md").read_text("utf-8")
RULES = {
    **{f"lines.{id}": rule for id, rule in LINES.items()},
    **{f"codes.{id}": rule for id, rule in CODES.items()},
    **{f"service.{id}": one for id, one in SERVICES.items()},
}
ROW = re.compile(r"^\| `((?:lines|codes|service)\.[a-z0-9_]+)` \| ([^|]*) \| .* \| ([^|]*) \|$", re.MULTILINE)
PLACE = Place(106, 7, "HI", "2300", 1, 2)
WORDS = {
    "found": "FOUND1",
    "expected": "EXPECTED1",
    "day": "2026-11-10",
    "days": "SPAN",
    "list": "LIST",
    "surfaces": "3",
    "wrong": " twice",
    "group": "CO",
}


@pytest.mark.parametrize("id", RULES)
def test_each_rule_makes_a_whole_finding(id: str) -> None:
    kind, _, name = id.partition(".")
    make, level = {"lines": (line_finding, 4), "codes": (code_finding, 5), "service": (service_finding, 6)}[kind]
    found = make(name, PLACE, **WORDS)
    assert (found.rule, found.place, found.level) == (id, PLACE, level)
    assert "{" not in found.what + found.why + found.remedy
    assert (found.found, found.expected, found.answer) == ("FOUND1", "EXPECTED1", ())
    assert min(len(found.what), len(found.why), len(found.remedy), len(found.citation)) > 5


@pytest.mark.parametrize("id", RULES)
def test_what_rejects_has_a_status_of_the_list_and_what_warns_has_none(id: str) -> None:
    rule: Rule = RULES[id]
    assert bool(rule.statuses) == (rule.disposition is Disposition.REJECT)
    for status in rule.statuses:
        assert need_set("status_category").knows(status.category)
        assert need_set("status_code").knows(status.code)


def test_a_finding_that_rejects_kills_its_claim_and_no_more() -> None:
    found = code_finding("diagnosis_unknown", PLACE, **WORDS)
    assert (found.severity, found.unit) == (Severity.ERROR, "claim")
    warned = service_finding("tooth", PLACE, **WORDS)
    assert (warned.severity, warned.unit, warned.status) == (Severity.WARNING, "", None)


@pytest.mark.parametrize("name", ["nothing", "", "tooth"])
def test_a_rule_that_is_none_is_not_made_up(name: str) -> None:
    with pytest.raises(KeyError):
        code_finding(name, PLACE, **WORDS)


def test_the_page_has_each_rule_once_with_what_becomes_of_it() -> None:
    rows = ROW.findall(PAGE)
    assert [id for id, _, _ in rows] == sorted((id for id, _, _ in rows), key=list(RULES).index)
    assert {id for id, _, _ in rows} == set(RULES)
    for id, _, becomes in rows:
        rule = RULES[id]
        expected = " with ".join(str(status) for status in rule.statuses)
        assert becomes == (f"277CA {expected}" if rule.statuses else "a warning")


def test_every_rule_is_broken_by_a_test() -> None:
    tests = "".join(
        path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py") if path != Path(__file__)
    )
    assert [id for id in RULES if id.partition(".")[2] not in tests] == []
