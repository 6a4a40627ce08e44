"""Binary segments: whatever a payload holds and however the bytes come, its length decides where it ends."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.binary import LONGEST_PAYLOAD, Shortened, keeps_its_length, split_binary
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.guide import GuideError
from clearlane.standards.x12.stream import Stream
from clearlane.standards.x12.walk import Walk
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.small_guide import compiled

USUAL = Delimiters()
ODD = Delimiters(element=b"|", component=b">", repetition=b"!", segment=b"\n")
ROWS = "0100 BIN S >1 Payload  01 02#01\n0200 BDS S >1 Filtered payload  01=B64|ASC|ZZZ 02 03#02"
PIECES = st.sampled_from(
    [b"A*1~", b"\r\n", b"BIN*", b"BDS*B64*", b"3*", b"0012*", b"9*", b"abc", b"~", b"SE*1*1~", b"*", b"\x00\xff", b"BI"]
)


@contextmanager
def without_collector() -> Iterator[None]:
    """Nothing is collected meanwhile."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def cut(chunks: Iterable[bytes], delimiters: Delimiters = USUAL) -> list[tuple[int, bytes]]:
    """The segments of a stream, and its rest as `segments` gives it."""
    stream = Stream(chunks)
    found = list(stream.segments(delimiters.segment, delimiters.element))
    rest = stream.peek(1 << 20)
    text = rest.lstrip(b"\r\n".replace(delimiters.segment, b""))
    return [*found, (stream.offset + len(rest) - len(text), text)] if text else found


def told(data: bytes, delimiters: Delimiters = USUAL) -> list[Finding]:
    """What a guide with BIN and BDS says of these segments."""
    walk = Walk(compiled(ROWS), delimiters)
    mark = delimiters.element.decode()
    texts = [f"ST{mark}837{mark}0001".encode(), *(raw for _, raw in x12.segments(data, delimiters))]
    events = [event for n, raw in enumerate(texts, 1) for event in walk.take(n, n, raw)]
    events += walk.take(99, 99, f"SE{mark}9{mark}0001".encode()) + walk.finish()
    return [event for event in events if isinstance(event, Finding)]


def rules(data: bytes, delimiters: Delimiters = USUAL) -> list[str]:
    return [one.rule.partition(".")[2] for one in told(data, delimiters)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"BIN*5*ab~c~~LX*1~", [b"BIN*5*ab~c~", b"LX*1"]),
        (b"BIN*5*ab*:^~\r\nLX*1~", [b"BIN*5*ab*:^", b"LX*1"]),
        (b"BDS*B64*4*QUI=~LX*1~", [b"BDS*B64*4*QUI=", b"LX*1"]),
        (b"BIN*12*BIN*3*a~SE*1~~LX*1~", [b"BIN*12*BIN*3*a~SE*1", b"LX*1"]),
        (b"BIN*7*ab~SE*1~LX*1~", [b"BIN*7*ab~SE*1", b"LX*1"]),
        (b"BIN*4*ab~SE*1~LX*1~", [b"BIN*4*ab", b"SE*1", b"LX*1"]),
        (b"BIN*8*ab~c~LX*1~", [b"BIN*8*ab~c", b"LX*1"]),
        (b"BIN*x*ab~c~LX*1~", [b"BIN*x*ab~c", b"LX*1"]),
        (b"BIN*9*ab~c~", [b"BIN*9*ab~c"]),
        (b"BIN*9*ab~c", [b"BIN*9*ab~c"]),
        (b"BIN*~LX*1~", [b"BIN*", b"LX*1"]),
        (b"BIN~LX*1~", [b"BIN", b"LX*1"]),
        (b"BIN*0*~LX*1~", [b"BIN*0*", b"LX*1"]),
        (b"BINS*3*a~LX*1~", [b"BINS*3*a", b"LX*1"]),
        (b"BDS*B64~LX*1~", [b"BDS*B64", b"LX*1"]),
    ],
)
def test_a_payload_ends_where_its_length_says_or_before_the_next_segment(data: bytes, expected: list[bytes]) -> None:
    assert [raw for _, raw in x12.segments(data, USUAL)] == expected


@given(st.lists(PIECES, max_size=14), st.integers(1, 9))
def test_chunks_of_any_size_give_the_same_segments(pieces: list[bytes], size: int) -> None:
    data = b"".join(pieces)
    whole = list(x12.segments(data, USUAL))
    assert cut(data[at : at + size] for at in range(0, len(data), size)) == whole
    assert cut([data]) == whole


