from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12 import stream as stream_module
from clearlane.standards.x12.stream import Stream
from tests.standards.x12.x12_texts import check, join, lines

CLEAN = join(lines())


def cut(chunks: list[bytes], terminator: bytes = b"~") -> list[tuple[int, bytes]]:
    return list(Stream(chunks).segments(terminator))


def test_segments_have_their_offsets() -> None:
    assert cut([b"A*1~\r\nB~\nC*2~"]) == [(0, b"A*1"), (6, b"B"), (9, b"C*2")]


def test_empty_segments_are_passed_over() -> None:
    assert cut([b"A~~\n~B~"]) == [(0, b"A"), (5, b"B")]


def test_a_line_feed_can_be_the_terminator() -> None:
    assert cut([b"A\r\nB\n"], b"\n") == [(0, b"A\r"), (3, b"B")]


def test_what_follows_the_last_terminator_is_left() -> None:
    source = Stream([b"A~B"])
    assert list(source.segments(b"~")) == [(0, b"A")]
    assert source.peek(10) == b"B"


@given(st.lists(st.binary(max_size=40), max_size=12))
def test_offsets_point_at_the_bytes_whatever_the_chunks(chunks: list[bytes]) -> None:
    whole = b"".join(chunks)
    for offset, raw in cut(chunks):
        assert whole[offset : offset + len(raw)] == raw
        assert whole[offset + len(raw) : offset + len(raw) + 1] == b"~"


@given(st.binary(max_size=120), st.integers(1, 9))
def test_seek_passes_everything_up_to_the_mark(data: bytes, size: int) -> None:
    source = Stream(data[at : at + size] for at in range(0, len(data), size))
    passed, sample = source.seek(b"ISA")
    expected = data.find(b"ISA")
    assert passed == (expected if expected >= 0 else len(data))
    assert data.startswith(sample[:passed])


def test_segments_at_hand_are_cut_with_an_unterminated_rest() -> None:
    assert list(x12.segments(b"A*1~\r\nB", x12.Delimiters())) == [(0, b"A*1"), (6, b"B")]


def test_a_segment_beyond_any_size_is_told_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "LONGEST_SEGMENT", 100_000)
    monkeypatch.setattr(stream_module, "READ_AT_ONCE", 20_000)
    long = CLEAN.replace(b"DOE*JANE", b"DOE*" + b"A" * 400_000)
    report = x12.report(long[at : at + 5_000] for at in range(0, len(long), 5_000))
    told = [one for one in report.findings if one.rule == "envelope.segment_too_long"]
    assert [one.unit for one in told] == ["interchange"]
    assert report.sets[0].control == "0001"
    assert report.interchanges[0].length == len(long)


def test_memory_does_not_grow_with_the_file() -> None:
    source = Stream(b"A*1~" * 1000 for _ in range(2000))
    longest = 0
    for _ in source.segments(b"~"):
        longest = max(longest, len(source.data))
    assert longest < 3 << 20


def test_an_interchange_is_as_long_as_its_bytes() -> None:
    data = join(lines(), end="~\n")
    one = check(b"\n\n" + data + data.replace(b"000000101", b"000000102"))
    spans = [(report.offset, report.length) for report in one.interchanges]
    assert spans[0] == (2, len(data) - 1)
    assert spans[1][0] == 2 + len(data)
