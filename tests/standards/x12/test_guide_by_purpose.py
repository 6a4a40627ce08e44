"""Sets of one version that differ in BHT02 alone: every reader of a file takes them by the same guide as the check."""

from __future__ import annotations

import json
from functools import cache

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.cut_interchanges import bounds, cut_interchange, cut_with_next
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide, kinds
from clearlane.standards.x12.library import entries, load_guide
from clearlane.standards.x12.stream import Stream

KINDS = sorted(kind for kind in kinds() if kind.startswith("278"))
ROOTS = {entry.files[0].removesuffix(".txt"): load_guide(entry.files).root.name for entry in entries()}
ASKED, ANSWERED = "278_request", "278_response"


@cache
def made(kind: str, purpose: bytes = b"") -> bytes:
    """A file of a kind; with another purpose where one is given."""
    data = from_guide(GuideOrder(kind=kind, seed=3, units=2, density=0.3))
    if not purpose:
        return data
    start = data.index(b"BHT*0007*") + len(b"BHT*0007*")
    return data[:start] + purpose + data[data.index(b"*", start) :]


def guides_in_json(data: bytes) -> set[str]:
    records = (json.loads(line) for line in b"".join(x12.to_json([data], lines=True)).splitlines())
    return {one["set"]["guide"].lower() for one in records if "set" in one}


def explained(data: bytes) -> list[x12.ExplainedSegment]:
    """The segments of the set in words, ST to SE."""
    return [one for one in x12.explain((data,)) if one.number]


def test_there_are_three_questions_and_their_answers() -> None:
    assert len(KINDS) == 6
    assert len({ROOTS[kind] for kind in KINDS}) == 6


@pytest.mark.parametrize("kind", KINDS)
def test_a_set_is_explained_by_its_own_guide(kind: str) -> None:
    told = explained(made(kind))
    assert (told[0].id, told[0].opens) == ("ST", ROOTS[kind])
    rows = {row.name for row in load_guide((f"{kind}.txt",)).root.rows()}
    assert [one.name for one in told if one.name not in rows] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_set_is_turned_into_json_by_its_own_guide(kind: str) -> None:
    assert guides_in_json(made(kind)) == {kind}


@pytest.mark.parametrize("kind", KINDS)
def test_each_reader_places_a_segment_in_the_same_loop(kind: str) -> None:
    data = made(kind)
    (one,) = x12.report([data]).sets
    marks = x12.report([data]).interchanges[0].delimiters
    content = data[one.offset : one.offset + one.length]
    placed = [each.loop for each in x12.place(content, delimiters=marks, version=one.version)]
    assert placed == [each.loop for each in explained(data)]


PURPOSES = {
    b"13": ASKED,
    b"11": ANSWERED,
    b"110": ASKED,
    b"11 ": ASKED,
    b"1": ASKED,
    b"\xc0\x01": ASKED,
}
"""Only the very code that `sets.txt` names chooses the answer: all else is read by the guide of the request."""


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_purpose_is_taken_whole(purpose: bytes) -> None:
    data = made(ANSWERED, purpose)
    assert guides_in_json(data) == {PURPOSES[purpose]}
    assert explained(data)[0].opens == ROOTS[PURPOSES[purpose]]


@pytest.mark.parametrize("purpose", PURPOSES)
def test_names_beside_the_segments_come_back_whatever_the_purpose_is(purpose: bytes) -> None:
    data = made(ANSWERED, purpose)
    assert b"".join(x12.from_json([b"".join(x12.to_json([data], names=True))])) == data


@pytest.mark.parametrize("behind", [b"", b"NM1*41*2*OAK~", b"HL*1**20*1~", b"BHT~", b"BHT*0007~"])
def test_without_a_purpose_it_is_the_guide_of_all_others(behind: bytes) -> None:
    data = made(ANSWERED)
    start = data.index(b"BHT*")
    broken = data[:start] + behind + data[data.index(b"~", start) + 1 :]
    assert explained(broken)[0].opens == ROOTS[ASKED]
    assert guides_in_json(broken) == {ASKED}


def test_a_control_number_that_looks_like_a_segment_chooses_nothing() -> None:
    data = made(ASKED).replace(b"ST*278*0001*005010X217", b"ST*278*BHT*005010X217*11")
    assert explained(data)[0].opens == ROOTS[ASKED]
    assert guides_in_json(data) == {ASKED}


@pytest.mark.parametrize("size", [1 << 20, 61])
def test_each_segment_is_cut_with_the_one_behind_it(size: int) -> None:
    data = made(ANSWERED)
    opened, *_, closed = [
        one for one in x12.check([data]) if isinstance(one, (x12.InterchangeOpened, x12.InterchangeClosed))
    ]
    assert isinstance(opened, x12.InterchangeOpened)
    assert isinstance(closed, x12.InterchangeClosed)
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    alone = list(cut_interchange(bounds(opened, closed), Stream(chunks)))
    told = list(cut_with_next(bounds(opened, closed), Stream(chunks)))
    assert [(offset, raw) for offset, raw, _ in told] == alone
    assert [behind for _, _, behind in told] == [*(raw for _, raw in alone[1:]), b""]
