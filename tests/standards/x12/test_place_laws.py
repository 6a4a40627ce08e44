"""Placing a set's segments judges nothing: it takes any bytes, loses none, and agrees with the walk on clean sets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.delimiters import Delimiters
from tests.standards.x12.small_files import FILES
from tests.standards.x12.x12_texts import CLAIMS, check, join, lines

VERSION = "005010X222A1"
SET = join(lines(CLAIMS)[2:-2])
PIECES = st.lists(st.sampled_from(lines(CLAIMS)[2:-2]), max_size=20)


def placed(data: bytes, version: str = VERSION, offset: int = 0) -> list[tuple[str, str]]:
    """Loop and text of each segment."""
    found = x12.place(data, delimiters=Delimiters(), version=version, offset=offset)
    return [(one.loop, "*".join(one.elements)) for one in found]


@given(PIECES)
@settings(deadline=None)
def test_segments_in_any_order_are_all_placed_once(pieces: list[str]) -> None:
    assert [text for _, text in placed(join(pieces))] == pieces


@given(st.binary(max_size=120))
@settings(deadline=None)
def test_any_bytes_are_placed_without_a_loss(data: bytes) -> None:
    found = placed(data)
    assert [x12.encode(text) for _, text in found] == [raw for _, raw in x12.segments(data, Delimiters())]


@given(PIECES, st.integers(0, 10**9))
@settings(deadline=None)
def test_offsets_are_counted_from_where_the_bytes_begin(pieces: list[str], offset: int) -> None:
    data = join(pieces)
    for one in x12.place(data, delimiters=Delimiters(), version=VERSION, offset=offset):
        assert data[one.offset - offset :].startswith(x12.encode("*".join(one.elements)))


@pytest.mark.parametrize("kind", ["837P", "835", "999", "277CA"])
def test_on_a_clean_set_each_segment_stands_where_the_walk_takes_it(kind: str) -> None:
    """A segment spoiled by an element too many is told by the walk: its loop is the one that `place` gives."""
    data = FILES[kind]
    (one,) = check(data).sets
    text = data[one.offset : one.offset + one.length]
    segments = text.decode().split("~")[:-1]
    loops = [each.loop for each in x12.place(text, delimiters=Delimiters(), version=one.version)]
    head, tail = data[: one.offset].decode(), data[one.offset + one.length :].decode()
    for n, segment in enumerate(segments[1:-1], 1):
        spoiled = "~".join([*segments[:n], segment + "*" * 30 + "X", *segments[n + 1 :], ""])
        told = [each for each in check((head + spoiled + tail).encode()).findings if each.place.segment == n + 1]
        assert {each.place.loop for each in told} == {loops[n]}, segment


LOST = {
    "NM1*85": ["2010AA", "2010AA", "2010AA"],
    "HL*1": ["2010AA"],
    "CLM*A1": ["2300"],
    "LX*1": ["2400", "2400"],
    "SBR*P*18": ["2010BA"],
    "NM1*QC": ["2010CA", "2010CA", "2010CA"],
}


@pytest.mark.parametrize("gone", LOST)
def test_behind_a_lost_first_row_the_others_still_stand_in_their_loop(gone: str) -> None:
    segments = lines(CLAIMS)[2:-2]
    at = next(n for n, one in enumerate(segments) if one.startswith(gone))
    found = placed(join([*segments[:at], *segments[at + 1 :]]))
    assert [loop for loop, _ in found[at : at + len(LOST[gone])]] == LOST[gone]


@pytest.mark.parametrize("first", ["HL*2*1*22*0", "HL*3*1*22*1"])
def test_a_piece_of_a_set_is_placed_as_a_walk_from_its_header_can(first: str) -> None:
    segments = lines(CLAIMS)[2:-2]
    start = segments.index(first)
    piece = placed(join(segments[start:]))
    whole = placed(SET)[start:]
    same = sum(one == other for one, other in zip(piece, whole, strict=True))
    assert same >= len(whole) - 4


@pytest.mark.parametrize("marks", [b"|>!\x1c", b"\x1d\x1f\x1e\n", b"^~*:"])
def test_other_delimiters_are_placed_alike(marks: bytes) -> None:
    element, component, repetition, segment = (bytes([one]) for one in marks)
    delimiters = Delimiters(element=element, component=component, repetition=repetition, segment=segment)
    other = SET.translate(bytes.maketrans(b"*:^~", marks))
    found = list(x12.place(other, delimiters=delimiters, version=VERSION))
    assert [(one.loop, one.number, one.offset) for one in found] == [
        (one.loop, one.number, one.offset) for one in x12.place(SET, delimiters=Delimiters(), version=VERSION)
    ]
