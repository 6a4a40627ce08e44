"""The values of a segment: with their marks they are the segment again, and what is empty makes none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.part_values import part_values

MARKS = Delimiters()
IDS = st.sampled_from(["HI", "SV1", "REF", "CLM", "EQ", "ZZZ"])


@given(IDS, st.text("AB7*:^ ", max_size=30))
def test_values_with_their_marks_are_the_segment(id: str, rest: str) -> None:
    texts = [id, *rest.split("*")]
    told = "".join(mark + value.text for mark, value in part_values(texts, None, MARKS))
    assert id + told == "*".join(texts)


@pytest.mark.parametrize("empty", ["*" * 500, ":" * 500, "^" * 500])
def test_what_is_empty_makes_no_values(empty: str) -> None:
    values = list(part_values(["HI", *f"{empty}BK:A".split("*")], None, MARKS))
    assert values[-1].value.text.endswith("A")
    assert len(values) <= 2


def test_of_more_components_than_a_composite_has_nothing_is_known() -> None:
    *_, last = (value for _, value in part_values(["HI", ":".join(["BK"] * 200)], None, MARKS))
    assert (last.number, last.before) == ("", "")
