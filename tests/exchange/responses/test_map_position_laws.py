"""An error in our claim is shown where the sender's segment stands, wherever either of us has the REF*D9."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.responses.map_position import map_position

CLAIM = ["CLM*A1*100", "DTP*435*D8*20260601", "REF*F8*ICN", "HI*ABK:E119", "LX*1", "SV1*HC:99213*100"]
THEIR_TRACE, OUR_TRACE = "REF*D9*THEIRS", "REF*D9*10000000420010001"


def raw(segments: list[str], mark: str = "*") -> list[bytes]:
    """The segments as bytes."""
    return [one.replace("*", mark).encode() for one in segments]


def with_trace(at: int | None, trace: str) -> list[str]:
    """The claim with a trace number at an index, or without one."""
    return list(CLAIM) if at is None else [*CLAIM[:at], trace, *CLAIM[at:]]


PLACES = st.none() | st.integers(1, len(CLAIM))


@given(PLACES, st.integers(1, len(CLAIM)))
def test_every_segment_of_ours_leads_to_the_same_one_of_his(theirs_at: int | None, ours_at: int) -> None:
    theirs, ours = with_trace(theirs_at, THEIR_TRACE), with_trace(ours_at, OUR_TRACE)
    for place, segment in enumerate(ours):
        index = map_position(ours=raw(ours), theirs=raw(theirs), place=place)
        assert (None if index is None else theirs[index]) == (None if segment == OUR_TRACE else segment)


@given(PLACES, PLACES, st.lists(st.integers(0, len(CLAIM) - 1), max_size=3))
def test_elements_that_were_changed_do_not_move_anything(
    theirs_at: int | None, ours_at: int | None, changed: list[int]
) -> None:
    theirs, ours = with_trace(theirs_at, THEIR_TRACE), with_trace(ours_at, OUR_TRACE)
    rewritten = [f"{one}*X" if n in changed and one != OUR_TRACE else one for n, one in enumerate(ours)]
    for place in range(len(ours)):
        asked = map_position(ours=raw(rewritten), theirs=raw(theirs), place=place)
        assert asked == map_position(ours=raw(ours), theirs=raw(theirs), place=place)


OUT_OF_REACH = [(-1, None), (len(CLAIM), None), (100, None)]


@pytest.mark.parametrize(("place", "index"), OUT_OF_REACH)
def test_a_place_outside_the_claim_leads_nowhere(place: int, index: int | None) -> None:
    assert map_position(ours=raw(CLAIM), theirs=raw(CLAIM), place=place) == index


def test_what_he_does_not_have_leads_nowhere() -> None:
    theirs = CLAIM[:-1]
    assert map_position(ours=raw(CLAIM), theirs=raw(theirs), place=len(CLAIM) - 1) is None
    assert map_position(ours=raw(CLAIM), theirs=[], place=0) is None


@pytest.mark.parametrize("mark", ["*", "|", "\x1d"])
def test_the_element_mark_is_that_of_the_file(mark: str) -> None:
    ours = raw(with_trace(3, OUR_TRACE), mark)
    found = [map_position(ours=ours, theirs=raw(CLAIM, mark), place=n, element=mark.encode()) for n in range(len(ours))]
    assert found == [0, 1, 2, None, 3, 4, 5]


@pytest.mark.parametrize("like", ["REF*D99*X", "REF*D8*X", "REF*D9", "NM1*D9*X"])
def test_only_the_trace_number_itself_is_passed_over(like: str) -> None:
    ours = [CLAIM[0], like, *CLAIM[1:]]
    assert map_position(ours=raw(ours), theirs=raw(ours), place=1) == 1
