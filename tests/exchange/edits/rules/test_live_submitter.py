"""A submitter that is not live yet sends tests, and nothing else."""

from __future__ import annotations

import pytest

from tests.exchange.edits.judging import in_short, rule, said


@pytest.mark.parametrize(
    ("usage", "given", "found"),
    [
        ("P", [], []),
        ("T", [], []),
        ("T", ["not live"], []),
        ("P", ["not live"], ["hold A3:496:41 at 2300 CLM"]),
    ],
)
def test_only_production_of_one_that_is_not_live_is_held(usage: str, given: list[str], found: list[str]) -> None:
    assert in_short(said("live_submitter", given=given, usage=usage)) == found


def test_no_setting_makes_it_milder() -> None:
    assert not rule("live_submitter").is_settable
