"""Units against CMS's limits: told where there are more, never rejected."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.edits.judging import in_short, said

TOLD = "warn A7:476 at 2400 SV104"


def billed(units: str, most: int, unit: str = "UN") -> list[str]:
    """What is said of a line with so many units."""
    line = f"2400 SV1*HC:99213*150*{unit}*{units}***1:2"
    return in_short(said("procedure_units", line, given=[f"at most {most} of 99213"]))


@given(st.decimals(Decimal("0.1"), 999, places=1), st.integers(1, 999))
def test_more_than_the_limit_is_told_and_nothing_else(units: Decimal, most: int) -> None:
    assert billed(str(units), most) == ([TOLD] if units > most else [])


@given(st.integers(1, 999))
def test_minutes_are_never_told(units: int) -> None:
    assert billed(str(units), 1, unit="MJ") == []


def test_without_limits_nothing_is_told() -> None:
    assert said("procedure_units", "2400 SV1*HC:99213*150*UN*999***1:2") == ()


def test_every_line_is_judged_by_its_own_limit() -> None:
    changes = ["2400 SV1*HC:99213*150*UN*9***1:2", "2400/2 SV1*HC:99213*75*UN*9***3"]
    assert in_short(said("procedure_units", *changes, given=["at most 8 of 99213"])) == [TOLD, TOLD]


def test_the_finding_says_what_is_likely() -> None:
    (finding,) = said("procedure_units", "2400 SV1*HC:99213*150*UN*9***1:2", given=["at most 8 of 99213"])
    assert (finding.found, finding.expected, finding.unit) == ("9", "at most 8", "")
