"""Every segment of a file in its place: the same places that the reading of one set gives."""

from __future__ import annotations

from itertools import pairwise

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.place_file import Placed, entry_of, loops_of, name_of, path_of, place_file
from tests.standards.x12.x12_texts import ISA, PAYMENT, changed, check, join, lines

CLAIMS, MONEY = join(lines()), join(lines(PAYMENT))


def in_sets(data: bytes) -> list[Placed]:
    return [one for one in place_file([data]) if one.set]


@pytest.mark.parametrize(
    "data",
    [CLAIMS, MONEY, CLAIMS.replace(b"~", b"\r\n"), changed("HI*", "ZZZ*1"), changed("LX*1", ""), CLAIMS + MONEY],
)
def test_places_are_those_of_each_set_alone(data: bytes) -> None:
    expected = []
    report = check(data)
    for interchange in report.interchanges:
        for one in (one for group in interchange.groups for one in group.sets):
            body = data[one.offset : one.offset + one.length]
            placed = x12.place(body, delimiters=interchange.delimiters, version=one.version, offset=one.offset)
            expected += [(segment.loop, segment.number, segment.offset, segment.id) for segment in placed]
    assert [
        (one.step.loop.id if one.step else "", one.number, one.piece.offset, one.piece.data.decode()[:3].strip("*"))
        for one in in_sets(data)
    ] == [(loop, number, offset, id[:3]) for loop, number, offset, id in expected]


def test_the_head_of_a_set_says_what_it_is() -> None:
    head = in_sets(CLAIMS)[0].set
    assert head is not None
    assert (head.id, head.version, head.control, head.group) == ("837", "005010X222A1", "0001", "101")
    assert head.entry is not None
    assert name_of(head.entry) == "837P"


@pytest.mark.parametrize(
    ("old", "new"), [(b"005010X222A1", b"004010X098A1"), (b"ST*837", b"ST*999"), (b"*005010X222A1", b"")]
)
def test_a_set_without_a_guide_is_told_without_loops(old: bytes, new: bytes) -> None:
    found = in_sets(CLAIMS.replace(old, new))
    assert len(found) == 48
    assert {one.step for one in found} == {None}


def test_what_stands_outside_a_set_belongs_to_none() -> None:
    outside = [one.piece.data[:2] for one in place_file([CLAIMS]) if one.set is None]
    assert outside == [b"IS", b"GS", b"GE", b"IE"]


def test_a_set_without_trailer_ends_with_its_group_or_the_next_set() -> None:
    data = join([one for one in lines() if not one.startswith("SE*")])
    assert len(in_sets(data)) == 47
    heads = [one.set for one in in_sets(data.replace(b"CLM*A2", b"ST*837*0002*005010X222A1~CLM*A2"))]
    assert sum(one is not other for one, other in pairwise(heads)) == 1


def test_paths_lead_to_their_loops() -> None:
    loops = loops_of(entry_of(version="005010X222A1", set_id="837"))
    assert {"", "1000A", "2000A/2000B/2300/2400/2430", "2000A/2000B/2000C/2300"} <= set(loops)
    assert all(path_of(loop) == path for path, loop in loops.items())
    assert loops_of(entry_of(version="004010X098A1", set_id="837")) == {}


@pytest.mark.parametrize(("purpose", "name"), [("13", "278_REQUEST"), ("11", "278_RESPONSE")])
def test_guides_of_one_version_are_told_apart_by_what_the_set_is_for(purpose: str, name: str) -> None:
    head, *rest = [ISA, "GS*HI*A*B*20261124*0930*1*X*005010X217", "ST*278*0001*005010X217"], f"BHT*0007*{purpose}*1"
    data = join([*head, *rest, "HL*1**20*1", "SE*4*0001", "GE*1*1", "IEA*1*000000101"])
    assert {name_of(one.set.entry) for one in in_sets(data) if one.set and one.set.entry} == {name}


def test_a_guide_is_found_by_version_set_and_name() -> None:
    found = entry_of(version="005010X217", set_id="278", name="278_RESPONSE")
    assert found is not None
    assert name_of(found) == "278_RESPONSE"
    assert entry_of(version="005010X217", set_id="837") is None
