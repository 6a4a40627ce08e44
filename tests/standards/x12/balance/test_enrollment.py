"""Who the subscriber is, said twice in an enrollment (`balance.enrollment`): INS01 and INS02."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.check import check
from clearlane.standards.x12.tier import Tier
from tests.standards.guides.test_834_by_hand import CATEGORIES, FAMILY
from tests.standards.x12.balance.balance_texts import told
from tests.standards.x12.x12_texts import join, lines

FOUND = "2000 INS01 member_relationship"


def members(*changes: tuple[str, str]) -> bytes:
    text = FAMILY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return join(lines(text))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("INS*Y*18*", "INS*Y*18*", []),
        ("INS*Y*18*", "INS*Y*01*", [FOUND]),
        ("INS*Y*18*", "INS*N*18*", [FOUND]),
        ("INS*N*", "INS*Y*", [FOUND]),
    ],
)
def test_the_subscriber_and_nobody_else_is_related_as_himself(old: str, new: str, expected: list[str]) -> None:
    data = members((old, new))
    assert told(data) == expected
    assert list(check([data], tier=Tier.EXPLAIN)) == list(check([data]))


def test_a_member_of_a_code_that_is_none_is_told_that_alone() -> None:
    assert told(members(("INS*Y*18*", "INS*Y*X8*"))) == ["2000 INS02 bad_code"]


def test_a_bracket_within_a_member_is_none_of_its_own() -> None:
    text = CATEGORIES.replace("INS*Y*18*", "INS*Y*01*", 1)
    assert told(join(lines(CATEGORIES))) == []
    assert told(join(lines(text))) == [FOUND]
