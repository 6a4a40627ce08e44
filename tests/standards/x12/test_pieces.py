"""A part of a file is cut into envelope and sets, and each of its segments finds its loop as in the whole file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.pieces import pieces
from tests.standards.x12.small_files import FILES

DROPPED = {
    "837P": {"ST", "BHT", "HL"},
    "277CA": {"BHT"},
    "835": {"LX", "N1", "N3", "N4", "PER", "DTM"},
    "999": {"AK1"},
}
"""What an extract of each kind leaves out of the way to its claim."""


def loops(data: bytes, version: str = "") -> list[tuple[str, str]]:
    found = (one for piece in pieces(data, version=version) for one in piece.segments)
    return [(one.loop, "*".join(one.elements)) for one in found]


@pytest.mark.parametrize("kind", FILES)
def test_a_whole_file_is_its_pieces(kind: str) -> None:
    data = FILES[kind]
    found = pieces(data)
    assert [text for _, text in loops(data)] == [x12.decode(raw) for _, raw in x12.segments(data, x12.Delimiters())]
    assert [bool(one.version) for one in found] == ([False] if kind == "TA1" else [False, True, False])


@pytest.mark.parametrize("kind", DROPPED)
def test_a_segment_keeps_its_loop_where_those_above_it_are_left_out(kind: str) -> None:
    whole = loops(FILES[kind])
    left = [(loop, text) for loop, text in whole if text.partition("*")[0] not in DROPPED[kind]]
    part = "".join(f"{text}~" for _, text in left).encode("latin-1")
    envelope = {"ISA", "GS", "GE", "IEA"}
    assert [one for one in loops(part) if one[1].partition("*")[0] not in envelope] == [
        one for one in left if one[1].partition("*")[0] not in envelope
    ]


def test_the_answer_on_one_claim_stands_deep_though_nothing_stands_above_it() -> None:
    part = b"ST*277*0001*005010X214~HL*4*3*PT~NM1*QC*1*DOE*JO~TRN*2*A~STC*A2:20:PR*20260101*WQ*9~REF*1K*7~"
    assert [loop for loop, _ in loops(part, "005010X214")] == ["ST", "2000D", "2100D", "2200D", "2200D", "2200D"]


def test_a_part_has_the_delimiters_of_its_own_envelope() -> None:
    data = FILES["277CA"].replace(b"*", b"|").replace(b"~", b"'").replace(b":", b">")
    found = pieces(data)
    assert {one.delimiters.element for one in found} == {b"|"}
    assert loops(data)[-1][1].startswith("IEA")


@given(st.binary(max_size=200))
def test_any_bytes_are_cut_without_a_loss(data: bytes) -> None:
    found = pieces(data, version="005010X214")
    used = found[0].delimiters if found else x12.Delimiters()
    mark = x12.decode(used.element)
    told = [mark.join(one.elements) for piece in found for one in piece.segments]
    assert told == [x12.decode(raw) for _, raw in x12.segments(data, used)]
