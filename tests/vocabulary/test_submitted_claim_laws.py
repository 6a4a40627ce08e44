"""A claim as it was sent: whatever its segments are, none is lost, doubled or moved by looking at it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.vocabulary.submitted_claim import SegmentText, SubmittedClaim

LOOPS = st.sampled_from(["ST", "2010AA", "2300", "2310B", "2400", "2410", "2420A", "2430"])
IDS = st.sampled_from(["NM1", "REF", "CLM", "LX", "SV1", "DTP"])
ELEMENTS = st.lists(st.text("AB1:^", max_size=4), max_size=4)


@st.composite
def claims(draw: st.DrawFn) -> SubmittedClaim:
    rows = draw(st.lists(st.tuples(LOOPS, IDS, ELEMENTS), max_size=12))
    return SubmittedClaim(
        tuple(SegmentText(loop, n, n * 10, (id, *elements)) for n, (loop, id, elements) in enumerate(rows, 1))
    )


@given(claims(), LOOPS, IDS)
def test_all_finds_what_a_search_through_the_segments_finds(claim: SubmittedClaim, loop: str, id: str) -> None:
    assert claim.all(loop, id) == tuple(one for one in claim.segments if (one.loop, one.id) == (loop, id))


@given(claims(), LOOPS, IDS, st.sampled_from(["A", "B", "", None]))
def test_first_is_the_first_of_them(claim: SubmittedClaim, loop: str, id: str, qualifier: str | None) -> None:
    like = [one for one in claim.all(loop, id) if qualifier is None or one.element(1) == qualifier]
    assert claim.first(loop, id, qualifier) == (like[0] if like else None)


@given(claims(), LOOPS, IDS, st.integers(1, 6))
def test_a_text_is_that_of_the_first_or_empty(claim: SubmittedClaim, loop: str, id: str, n: int) -> None:
    first = claim.first(loop, id)
    assert claim.text(loop, id, n) == (first.element(n) if first else "")


@given(claims())
def test_lines_hold_each_segment_of_a_line_once_and_in_order(claim: SubmittedClaim) -> None:
    of_lines = [one for one in claim.segments if one.loop.startswith("24")]
    assert [one for line in claim.lines() for one in line] == of_lines
    assert all(line for line in claim.lines())


@given(claims())
def test_a_line_begins_at_its_number_and_nowhere_else(claim: SubmittedClaim) -> None:
    for number, line in enumerate(claim.lines()):
        assert [one.id for one in line[1:]].count("LX") == 0
        assert number == 0 or line[0].id == "LX"


@given(claims(), st.integers(0, 9))
def test_components_joined_again_are_the_element(claim: SubmittedClaim, n: int) -> None:
    for segment in claim.segments:
        assert ":".join(claim.parts(segment, n)) == segment.element(n)


@given(claims())
def test_claims_are_equal_by_what_was_sent(claim: SubmittedClaim) -> None:
    same = SubmittedClaim(claim.segments)
    assert same == claim
    assert hash(same) == hash(claim)
    assert SubmittedClaim(claim.segments, usage="T") != claim


@pytest.mark.parametrize(("n", "text"), [(0, "CLM"), (1, "A1"), (2, "150"), (3, ""), (5, "11:B:1"), (6, ""), (99, "")])
def test_an_element_that_was_not_sent_is_empty(n: int, text: str) -> None:
    assert SegmentText("2300", 1, 0, ("CLM", "A1", "150", "", "", "11:B:1")).element(n) == text


def test_another_component_separator_is_kept_to() -> None:
    segment = SegmentText("2300", 1, 0, ("CLM", "A1", "150", "", "", "11>B>1:2"))
    assert SubmittedClaim((segment,), component=">").parts(segment, 5) == ("11", "B", "1:2")
