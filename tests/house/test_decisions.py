"""Decisions: numbered without gaps, short, and in one form."""

from __future__ import annotations

import re

from tests.house.tree import ROOT

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


def test_there_are_decisions() -> None:
    assert DECISIONS


def test_the_number_in_the_heading_is_that_of_the_file() -> None:
    wrong = []
    for path in DECISIONS:
        heading = path.read_text(encoding="utf-8").splitlines()[0]
        found = re.fullmatch(r"# (\d{4})\.? .+", heading)
        if not found or not path.name.startswith(f"{found[1]}-"):
            wrong.append(f"{path.name}: {heading}")
    assert wrong == []


def test_numbers_have_no_gap_and_are_given_once() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_a_decision_is_read_in_two_minutes() -> None:
    lines = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in DECISIONS}
    assert {name: count for name, count in lines.items() if count > 40} == {}


def test_a_decision_has_context_decision_consequences_and_status() -> None:
    parts = ("Status:", "## Context", "## Decision", "## Consequences")
    lacking = [
        f"{path.name}: {part}" for path in DECISIONS for part in parts if part not in path.read_text(encoding="utf-8")
    ]
    assert lacking == []
