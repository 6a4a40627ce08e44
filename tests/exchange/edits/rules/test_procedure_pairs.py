"""Pairs of procedures: told where CMS pays one of them, unless a modifier parts them and may."""

from __future__ import annotations

import pytest

from clearlane.exchange.edits.rules.procedure_pairs import _PARTING
from tests.exchange.edits.judging import in_short, said

TOLD = "warn A7:454 at 2400 SV101-2"
PAIR = "pair of procedures 99213 85025"


def lined(first: str, second: str, *given: str, day: str = "20260601") -> list[str]:
    """What is said of two lines with these procedures, the second on a day."""
    changes = [f"2400 SV1*HC:{first}*150*UN*1***1:2", f"2400/2 SV1*HC:{second}*75*UN*1***3", f"2400/2 DTP*472*D8*{day}"]
    return in_short(said("procedure_pairs", *changes, given=given))


@pytest.mark.parametrize("modifier", sorted(_PARTING))
def test_a_modifier_on_either_line_parts_a_pair_that_may_be_parted(modifier: str) -> None:
    assert lined(f"99213:{modifier}", "85025", f"{PAIR} 1") == []
    assert lined("99213", f"85025:{modifier}", f"{PAIR} 1") == []
    assert lined(f"99213:{modifier}", "85025", f"{PAIR} 0") == [TOLD]


@pytest.mark.parametrize("modifier", ["", ":95", ":GT", ":26", ":TC"])
def test_no_other_modifier_parts_it(modifier: str) -> None:
    assert lined(f"99213{modifier}", "85025", f"{PAIR} 1") == [TOLD]


@pytest.mark.parametrize(("indicator", "found"), [("0", [TOLD]), ("1", [TOLD]), ("9", [])])
def test_the_indicator_says_whether_the_pair_counts(indicator: str, found: list[str]) -> None:
    assert lined("99213", "85025", f"{PAIR} {indicator}") == found
    assert lined("85025", "99213", f"{PAIR} {indicator}") == found


def test_lines_of_different_days_and_other_procedures_are_no_pair() -> None:
    assert lined("99213", "85025", f"{PAIR} 0", day="20260602") == []
    assert lined("99213", "85027", f"{PAIR} 0") == []
    assert lined("99213", "85025") == []


def test_one_line_alone_is_no_pair() -> None:
    gone = ["- 2400/2 LX*2", "- 2400/2 SV1", "- 2400/2 DTP*472"]
    assert said("procedure_pairs", *gone, given=["pair of procedures 99213 99213 0"]) == ()
