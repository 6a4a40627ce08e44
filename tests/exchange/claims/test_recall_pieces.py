"""Blocks of a file put together again: every segment with its loop, and with number and offset as in the file."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.exchange.claims.recall import ClaimRow, Piece, Recalled, submitted
from clearlane.standards import x12
from tests.standards.x12.x12_texts import CLAIMS, join, lines

FILE = lines(CLAIMS)
START = next(n for n, one in enumerate(FILE) if one.startswith("ST*"))
SET = FILE[START:-2]
NOTHING = Piece(0, 0, b"")
HEADER = (1, 5)
PROVIDER = (6, 10)
FIRST = {"subscriber": (11, 17), "patient": (0, 0), "claim": (18, 27)}
SECOND = {"subscriber": (28, 31), "patient": (32, 37), "claim": (38, 42)}
THIRD = {"subscriber": (28, 31), "patient": (32, 37), "claim": (43, 47)}


def row(**changes: Any) -> ClaimRow:
    """A claim's row; where its blocks lie is told by the pieces."""
    spans = [
        f"{block}_{part}" for block in ("provider", "subscriber", "patient") for part in ("offset", "length", "segment")
    ]
    values: dict[str, Any] = dict.fromkeys([*spans, "offset", "length", "first_segment", "last_segment", "cents"], 0)
    values |= dict.fromkeys(["trace_number", "bht06", "payer_code", "patient_control_number", "sender_trace"], "")
    values |= {name: uuid4() for name in ("id", "file", "set")}
    values |= {
        "tenant": 7, "file_tenant": 7, "submitter": 7, "state": "received", "usage": "P", "version": "005010X222A1",
        "delimiters": "*:~^",
    }  # fmt: skip
    return ClaimRow(**(values | changes))


def piece(span: tuple[int, int], end: str = "~") -> Piece:
    """The segments from the first to the last (ST is 1), as they lie in the file."""
    first, last = span
    if not last:
        return NOTHING
    offset = len(join(FILE[: START + first - 1], end=end))
    return Piece(offset, first, join(SET[first - 1 : last], end=end))


def recalled(spans: dict[str, tuple[int, int]], end: str = "~", **changes: Any) -> Recalled:
    """A claim of the file with its bytes."""
    blocks = {name: piece(span, end) for name, span in {"header": HEADER, "provider": PROVIDER, **spans}.items()}
    return Recalled(row=row(**changes), file_sha256=b"", **blocks)


def numbers(spans: dict[str, tuple[int, int]]) -> list[int]:
    """The numbers of the segments in these blocks."""
    return [n for first, last in (HEADER, PROVIDER, *spans.values()) if last for n in range(first, last + 1)]


WHOLE = {"first": FIRST, "second": SECOND, "third": THIRD}


@pytest.mark.parametrize("which", WHOLE)
def test_a_claim_is_its_own_blocks_and_nothing_of_its_neighbours(which: str) -> None:
    claim = submitted(recalled(WHOLE[which]))
    assert [segment.number for segment in claim.segments] == numbers(WHOLE[which])
    assert ["*".join(segment.elements) for segment in claim.segments] == [SET[n - 1] for n in numbers(WHOLE[which])]


@pytest.mark.parametrize("which", WHOLE)
@pytest.mark.parametrize("end", ["~", "~\n", "~\r\n"])
def test_an_offset_is_where_the_segment_lies_in_the_file(which: str, end: str) -> None:
    content = join(FILE, end=end)
    for segment in submitted(recalled(WHOLE[which], end)).segments:
        text = "*".join(segment.elements).encode()
        at = content.index(text + b"~", segment.offset)
        assert content[segment.offset : at].strip() == b""


