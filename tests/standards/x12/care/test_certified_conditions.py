"""Conditions (`care.certified_conditions`): what a referral of a screened child says, and none twice in one segment."""

from __future__ import annotations

import pytest

from tests.standards.x12.care.service_texts import beyond, told_of
from tests.standards.x12.x12_texts import changed

REFERRALS = [
    ("CRC*ZZ*Y*AV", ""),
    ("CRC*ZZ*Y*S2*ST", ""),
    ("CRC*ZZ*N*NU", ""),
    ("CRC*ZZ*N*ST", "2300 CRC03 referral ST"),
    ("CRC*ZZ*Y*NU", "2300 CRC03 referral NU"),
    ("CRC*ZZ*N*NU*ST", "2300 CRC04 referral ST"),
    ("CRC*ZZ*Y*ST*NU", "2300 CRC04 referral NU"),
    ("CRC*ZZ*N*ST*ST", "2300 CRC03 referral ST"),
    ("CRC*ZZ*Y*ST*ST", "2300 CRC04 condition_repeated ST"),
    ("CRC*ZZ*Y*ST*AV*ST", "2300 CRC05 condition_repeated ST"),
    ("CRC*ZZ*N*NU*NU", "2300 CRC04 condition_repeated NU"),
]
OTHERS = [
    ("CRC*07*N*01*04", ""),
    ("CRC*07*Y*01*04*01", "2300 CRC05 condition_repeated 01"),
    ("CRC*E1*Y*L1*L1", "2300 CRC04 condition_repeated L1"),
    ("CRC*75*Y*IH", ""),
]
OF_LINES = [("CRC*09*Y*38*ZV", ""), ("CRC*09*N*38*38", "2400 CRC04 condition_repeated 38"), ("CRC*70*N*65", "")]


@pytest.mark.parametrize(("segment", "expected"), [*REFERRALS, *OTHERS])
def test_the_conditions_of_a_professional_claim_are_judged(segment: str, expected: str) -> None:
    assert told_of("P", ("HI*ABK:J020", f"{segment}\nHI*ABK:J020", "")) == expected


@pytest.mark.parametrize(("segment", "expected"), REFERRALS)
def test_the_referral_of_an_institutional_claim_is_judged(segment: str, expected: str) -> None:
    assert told_of("I", ("HI*ABK:S8001XA", f"{segment}\nHI*ABK:S8001XA", "")) == expected


@pytest.mark.parametrize(("segment", "expected"), OF_LINES)
def test_the_conditions_of_a_line_are_judged(segment: str, expected: str) -> None:
    assert told_of("P", ("DTP*472*D8*20261111", f"{segment}\nDTP*472*D8*20261111", "")) == expected


@pytest.mark.parametrize(
    ("segment", "remedy"),
    [
        ("CRC*ZZ*N*ST", "Send NU, or correct CRC02"),
        ("CRC*ZZ*Y*NU", "Send AV, S2 or ST, or correct CRC02"),
        ("CRC*ZZ*Y*ST*ST", "Send another condition, or none"),
    ],
)
def test_it_is_a_doubt_that_says_what_would_be_right(segment: str, remedy: str) -> None:
    (found,) = beyond(changed("HI*ABK:J020", f"{segment}\nHI*ABK:J020"))
    assert (found.disposition.value, found.unit, found.remedy) == ("warn", "", remedy)