@given(st.binary(max_size=60), st.lists(st.integers(0, 90), max_size=6), st.sampled_from([USUAL, ODD]))
def test_any_payload_comes_back_whole(payload: bytes, cuts: list[int], marks: Delimiters) -> None:
    between, end = marks.element, marks.segment
    head = b"BDS" + between + b"B64" + between + b"%d" % len(payload) + between
    data = b"A" + end + head + payload + end + b"B" + end
    places = [0, *sorted(cuts), len(data)]
    chunks = [data[at:to] for at, to in pairwise(places)]
    assert cut(chunks, marks) == [(0, b"A"), (2, head + payload), (len(data) - 2, b"B")]
    assert keeps_its_length(head + payload, between)
    assert split_binary(head + payload, between) == [b"BDS", b"B64", b"%d" % len(payload), payload]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"BIN*5*ab~*^~", []),
        (b"BDS*B64*5*:\x00\xff~ ~", []),
        (b"BIN*9*ab~c~", ["binary_shorter"]),
        (b"BIN*2*abc~", ["binary_longer"]),
        (b"BDS*B64*2*abc~", ["binary_longer"]),
        (b"BIN*two*ab~c~", ["not_whole"]),
        (b"BIN*-2*ab~", ["binary_longer"]),
        (b"BIN*1234567890123456*ab~", ["too_long"]),
        (b"BIN**ab~", ["missing"]),
        (b"BIN*0*~", ["missing"]),
        (b"BIN*0~", ["missing"]),
        (b"BIN*2~", ["missing"]),
        (b"BDS*PDF*2*ab~", ["bad_code"]),
        (b"BDS*PDF*3*ab~", ["bad_code", "binary_shorter"]),
    ],
)
def test_a_fault_of_a_payload_is_one_finding(data: bytes, expected: list[str]) -> None:
    assert rules(data) == expected


@pytest.mark.parametrize("payload", [b"ab~*:^", b"|>!\n", b"*" * 300])
def test_other_delimiters_change_nothing_about_a_payload(payload: bytes) -> None:
    assert rules(b"BIN|%d|%s\n" % (len(payload), payload), ODD) == []
    assert rules(b"BIN|%d|%s\n" % (len(payload) + 1, payload), ODD) == ["binary_shorter"]


def test_a_finding_names_the_length_that_came_and_the_one_that_was_said() -> None:
    (one,) = told(b"BIN*9*ab~c~")
    assert (one.found, one.expected, one.place.element) == ("4", "9", 2)
    assert ("IK403", "4") in one.answer


def test_a_payload_that_is_too_long_is_told_and_not_kept() -> None:
    size = LONGEST_PAYLOAD + 7
    source = Stream(large(size, b"~" * (1 << 20)))
    held = 0
    found = []
    for _, raw in source.segments(b"~", b"*"):
        held = max(held, len(source.data))
        found.append(raw)
    assert [len(raw) < 100 for raw in found] == [True, True]
    assert held < 3 * LONGEST_PAYLOAD
    assert isinstance(found[0], Shortened)
    assert found[0].size == size
    walk = Walk(compiled(ROWS), USUAL)
    events = walk.take(1, 1, b"ST*837*0001") + walk.take(2, 2, found[0]) + walk.take(3, 3, b"SE*9*0001")
    assert [(one.rule, one.found) for one in events if isinstance(one, Finding)] == [
        ("element.binary_too_long", str(size))
    ]


def large(size: int, chunk: bytes) -> Iterator[bytes]:
    """A file with one payload, in chunks."""
    yield b"BIN*%d*" % size
    while size:
        yield chunk[:size]
        size -= min(size, len(chunk))
    yield b"~LX*1~"


@pytest.mark.parametrize(
    "segment", [b"BIN*60000000*x~", b"BIN*99999999999*x~", b"BIN*x*~", b"BIN*5*~a~b~", b"BDS*B64*1*", b"BIN*3*BIN~"]
)
def test_time_is_linear_whatever_the_lengths_say(segment: bytes) -> None:
    data = segment * (400_000 // len(segment))
    with without_collector():  # which takes as long as all that the tests before have left
        start = time.process_time()
        assert list(x12.segments(data, USUAL))
        assert cut([data])
        assert time.process_time() - start < 3


def test_a_file_within_a_payload_is_left_alone() -> None:
    isa = b"ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260102*1200*^*00501*000000001*0*T*:~"
    inner = isa + b"IEA*0*000000001~"
    body = b"GS*HC*SENDER*RECEIVER*20260102*1200*1*X*005010X222A1~ST*837*0001*005010X222A1~BIN*%d*%s~" % (
        len(inner),
        inner,
    )
    report = x12.report([isa + body + b"SE*3*0001~GE*1*1~IEA*1*000000001~"])
    assert len(report.interchanges) == 1
    assert "envelope.iea_missing" not in {one.rule for one in report.findings}


def test_a_part_of_a_file_is_placed_with_its_payload_in_one_element() -> None:
    (only,) = x12.place(b"BIN*4*a*~b~", delimiters=USUAL, version="none")
    assert only.elements == ("BIN", "4", "a*~b")


@pytest.mark.parametrize("rows", ["0100 BIN R 1 Payload  01 02", "0100 REF R 1 Number  01 02#01"])
def test_a_guide_says_of_binary_data_alone_which_element_is_its_length(rows: str) -> None:
    with pytest.raises(GuideError, match="binary data"):
        compiled(rows)


@pytest.mark.parametrize(
    ("lost", "element"),
    [(b"BDS*5*AAAAA~", 1), (b"BDS*ASC*AAAAA~", 2), (b"BDS**ASC*5*AAAAA~", 1), (b"BIN*AAAA~", 1)],
)
def test_what_is_lost_before_a_payload_is_told_once(lost: bytes, element: int) -> None:
    (found,) = told(lost)
    assert (found.rule, found.place.element) == ("element.missing", element)


def test_what_is_wrong_beside_a_payload_that_is_there_is_told_with_it() -> None:
    found = told(b"BDS*QQ*4*AAAAA~")
    assert [(one.rule, one.place.element) for one in found] == [("element.bad_code", 1), ("element.binary_longer", 3)]
