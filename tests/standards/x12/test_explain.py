"""A file explained: every segment once and in order, every finding once and in its place, whatever the bytes are."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from tests.standards.x12.x12_texts import PAYMENT, changed, join, lines

CLEAN = join(lines())
DEAD = CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O")
WITHOUT_A_NAME = changed("NM1*QC", "")
FILES = {
    "clean": CLEAN,
    "payment": join(lines(PAYMENT)),
    "dead": DEAD,
    "a segment missing": WITHOUT_A_NAME,
    "cut off": CLEAN[: len(CLEAN) // 2],
    "two": CLEAN + DEAD,
    "garbage between": b"\xef\xbb\xbf" + CLEAN + b"rubbish" + DEAD + b"more rubbish",
    "no trailers": CLEAN[: CLEAN.index(b"~SE*") + 1] + CLEAN,
    "no terminator before the next": CLEAN[: CLEAN.rindex(b"IEA*") + 8] + CLEAN,
    "line ends": CLEAN.replace(b"~", b"~\r\n"),
    "other delimiters": CLEAN.translate(bytes.maketrans(b"*:~^", b"|>\n!")),
    "clashing delimiters": CLEAN.replace(b"*P*:~", b"*P**~", 1),
    "not a guide of ours": CLEAN.replace(b"005010X222A1", b"004010X098A1"),
    "text": b"Dear Sirs",
    "empty": b"",
}


def explained(content: bytes) -> list[x12.ExplainedSegment]:
    return list(x12.explain([content]))


@pytest.mark.parametrize("content", FILES.values(), ids=FILES.keys())
def test_it_says_what_the_check_says(content: bytes) -> None:
    explanation, report = x12.explain([content]), x12.report([content])
    assert (explanation.accepted, explanation.count) == (report.accepted, len(report.findings))
    told = [finding for one in explanation for finding in one.findings]
    assert sorted(map(repr, told)) == sorted(map(repr, report.findings))


@pytest.mark.parametrize("content", FILES.values(), ids=FILES.keys())
def test_every_segment_of_a_set_is_told_once(content: bytes) -> None:
    told = [one for one in explained(content) if one.number]
    assert len(told) == sum(one.segments for one in x12.report([content]).sets)


@pytest.mark.parametrize("content", FILES.values(), ids=FILES.keys())
def test_the_pieces_in_which_a_file_comes_change_nothing(content: bytes) -> None:
    pieces = [content[at : at + 7] for at in range(0, len(content), 7)]
    assert list(x12.explain(pieces)) == explained(content)


def test_a_finding_stands_at_its_segment() -> None:
    (hit,) = [one for one in explained(DEAD) if one.findings]
    assert (hit.id, hit.texts[1], hit.name, hit.loop) == ("CLM", "A2", "Claim", "2300")
    assert [(one.rule, one.place.element) for one in hit.findings] == [("element.not_a_number", 2)]


def test_what_is_missing_is_told_where_it_was_due() -> None:
    (hit,) = [one for one in explained(WITHOUT_A_NAME) if one.findings]
    assert hit.texts[:2] == ("N3", "2 MAIN ST")


def test_what_stands_outside_has_a_line_of_its_own() -> None:
    found = explained(CLEAN + b"rubbish" + CLEAN)
    (note,) = [one for one in found if not one.id]
    assert [one.rule for one in note.findings] == ["envelope.garbage"]
    assert found[found.index(note) - 1].id == "IEA"
    assert found[found.index(note) + 1].id == "ISA"


def test_loops_are_named_where_they_open() -> None:
    opens = [(one.loop, one.opens) for one in explained(CLEAN) if one.opens]
    assert opens[:4] == [
        ("ST", "Health care claim, professional"),
        ("1000A", "Submitter"),
        ("1000B", "Receiver"),
        ("2000A", "Billing provider level"),
    ]
    assert opens.count(("2300", "Claim")) == 3


def test_names_are_those_of_the_guide() -> None:
    names = {one.texts[:2]: one.name for one in explained(CLEAN)}
    assert names["REF", "EI"] == "Billing provider: tax id"
    assert names["GS", "HC"] == "Group header"
    assert names["IEA", "1"] == "Interchange trailer"


def test_a_set_without_a_guide_is_told_by_the_standard() -> None:
    names = {one.texts[:2]: (one.loop, one.name) for one in explained(FILES["not a guide of ours"])}
    assert names["CLM", "A1"] == ("", "Claim")


def test_what_can_be_read_only_once_is_refused() -> None:
    with pytest.raises(TypeError, match="read twice"):
        x12.explain(iter([CLEAN]))


def test_of_very_many_findings_the_first_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["clearlane.standards.x12.explain"], "MOST_FINDINGS", 2)
    wrong = join([one.replace("HC:", "XX:") for one in lines()])
    explanation = x12.explain([wrong])
    assert (explanation.count, explanation.hidden) == (4, 2)
    assert sum(len(one.findings) for one in explanation) == 2


class Long:
    """A file of many megabytes, as often as it is read, of a version that no guide here reads."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __iter__(self) -> Iterator[bytes]:
        """The beginning of a clean file, then notes."""
        yield CLEAN[: CLEAN.index(b"~LX*2")].replace(b"005010X222A1", b"005010X999") + b"~"
        for _ in range(self._count):
            yield b"NTE*ADD*" + b"X" * 5000 + b"~"


def test_memory_does_not_grow_with_the_file() -> None:
    tracemalloc.start()
    try:
        count = sum(1 for _ in x12.explain(Long(4000)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count > 4000
    assert peak < 8_000_000


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(CLEAN) - 1), put=st.binary(max_size=4), cut=st.integers(0, 30))
def test_no_bytes_make_it_raise(at: int, put: bytes, cut: int) -> None:
    content = CLEAN[:at] + put + CLEAN[at + cut :]
    report = x12.report([content])
    told = explained(content)
    assert sum(len(one.findings) for one in told) == len(report.findings)
    assert [one.offset for one in told] == sorted(one.offset for one in told)
