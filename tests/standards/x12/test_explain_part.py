"""A stretch of a file is told as it is in the whole, wherever it begins, and nothing behind it is read."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from tests.standards.x12.test_explain import CLEAN, DEAD, FILES, WITHOUT_A_NAME
from tests.standards.x12.x12_texts import PAYMENT, join, lines

VERSION = "005010X222A1"
FILES_OF_ONE = {
    "clean": CLEAN,
    "dead": DEAD,
    "missing": WITHOUT_A_NAME,
    "lines": DEAD.replace(b"~", b"~\r\n"),
    "payment": join(lines(PAYMENT)),
    "other delimiters": CLEAN.translate(bytes.maketrans(b"*:~^", b"|>\n!")),
    "no guide": CLEAN.replace(VERSION.encode(), b"004010X098A1"),
}


def part(content: bytes, start: int, end: int, *begins: x12.Begin) -> list[x12.ExplainedSegment]:
    found = [one for one in x12.check((content,)) if isinstance(one, x12.Finding)]
    asked = begins or (x12.Begin(0, len(content)),)
    told = x12.explain_part(open=lambda at: (content[at:],), begins=asked, start=start, end=end, findings=found)
    return list(told)


@pytest.mark.parametrize("step", [37, 150, 1000])
@pytest.mark.parametrize("content", FILES_OF_ONE.values(), ids=FILES_OF_ONE.keys())
def test_the_stretches_of_a_file_together_are_the_whole_of_it(content: bytes, step: int) -> None:
    told = [one for start in range(0, len(content), step) for one in part(content, start, start + step)]
    assert told == list(x12.explain([content]))


@pytest.mark.parametrize("content", [CLEAN, DEAD, WITHOUT_A_NAME], ids=["clean", "dead", "missing"])
def test_it_may_begin_at_the_set_in_which_the_stretch_lies(content: bytes) -> None:
    whole, at = list(x12.explain([content])), content.index(b"ST*")
    begin = x12.Begin(at, len(content), x12.Delimiters(), VERSION)
    for start in range(at, len(content), 90):
        assert part(content, start, start + 90, begin) == [one for one in whole if start <= one.offset < start + 90]


def test_the_version_of_a_group_that_is_not_walked_through_is_given() -> None:
    bare = CLEAN.replace(b"ST*837*0001*005010X222A1", b"ST*837*0001")
    at, claim = bare.index(b"ST*"), bare.index(b"CLM*A2")
    loops = {
        version: part(bare, claim, claim + 1, x12.Begin(at, len(bare), x12.Delimiters(), version))[0].loop
        for version in (VERSION, "")
    }
    assert loops == {VERSION: "2300", "": ""}


def test_each_interchange_is_told_by_its_own_delimiters() -> None:
    other = CLEAN.translate(bytes.maketrans(b"*:~^", b"|>\n!"))
    content = CLEAN + other
    begins = (x12.Begin(0, len(CLEAN)), x12.Begin(len(CLEAN), len(content)))
    assert part(content, 0, len(content), *begins) == list(x12.explain([content]))
    cut = CLEAN.index(b"GE*1")
    assert [one.texts[0] for one in part(content, cut, cut + 160, *begins)] == ["GE", "IEA", "ISA", "GS"]


def _long(claims: int) -> bytes:
    """One set with so many claims of one patient each."""
    head, rest = CLEAN[: CLEAN.index(b"HL*2")], CLEAN[CLEAN.index(b"HL*2") : CLEAN.index(b"HL*3")]
    return head + rest * claims + CLEAN[CLEAN.index(b"SE*") :]


def test_far_into_a_set_the_numbers_and_the_loops_are_still_those_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["clearlane.standards.x12.explain_part"], "NEAR", 300)
    content = _long(30)
    whole = list(x12.explain([content]))
    for start in range(2000, len(content) - 400, 1111):
        told = part(content, start, start + 400)
        there = [one for one in whole if start <= one.offset < start + 400]
        shown = [(one.number, one.loop, one.opens, one.name, one.texts) for one in told]
        assert shown == [(one.number, one.loop, one.opens, one.name, one.texts) for one in there]


def test_where_the_way_to_a_stretch_was_left_out_a_new_set_is_placed_from_its_beginning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.modules["clearlane.standards.x12.explain_part"], "NEAR", 0)
    at, end = CLEAN.index(b"ST*"), CLEAN.index(b"GE*")
    twice = CLEAN[:end] + CLEAN[at:]
    told = part(twice, end, len(twice))
    assert [one.loop for one in told] == [one.loop for one in x12.explain([CLEAN]) if one.offset >= at]


def test_a_finding_of_no_segment_has_a_line_of_its_own_and_one_elsewhere_has_none() -> None:
    content = CLEAN + b"rubbish" + CLEAN
    begins = (x12.Begin(0, len(CLEAN)), x12.Begin(len(CLEAN) + 7, len(content)))
    told = part(content, len(CLEAN) - 20, len(content), *begins)
    (note,) = [one for one in told if not one.id]
    assert [one.rule for one in note.findings] == ["envelope.garbage"]
    assert [one.findings for one in part(content, 0, 500, *begins) if one.findings] == []


def test_the_last_finding_of_no_segment_is_told_at_the_end() -> None:
    content = CLEAN + b"rubbish"
    (*_, note) = part(content, 0, len(content), x12.Begin(0, len(CLEAN)))
    assert (note.id, [one.rule for one in note.findings]) == ("", ["envelope.garbage"])


@pytest.mark.parametrize("content", [b"", b"Dear Sirs", b"ISA", b"\x00" * 300, CLEAN[:60]])
def test_what_is_no_x12_has_no_segments(content: bytes) -> None:
    assert list(x12.explain_part(open=lambda at: (content[at:],), begins=(x12.Begin(0, 9),), start=0, end=500)) == []


def test_a_segment_that_is_longer_than_the_stretch_is_told_where_it_begins_and_cut() -> None:
    content = CLEAN.replace(b"REF*6R*L1", b"REF*6R*" + b"L" * 50_000)
    at = content.index(b"REF*6R")
    (long,) = part(content, at, at + 5)
    assert (long.texts[:2], len(long.texts[2])) == (("REF", "6R"), 4096)
    assert part(content, at + 5, at + 40_000) == []


class Endless:
    """A file of 40 megabytes in one set, which notes how much of it was read."""

    def __init__(self) -> None:
        self.read = 0

    def open(self, at: int) -> Iterator[bytes]:
        """From its beginning on, whatever was asked for."""
        yield CLEAN[: CLEAN.index(b"~LX*2")] + b"~"
        for _ in range(8000):
            self.read += 5009
            yield b"NTE*ADD*" + b"X" * 5000 + b"~"


def test_memory_does_not_grow_and_nothing_behind_the_stretch_is_read() -> None:
    source, start = Endless(), 20_000_000
    tracemalloc.start()
    try:
        begins = (x12.Begin(0, 1 << 40),)
        told = list(x12.explain_part(open=source.open, begins=begins, start=start, end=start + 20_000))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(told) == 4
    assert peak < 8_000_000
    assert source.read < start + 3_000_000


@settings(max_examples=80, deadline=None)
@given(
    name=st.sampled_from(sorted(FILES)), at=st.integers(0, len(CLEAN) - 1), put=st.binary(max_size=4),
    start=st.integers(0, 1500), begin=st.integers(0, 300), known=st.booleans(),
)  # fmt: skip
def test_no_bytes_and_no_places_make_it_raise(
    name: str, at: int, put: bytes, start: int, begin: int, known: bool
) -> None:
    content = FILES[name][:at] + put + FILES[name][at:]
    begins = (x12.Begin(begin, len(content), x12.Delimiters() if known else None, VERSION if known else ""),)
    told = list(x12.explain_part(open=lambda place: (content[place:],), begins=begins, start=start, end=start + 400))
    assert [one.offset for one in told] == sorted(one.offset for one in told)
    assert all(start <= one.offset < start + 400 for one in told)
