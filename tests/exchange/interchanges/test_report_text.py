"""A report kept as text gives the same acknowledgments as the report itself, whatever was wrong with the file."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.exchange.interchanges.report_text import from_text, to_text
from clearlane.standards import x12
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import Order

AT = dt.datetime(2026, 11, 23, 14, 5, tzinfo=dt.UTC)
CONTENT = file_837p(
    Order(seed=4, claims=3, today=dt.date(2026, 9, 20), planted={1: "missing_diagnosis"}, ack_requested=True)
).content


def answers(report: x12.InterchangeReport) -> tuple[bytes | None, bytes | None]:
    """The TA1 and the 999 of an interchange."""
    return x12.ta1(report, control=7, at=AT), x12.acknowledge(report, control=8, at=AT)


def kept(content: bytes) -> list[tuple[x12.InterchangeReport, x12.InterchangeReport]]:
    """Each interchange of a file as it was reported, and as it was kept."""
    return [(one, from_text(to_text(one))) for one in x12.report([content]).interchanges]


def test_a_partly_accepted_file_keeps_its_answers() -> None:
    ((report, again),) = kept(CONTENT)
    ta1, ack = answers(again)
    assert (ta1, ack) == answers(report)
    assert ta1 is not None
    assert ack is not None
    assert b"IK5*E*" in ack


def test_the_way_back_is_kept() -> None:
    ((report, again),) = kept(CONTENT)
    assert (again.sender, again.receiver, again.control, again.usage) == (
        report.sender, report.receiver, report.control, report.usage,
    )  # fmt: skip
    assert again.ack_requested


def test_the_claims_that_live_are_not_kept() -> None:
    ((report, again),) = kept(CONTENT)
    assert [len(one.sets[0].claims) for one in report.groups] == [3]
    assert [claim.dead for one in again.groups for claim in one.sets[0].claims] == [True]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"GE*1*", b"GE*2*"),
        (b"SE*", b"SE*9"),
        (b"IEA*1*", b"IEA*3*"),
        (b"GS*HC*", b"GS*HP*"),
        (b"*X*005010X222A1~", b"*X*004010X098A1~"),
        (b"~\nIEA", b"~\nGARBAGE~\nIEA"),
        (b"NM1*41*", b"NM1*4\xe9*"),
        (b"ST*837*", b"ST*838*"),
        (b"CLM*", b"CLM*\x00"),
    ],
)
def test_a_faulty_envelope_keeps_its_answers(old: bytes, new: bytes) -> None:
    assert old in CONTENT
    for report, again in kept(CONTENT.replace(old, new, 1)):
        assert answers(again) == answers(report)


@settings(max_examples=40)
@given(st.integers(106, len(CONTENT) - 1), st.integers(0, 40), st.binary(max_size=12))
def test_any_damage_keeps_its_answers(at: int, lost: int, put: bytes) -> None:
    damaged = CONTENT[:at] + put + CONTENT[at + lost :]
    for report, again in kept(damaged):
        assert answers(again) == answers(report)


@settings(max_examples=25)
@given(st.integers(106, len(CONTENT)))
def test_a_file_cut_anywhere_keeps_its_answers(length: int) -> None:
    for report, again in kept(CONTENT[:length]):
        assert answers(again) == answers(report)


def test_the_text_is_plain_json() -> None:
    ((report, _),) = kept(CONTENT)
    assert sorted(json.loads(to_text(report))) == [
        "delimiters", "elements", "findings", "groups", "isa", "length", "more", "offset",
    ]  # fmt: skip
