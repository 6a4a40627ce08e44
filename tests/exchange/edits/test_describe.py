from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clearlane.doors.console.edits import pages
from clearlane.exchange.edits.cases.read import read_beside
from clearlane.exchange.edits.describe import describe
from clearlane.exchange.edits.rulebook import Rule, rulebook
from clearlane.vocabulary.period import Period

DOCS = Path(__file__).parents[3] / "docs" / "rules"


@pytest.mark.parametrize(("name", "text"), pages().items(), ids=list(pages()))
def test_the_page_of_a_rule_is_current(name: str, text: str) -> None:
    assert (DOCS / name).read_text("utf-8") == text, "run: clearlane edits pages"


def test_no_page_is_left_of_a_rule_that_went() -> None:
    assert {path.name for path in DOCS.glob("*.md")} == {*pages(), "type_claim.md", "broken_rule.md"}


@pytest.mark.parametrize("rule", rulebook(), ids=lambda rule: rule.id)
def test_a_page_shows_every_case(rule: Rule) -> None:
    page = describe(rule=rule)
    assert all(case.sentence in page for case in read_beside(rule=rule.id))
    assert rule.citation in page


def test_a_page_tells_of_a_trial_and_of_an_end() -> None:
    ended = replace(rulebook()[0], trial_from=date(2026, 11, 1), in_force=Period(date(2026, 1, 1), date(2027, 1, 1)))
    page = describe(rule=ended)
    assert "from 2026-01-01 to 2026-12-31; until 2026-11-15 its rejections are warnings" in page
