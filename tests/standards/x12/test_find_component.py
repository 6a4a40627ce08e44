"""A component separator that the ISA declares and the file does not use: one fault, and the file is still read."""

from __future__ import annotations

import pytest

from clearlane.standards.x12 import check as events_of
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.find_component import find_component
from tests.standards.x12.x12_texts import PAYMENT, check, join, lines

COLON, GREATER = Delimiters(), Delimiters(component=b">")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"~HI*ABK:J020~", b":"),
        (b"~\r\nSV1*HC:99213*5~", b":"),
        (b"~SV2*0300*HC:99213*5~", b":"),
        (b"~SVC*AD|D0120*5~", b"|"),
        (b"~STC*A1:20~", b":"),
        (b"~HI*ABK>J020~", b""),
        (b"~HI*ABK:J020~SV1*HC>99213*5~", b""),
        (b"~HI*ABK:J020~SV1*HC|99213*5~", b""),
        (b"~HI*ABK*J020~REF*EI*12:3~", b""),
        (b"~HI*ABK^J020~", b""),
        (b"~HI*ABK J020~", b""),
        (b"", b""),
    ],
)
def test_it_is_found_where_every_composite_is_parted_by_one_other_character(body: bytes, found: bytes) -> None:
    assert find_component(body, GREATER) == found


def test_with_other_delimiters_it_is_found_as_well() -> None:
    assert find_component(b"'HI+ABK:J020'", Delimiters(b"+", b">", b"!", b"'")) == b":"


@pytest.mark.parametrize("text", [None, PAYMENT])
def test_the_file_is_read_by_the_one_that_it_uses_and_refused_once(text: str | None) -> None:
    data = join(lines(text) if text else lines()).replace(b"*P*:~", b"*P*>~", 1)
    report = check(data)
    assert [one.rule for one in report.findings] == ["envelope.isa_component"]
    assert (report.findings[0].found, report.findings[0].expected) == (">", ":")
    assert [one.verdict for one in report.sets] == ["accepted"]
    assert report.accepted is False


def test_other_faults_of_the_file_are_told_in_the_same_pass() -> None:
    data = join(lines()).replace(b"*P*:~", b"*P*>~", 1).replace(b"CLM*A2*80*", b"CLM*A2*8O*")
    assert [one.rule for one in check(data).findings] == ["envelope.isa_component", "element.not_a_number"]


def test_several_processes_say_the_same() -> None:
    data = join(lines()[:2]) + join(lines()[2:-2]) * 120 + join(lines()[-2:])
    data = data.replace(b"*P*:~", b"*P*>~", 1)
    assert list(events_of(data, jobs=2)) == list(events_of(data))