LOOPS = {
    "first": {"BHT": "ST", "SBR": "2000B", "CLM": "2300", "HI": "2300", "LX": "2400", "SV1": "2400", "DMG": "2010BA"},
    "second": {"BHT": "ST", "SBR": "2000B", "CLM": "2300", "PAT": "2000C", "DMG": "2010CA", "SV1": "2400"},
    "third": {"BHT": "ST", "SBR": "2000B", "CLM": "2300", "PAT": "2000C", "DMG": "2010CA", "SV1": "2400"},
}


@pytest.mark.parametrize("which", LOOPS)
def test_each_segment_stands_in_its_loop(which: str) -> None:
    found = {segment.id: segment.loop for segment in submitted(recalled(WHOLE[which])).segments}
    assert {id: found[id] for id in LOOPS[which]} == LOOPS[which]


def test_names_stand_in_the_loops_of_their_qualifiers() -> None:
    found = {one.element(1): one.loop for one in submitted(recalled(SECOND)).segments if one.id == "NM1"}
    assert found == {
        "41": "1000A", "40": "1000B", "85": "2010AA", "IL": "2010BA", "PR": "2010BB", "QC": "2010CA",
    }  # fmt: skip


def test_the_pieces_of_a_claim_are_those_that_are_there() -> None:
    assert [one.first_segment for one in recalled(FIRST).pieces] == [1, 6, 11, 18]
    assert [one.first_segment for one in recalled(SECOND).pieces] == [1, 6, 28, 32, 38]
    bare = Recalled(row(), b"", NOTHING, NOTHING, NOTHING, NOTHING, piece((18, 27)))
    assert [one.first_segment for one in bare.pieces] == [18]


def test_how_a_claim_is_read_stands_in_its_row() -> None:
    claim = submitted(recalled(FIRST, usage="T", version="005010X222A2"))
    assert (claim.usage, claim.version, claim.component, claim.repetition) == ("T", "005010X222A2", ":", "^")


def test_other_delimiters_are_those_of_the_row() -> None:
    table = bytes.maketrans(b"*:^", b"|>!")
    plain = recalled(SECOND)
    names = ("header", "provider", "subscriber", "patient", "claim")
    blocks = {name: getattr(plain, name) for name in names}
    other = {name: Piece(one.offset, one.first_segment, one.text.translate(table)) for name, one in blocks.items()}
    claim = submitted(Recalled(row=row(delimiters="|>~!"), file_sha256=b"", **other))
    asked = submitted(plain)
    assert claim.component == ">"
    assert [(one.loop, one.number, one.offset, one.id) for one in claim.segments] == [
        (one.loop, one.number, one.offset, one.id) for one in asked.segments
    ]
    assert (
        claim.parts(claim.all("2300", "CLM")[0], 5) == asked.parts(asked.all("2300", "CLM")[0], 5) == ("11", "B", "1")
    )


def test_a_version_without_a_guide_has_segments_without_loops() -> None:
    claim = submitted(recalled(FIRST, version="004010X098A1"))
    assert {segment.loop for segment in claim.segments if segment.number > 5} == {""} or not claim.first("2300", "CLM")
    assert [segment.number for segment in claim.segments] == numbers(FIRST)


@given(st.sampled_from(sorted(WHOLE)), st.lists(st.integers(0, 10_000), min_size=5, max_size=5))
@settings(max_examples=40)
def test_wherever_the_blocks_lie_their_places_are_given_back(which: str, gaps: list[int]) -> None:
    plain = recalled(WHOLE[which])
    moved, at = [], 0
    for gap, one in zip(
        gaps, (plain.header, plain.provider, plain.subscriber, plain.patient, plain.claim), strict=True
    ):
        at += gap
        moved.append(Piece(at, one.first_segment, one.text) if one.text else NOTHING)
        at += len(one.text)
    made = Recalled(plain.row, b"", *moved)
    expected = [
        (one.first_segment + n, one.offset + place)
        for one in made.pieces
        for n, (place, _) in enumerate(x12.segments(one.text, x12.Delimiters()))
    ]
    assert [(segment.number, segment.offset) for segment in submitted(made).segments] == expected
