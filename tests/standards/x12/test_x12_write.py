from __future__ import annotations

import datetime as dt

import pytest

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.write import Identity, Writer, clean
from tests.standards.x12.x12_texts import check, lines

AT = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
WHO = Identity(sender="SUBMITTER", receiver="CLEARLANE")


def writer(*, delimiters: Delimiters | None = None, control: int = 101) -> Writer:
    return Writer(identity=WHO, control=control, usage="P", at=AT, delimiters=delimiters)


def write_claims(one: Writer) -> bytes:
    one.group("HC", "005010X222A1")
    one.set("837", version="005010X222A1")
    for line in lines()[3:-3]:
        one.segment(*(tuple(part.split(":")) if ":" in part else part for part in line.split("*")))
    return one.bytes()


def test_what_is_written_is_what_was_read() -> None:
    assert write_claims(writer()).decode().split("~")[:-1] == lines()


def test_other_delimiters_are_written_throughout() -> None:
    written = write_claims(writer(delimiters=Delimiters(b"|", b">", b"!", b"\n")))
    assert check(written).accepted is True
    assert b"HI|ABK>E119|ABF>I10\n" in written


def test_counts_and_control_numbers_are_right_by_making() -> None:
    one = writer()
    for _ in range(2):
        one.group("HC", "005010X222A1")
        for _ in range(3):
            one.set("837", version="005010X222A1")
            one.raw(line.encode() for line in lines()[3:-3])
    report = check(one.bytes())
    assert report.accepted is True
    assert [len(group.sets) for group in report.interchanges[0].groups] == [3, 3]
    assert [group.control for group in report.interchanges[0].groups] == ["101", "102"]


def test_raw_segments_stay_byte_equal() -> None:
    one = writer()
    one.group("HC", "005010X222A1")
    one.set("837", version="005010X222A1")
    one.raw([b"NTE*ADD*as it was**\xe9"])
    assert b"~NTE*ADD*as it was**\xe9~SE*3*0001~" in one.bytes()


def test_empty_values_at_the_end_are_left_out() -> None:
    one = writer()
    one.group("HC", "005010X222A1")
    one.set("837", version="005010X222A1")
    one.segment("SV1", ("HC", "99213", "", ""), "100", "", "")
    assert b"~SV1*HC:99213*100~" in one.bytes()


@pytest.mark.parametrize("value", ["A*B", "A~B", "A:B", "A^B", "A\nB"])
def test_a_value_that_holds_a_delimiter_is_refused(value: str) -> None:
    one = writer()
    one.group("HC", "005010X222A1")
    one.set("837", version="005010X222A1")
    with pytest.raises(ValueError, match="delimiter"):
        one.segment("NTE", "ADD", value)


def test_a_value_beyond_latin_1_is_refused() -> None:
    one = writer()
    one.group("HC", "005010X222A1")
    with pytest.raises(ValueError, match="latin-1"):
        one.segment("NTE", "ADD", "€")


def test_a_control_number_of_ten_digits_is_refused() -> None:
    with pytest.raises(ValueError, match="nine digits"):
        writer(control=1_000_000_000)


def test_clean_makes_blanks_of_what_cannot_be_written() -> None:
    assert clean("A*B~C:D^E\x00F\nG€H é") == "A B C D E F G H é"
    assert clean("A|B*C", Delimiters(b"|", b">", b"!", b"\n")) == "A B*C"


def test_an_identity_turns_around() -> None:
    way = Identity("A", "B", "30", "ZZ", "GA", "GB")
    assert way.turned() == Identity("B", "A", "ZZ", "30", "GB", "GA")
    assert way.turned().turned() == way
