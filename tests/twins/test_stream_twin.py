"""Cutting a file into segments: the window that reads in chunks against a plain split of all bytes at hand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.stream import Stream
from tests.standards.x12.x12_texts import PAYMENT, join, lines

SMALL = join(lines(PAYMENT), end="~\r\n")
NOISE = st.binary(max_size=80).map(lambda data: data.replace(b"x", b"~").replace(b"\x00", b"\n"))
TERMINATORS = st.sampled_from([b"~", b"\n", b"\r", b"!", b"\x1c"])


def slow_split(data: bytes, terminator: bytes) -> list[tuple[int, bytes]]:
    """Every terminated segment with its offset, byte by byte."""
    found, start = [], 0
    for at in range(len(data)):
        if data[at : at + 1] != terminator:
            continue
        begin = start
        while begin < at and data[begin : begin + 1] in (b"\r", b"\n") and data[begin : begin + 1] != terminator:
            begin += 1
        if begin < at:
            found.append((begin, data[begin:at]))
        start = at + 1
    return found


def chunks(data: bytes, cuts: list[int]) -> list[bytes]:
    """The bytes in pieces that end at these places."""
    edges = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    return [data[start:end] for start, end in pairwise(edges)]


@given(NOISE, TERMINATORS, st.lists(st.integers(0, 200), max_size=6))
@settings(deadline=None)
def test_a_stream_cuts_as_the_plain_split_does(data: bytes, terminator: bytes, cuts: list[int]) -> None:
    assert list(Stream(chunks(data, cuts)).segments(terminator)) == slow_split(data, terminator)


@given(NOISE, TERMINATORS)
@settings(deadline=None)
def test_segments_at_hand_are_those_and_the_unterminated_rest(data: bytes, terminator: bytes) -> None:
    delimiters = x12.Delimiters(element=b"*", component=b":", repetition=b"^", segment=terminator)
    found = list(x12.segments(data, delimiters))
    whole = slow_split(data, terminator)
    rest = slow_split(data + terminator, terminator)
    assert found == rest
    assert found[: len(whole)] == whole


@pytest.mark.parametrize("terminator", [b"~", b"\n", b"!"])
def test_a_file_cut_in_two_at_every_byte_is_the_same_file(terminator: bytes) -> None:
    data = SMALL.replace(b"\r\n", b"").replace(b"~", terminator)
    expected = slow_split(data, terminator)
    for at in range(len(data) + 1):
        assert list(Stream([data[:at], data[at:]]).segments(terminator)) == expected


def test_reading_a_file_cut_in_two_at_every_byte_tells_the_same() -> None:
    data = SMALL.replace(b"CAS*PR*1*10", b"CAS*QQ*1*10")
    expected = list(x12.check([data]))
    for at in range(0, len(data), 3):
        assert list(x12.check([data[:at], data[at:]])) == expected


@given(st.binary(max_size=60), st.integers(1, 7), st.integers(0, 70))
@settings(deadline=None)
def test_peek_shows_what_comes_and_takes_nothing(data: bytes, size: int, wanted: int) -> None:
    stream = Stream(data[at : at + size] for at in range(0, len(data), size))
    assert stream.peek(wanted) == data[:wanted]
    assert stream.peek(len(data)) == data
    assert stream.offset == 0


@given(st.binary(max_size=60), st.integers(1, 7), st.integers(0, 60))
@settings(deadline=None)
def test_skip_goes_past_what_was_shown(data: bytes, size: int, length: int) -> None:
    stream = Stream(data[at : at + size] for at in range(0, len(data), size))
    stream.skip(len(stream.peek(length)))
    assert stream.offset == min(length, len(data))
    assert stream.peek(100) == data[length:]


@given(st.binary(max_size=60), st.integers(1, 7))
@settings(deadline=None)
def test_drain_stands_at_the_end_of_the_file(data: bytes, size: int) -> None:
    stream = Stream(data[at : at + size] for at in range(0, len(data), size))
    stream.drain()
    assert stream.offset == len(data)
    assert stream.peek(1) == b""


@given(st.lists(st.sampled_from([b"I", b"IS", b"ISA", b"S", b"A", b"xx"]), max_size=12), st.integers(1, 5))
@settings(deadline=None)
def test_seek_finds_a_mark_that_is_cut_by_chunks(words: list[bytes], size: int) -> None:
    data = b"".join(words)
    stream = Stream(data[at : at + size] for at in range(0, len(data), size))
    passed, sample = stream.seek(b"ISA")
    expected = data.find(b"ISA") if b"ISA" in data else len(data)
    assert (passed, stream.offset) == (expected, expected)
    assert data[:passed].startswith(sample)


@pytest.mark.parametrize("end", ["~", "~\n", "~\r\n", "\n", "\r\n", "\x1c"])
def test_line_ends_do_not_change_what_is_read(end: str) -> None:
    body = [one.replace("*P*:", "*P*:") for one in lines(PAYMENT)]
    report = x12.report([join(body, end=end)])
    assert report.accepted is True
    assert [one.segments for one in report.sets] == [20]
