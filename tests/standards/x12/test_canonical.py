"""Other delimiters are exchanged with `*:~^` byte for byte: nothing moves or is lost, and findings stay the same."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.canonical import CANONICAL, canonical
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.x12_texts import CLAIMS, PAYMENT, check, lines

MARKS = st.lists(st.sampled_from(list(b"*:~^|>!;\x1c\x1d\x1e\n\r\x07#@")), min_size=4, max_size=4, unique=True)


def delimiters_of(marks: list[int] | bytes) -> Delimiters:
    element, component, repetition, segment = (bytes([one]) for one in marks)
    return Delimiters(element=element, component=component, repetition=repetition, segment=segment)


@given(MARKS)
@settings(deadline=None)
def test_the_tables_are_the_way_there_and_back(marks: list[int]) -> None:
    tables = canonical(delimiters_of(marks))
    every = bytes(range(256))
    if tables is None:
        assert marks == list(b"*:^~")
    else:
        there, back = tables
        assert sorted(there) == sorted(back) == list(range(256))
        assert every.translate(there).translate(back) == every


@given(MARKS)
@settings(deadline=None)
def test_each_delimiter_becomes_its_canonical_one(marks: list[int]) -> None:
    tables = canonical(delimiters_of(marks))
    assume(tables is not None)
    assert tables is not None
    assert bytes(marks).translate(tables[0]) == b"*:^~"


@given(MARKS, st.binary(max_size=60))
@settings(deadline=None)
def test_a_translated_segment_is_split_where_the_sender_split_it(marks: list[int], data: bytes) -> None:
    tables = canonical(delimiters_of(marks))
    there = tables[0] if tables else bytes(range(256))
    back = tables[1] if tables else bytes(range(256))
    element = bytes(marks[:1])
    assert [part.translate(back) for part in data.translate(there).split(b"*")] == data.split(element)


def test_a_circumflex_is_a_value_where_the_version_has_no_repetition() -> None:
    tables = canonical(Delimiters(repetition=b""))
    assert tables is not None
    there, back = tables
    assert b"A^B".translate(there) == b"A\xffB"
    assert b"A\xffB".translate(back) == b"A^B"
    assert b"*:~".translate(there) == b"*:~"


def test_the_usual_delimiters_need_no_table() -> None:
    assert canonical(Delimiters()) is None
    assert CANONICAL == b"*:~^"


def comparable(finding: Finding) -> tuple[object, ...]:
    """What must not depend on the delimiters."""
    return (finding.rule, finding.place, finding.unit, finding.answer, finding.expected)


SPOILED = {
    "clean": (b"", b""),
    "a wrong code": (b"BHT*0019*00", b"BHT*0019*99"),
    "a wrong component": (b"HI*ABK:J020", b"HI*QQQ:J020"),
    "a component too many": (b"11:B:1*Y*A*Y*Y~HI*ABK:J020", b"11:B:1:2:3*Y*A*Y*Y~HI*ABK:J020"),
    "a missing segment": (b"N3*12 ELM ST~", b""),
    "a late segment": (b"N3*12 ELM ST~N4*BOISE*ID*837020001~", b"N4*BOISE*ID*837020001~N3*12 ELM ST~"),
    "a repetition": (b"NM1*IL*1*DOE*JANE", b"NM1*IL*1*DOE^ROE*JANE"),
    "an empty end": (b"REF*EI*123456789", b"REF*EI*123456789**"),
}


@pytest.mark.parametrize("what", SPOILED)
@pytest.mark.parametrize("marks", [b"|>!\x1c", b"\x1d\x1f\x1e\n", b"^~*:", b":*~^", b"!;@#"])
def test_a_file_in_other_delimiters_has_the_same_findings(marks: bytes, what: str) -> None:
    plain = "~".join([*lines(), ""]).encode().replace(*SPOILED[what])
    other = plain.translate(bytes.maketrans(b"*:^~", marks))
    assert [comparable(one) for one in check(other).findings] == [comparable(one) for one in check(plain).findings]


@pytest.mark.parametrize("text", [CLAIMS, PAYMENT])
def test_spans_do_not_depend_on_the_delimiters(text: str) -> None:
    plain = "~".join([*lines(text), ""]).encode()
    other = plain.translate(bytes.maketrans(b"*:^~", b"|>!\x1c"))
    assert [one.claims for one in check(other).sets] == [one.claims for one in check(plain).sets]


def test_a_value_is_quoted_as_the_sender_wrote_it() -> None:
    data = "~".join([*lines(), ""]).encode().translate(bytes.maketrans(b"*:^~", b"|*!:"))
    (found,) = check(data.replace(b"CLM|A2|80", b"CLM|A2|8~O")).findings
    assert found.found == "8~O"
    assert x12.decode(b"8~O") == found.found
