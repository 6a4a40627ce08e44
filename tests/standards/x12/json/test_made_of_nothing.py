"""What a document may make of nothing: separators for positions and counts, and line ends behind each segment."""

from __future__ import annotations

import json
from typing import Any

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.read_records import JsonRefused
from clearlane.standards.x12.shape_elements import MOST_OF_NOTHING, Room, Unfit, render_elements
from tests.standards.x12.x12_texts import ISA, join, lines

HEAD = {"record": "interchange", "isa": ISA + "~"}
Segment = dict[str, Any]


def document(*segments: Segment, after: str = "") -> bytes:
    """A small document with these segments."""
    return json.dumps([HEAD | {"after": after}, {"record": "envelope", "segments": segments}]).encode()


def written(data: bytes) -> bytes:
    return b"".join(x12.from_json([data]))


def refused(data: bytes) -> JsonRefused:
    with pytest.raises(JsonRefused) as found:
        written(data)
    assert "makes more of nothing" in found.value.reason
    assert found.value.remedy
    return found.value


FAR, MANY = 90_000_000, 9_000_000
ONE: dict[str, tuple[Segment, str]] = {
    "an element at a high position": ({"id": "N3", "elements": {str(FAR): "a"}}, ""),
    "a count behind the elements": ({"id": "N3", "elements": {}, "trailing": FAR}, "/trailing"),
    "a count of many digits": ({"id": "N3", "elements": {}, "trailing": 10**17}, "/trailing"),
    "a component at a high position": ({"id": "CLM", "elements": {"05": {str(FAR): "a"}}}, "/elements/05"),
    "a count behind the components": ({"id": "CLM", "elements": {"05": {"trailing": FAR}}}, "/elements/05/trailing"),
    "one in a repetition": ({"id": "DMG", "elements": {"05": [{}, {"trailing": FAR}]}}, "/elements/05/1/trailing"),
}


@pytest.mark.parametrize("what", ONE)
def test_a_segment_that_makes_too_much_of_nothing_is_refused_where_it_does(what: str) -> None:
    segment, path = ONE[what]
    assert refused(document({"id": "N4", "elements": {}}, segment)).pointer == f"/1/segments/1{path}"


def test_what_a_document_makes_of_nothing_is_summed_up() -> None:
    one = {"id": "N3", "elements": {str(MANY): "a"}}
    assert len(written(document(one))) > MANY
    assert refused(document(one, one)).pointer == "/1/segments/1"


def test_it_is_summed_up_within_one_segment() -> None:
    many = {f"{n:02d}": {"trailing": MANY} for n in range(1, 10)}
    assert refused(document({"id": "CLM", "elements": many})).pointer == "/1/segments/0/elements/02/trailing"


def test_it_is_summed_up_over_records() -> None:
    one = {"record": "envelope", "segments": [{"id": "N3", "elements": {str(MANY): "a"}}]}
    assert refused(json.dumps([HEAD, one, one]).encode()).pointer == "/2/segments/0"


def test_line_ends_behind_each_segment_count_too() -> None:
    ends = "\n" * (MOST_OF_NOTHING // 100)
    segments = [{"id": "N3", "elements": {}}] * 200
    assert refused(document(*segments, after=ends)).pointer == "/1/segments/102/after"


def test_nothing_is_written_of_what_is_refused_before_it_is_known() -> None:
    with pytest.raises(Unfit):
        render_elements("N3", {"999999999": "a"}, 0, Delimiters(), Room())


def test_a_file_of_separators_comes_back_as_it_was() -> None:
    data = join(lines()).replace(b"LX*1~", b"LX*1" + b"*" * 5_000_000 + b"~")
    assert written(b"".join(x12.to_json([data]))) == data


def test_a_document_may_write_what_it_says_however_long_it_is() -> None:
    room = Room()
    assert list(room.widened_by([b"x" * 1000])) == [b"x" * 1000]
    assert room.holds(MOST_OF_NOTHING + 1000)
    assert not room.holds(1)
