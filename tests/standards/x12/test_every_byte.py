"""A small valid file of each kind, broken at every byte: it ends in findings or stays fine, never in an exception."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from clearlane.standards import x12
from clearlane.vocabulary.finding import Disposition, Finding
from tests.standards.x12.small_files import AT, FILES

PUT = (b"~", b"*", b":", b"^", b"\x00", b"\xff", b"0", b"Z", b" ", b"\n")
"""What is written over a byte, taken in turn, so that every place is broken in several ways over all files."""


def read(data: bytes) -> x12.Report:
    """Read a file and write every answer that is due to it."""
    report = x12.report([data])
    for interchange in report.interchanges:
        for written in answers(interchange):
            assert x12.report([written]).accepted is True, (data, written)
    return report


def answers(interchange: x12.InterchangeReport) -> Iterator[bytes]:
    """The TA1 and the 999 to an interchange."""
    for written in (
        x12.ta1(interchange, control=1, at=AT, always=True),
        x12.acknowledge(interchange, control=1, at=AT),
    ):
        if written is not None:
            yield written


CLOSES = {
    x12.InterchangeClosed: x12.InterchangeOpened,
    x12.GroupClosed: x12.GroupOpened,
    x12.SetClosed: x12.SetOpened,
}


def assert_well_nested(data: bytes) -> None:
    """Whatever opens closes again, from the inside outward; the report holds each finding, of a set in file order."""
    events, report = list(x12.check([data])), x12.report([data])
    assert Counter(map(repr, (one for one in events if isinstance(one, Finding)))) == Counter(
        map(repr, report.findings)
    )
    for each in report.sets:
        offsets = [one.place.offset or 0 for one in each.findings]
        assert offsets == sorted(offsets)
    opened: list[type] = []
    for event in events:
        if type(event) in CLOSES.values():
            opened.append(type(event))
        elif type(event) in CLOSES:
            assert opened.pop() is CLOSES[type(event)]
    assert opened == []


@pytest.mark.parametrize("kind", FILES)
def test_the_file_itself_is_accepted_without_a_finding(kind: str) -> None:
    report = read(FILES[kind])
    assert (report.accepted, report.findings) == (True, ())


@pytest.mark.parametrize("kind", FILES)
def test_a_file_cut_off_at_any_byte_is_never_taken_for_whole(kind: str) -> None:
    data = FILES[kind]
    first_end = data.index(b"IEA*") + len(b"IEA*1*000000101~")
    for end in range(len(data)):
        report = read(data[:end])
        if report.accepted is True:
            rest = data[:end].rstrip()
            lacks_terminator = rest + b"~" in (data.rstrip(), data[:first_end].rstrip())
            assert lacks_terminator or rest in (data.rstrip(), data[:first_end].rstrip()), rest[-40:]
            told = [one.rule for one in report.findings]
            assert told == (["envelope.iea_unterminated"] if lacks_terminator else [])


@pytest.mark.parametrize("kind", FILES)
def test_a_byte_overwritten_anywhere_is_never_an_exception(kind: str) -> None:
    data = FILES[kind]
    for at in range(len(data)):
        put = PUT[at % len(PUT)]
        read(data[:at] + put + data[at + 1 :])


@pytest.mark.parametrize("kind", FILES)
def test_a_byte_lost_anywhere_is_never_an_exception(kind: str) -> None:
    data = FILES[kind]
    for at in range(0, len(data), 2):
        read(data[:at] + data[at + 1 :])
        assert_well_nested(data[:at] + data[at + 2 :])


@pytest.mark.parametrize("kind", FILES)
def test_a_byte_doubled_anywhere_is_never_an_exception(kind: str) -> None:
    data = FILES[kind]
    for at in range(1, len(data), 2):
        read(data[:at] + data[at - 1 : at] + data[at:])


@pytest.mark.parametrize("kind", FILES)
def test_a_segment_lost_anywhere_is_never_an_exception_and_mostly_a_finding(kind: str) -> None:
    segments = FILES[kind].split(b"~")[:-1]
    silent = []
    for at in range(1, len(segments)):
        report = read(b"~".join([*segments[:at], *segments[at + 1 :], b""]))
        if report.accepted is True:
            silent.append(segments[at])
    assert silent == [], "its count alone tells of a lost segment"


@pytest.mark.parametrize("kind", ["837P", "835", "999", "277CA"])
def test_an_element_emptied_anywhere_is_told_in_few_findings(kind: str) -> None:
    segments = FILES[kind].split(b"~")[:-1]
    for number, segment in enumerate(segments[2:-2], 1):
        parts = segment.split(b"*")
        for at in range(1, len(parts)):
            emptied = b"*".join([*parts[:at], b"", *parts[at + 1 :]])
            report = read(b"~".join([*segments[: number + 1], emptied, *segments[number + 2 :], b""]))
            rejecting = [one for one in report.findings if one.disposition is Disposition.REJECT]
            assert len(rejecting) <= 3, (emptied, [one.rule for one in rejecting])


def test_a_loss_between_two_interchanges_leaves_the_other_whole() -> None:
    data = FILES["two interchanges"]
    second = data.index(b"ISA", 3)
    for at in range(0, second - 1, 5):
        report = read(data[:at] + data[at + 1 :])
        last = report.interchanges[-1]
        assert last.control == "000000008"
        assert [one for one in last.findings if one.unit] == []
