"""The table of what a set says twice (`balance.consistency`) and its page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clearlane.standards.x12.balance.consistency import CONSISTENCY, consistency_finding
from clearlane.standards.x12.balance.rules import BALANCES
from clearlane.vocabulary.finding import Disposition, Place, Severity

ROOT = Path(__file__).parents[4]
PAGE = (ROOT / "docs/guides/balances.md").read_text("utf-8")
ROW = re.compile(r"^\| `(consistency|balance)\.([a-z_]+)` \|", re.MULTILINE)
PLACE = Place(106, 7, "AK9", "ST", 1)
WORDS = dict.fromkeys(("name", "seen", "side", "category", "begin", "relationship"), "WORD") | {
    "found": "FOUND1", "expected": "EXPECTED1",
}  # fmt: skip


@pytest.mark.parametrize("id", CONSISTENCY)
def test_each_rule_warns_and_says_what_was_found_and_what_would_be_right(id: str) -> None:
    found = consistency_finding(id, PLACE, **WORDS)
    assert (found.rule, found.level, found.place) == (f"consistency.{id}", 4, PLACE)
    assert (found.severity, found.disposition, found.unit) == (Severity.WARNING, Disposition.WARN, "")
    told = found.what + found.why + found.remedy
    assert "{" not in told
    assert id == "set_verdict" or "FOUND1" in told
    assert "EXPECTED1" in told
    assert (found.found, found.expected, found.answer) == ("FOUND1", "EXPECTED1", ())


def test_the_page_has_each_rule_once() -> None:
    assert [id for kind, id in ROW.findall(PAGE) if kind == "consistency"] == list(CONSISTENCY)
    assert [id for kind, id in ROW.findall(PAGE) if kind == "balance"] == list(BALANCES)


def test_each_rule_is_broken_by_a_test() -> None:
    here = Path(__file__)
    tests = "".join(path.read_text("utf-8") for path in here.parent.glob("test_*.py") if path != here)
    assert [id for id in CONSISTENCY if id not in tests] == []


def test_a_rule_that_is_none_is_not_made_up() -> None:
    with pytest.raises(KeyError):
        consistency_finding("nothing", PLACE, **WORDS)
