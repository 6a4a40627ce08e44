from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards.x12.canonical import canonical
from clearlane.standards.x12.delimiters import Delimiters, read_isa
from clearlane.standards.x12.text import decode, encode
from tests.standards.x12.x12_texts import ISA

RAW = (ISA + "~").encode()


def test_an_isa_is_read_by_position() -> None:
    isa = read_isa(RAW + b"GS*HC")
    assert isa is not None
    assert isa.raw == RAW
    assert isa.delimiters == Delimiters()
    assert isa.is_fixed


def test_an_isa_of_other_widths_is_read_by_its_separators() -> None:
    isa = read_isa(RAW.replace(b"SUBMITTER      ", b"SUBMITTER") + b"GS*HC")
    assert isa is not None
    assert not isa.is_fixed
    assert isa.delimiters == Delimiters()
    assert isa.raw.endswith(b"*:~")


@pytest.mark.parametrize("end", range(105))
def test_a_cut_isa_is_not_read(end: int) -> None:
    assert read_isa(RAW[:end]) is None


def test_an_isa_with_a_separator_too_many_is_not_read() -> None:
    assert read_isa(RAW.replace(b"          ", b"   *      ", 1)) is None
    clashing = read_isa(RAW.replace(b"*:~", b"**:~")[:106] + b"GS*HC*A*B~")
    assert clashing is not None
    assert clashing.delimiters.clashes()


def test_a_letter_is_no_repetition_separator() -> None:
    isa = read_isa(RAW.replace(b"*^*", b"*U*"))
    assert isa is not None
    assert isa.delimiters.repetition == b""


def test_the_old_version_has_no_repetition_separator() -> None:
    isa = read_isa(RAW.replace(b"*^*00501", b"*^*00401"))
    assert isa is not None
    assert isa.delimiters.repetition == b""


@pytest.mark.parametrize("clash", [Delimiters(element=b":"), Delimiters(segment=b"A"), Delimiters(component=b" ")])
def test_delimiters_that_cannot_be_told_apart_clash(clash: Delimiters) -> None:
    assert clash.clashes()
    assert not Delimiters().clashes()


def test_delimiters_go_into_a_text_and_back() -> None:
    for one in (Delimiters(), Delimiters(b"|", b">", b"", b"\n")):
        assert Delimiters.from_text(one.as_text()) == one


@pytest.mark.parametrize("wrong", ["", "*", "**:~^"[:2]])
def test_a_text_that_is_too_short_holds_no_delimiters(wrong: str) -> None:
    with pytest.raises(ValueError, match="byte"):
        Delimiters.from_text(wrong)


def test_canonical_delimiters_need_no_exchange() -> None:
    assert canonical(Delimiters()) is None


@given(st.binary(max_size=80))
def test_the_exchange_loses_nothing(data: bytes) -> None:
    tables = canonical(Delimiters(b"|", b">", b"", b"\n"))
    assert tables is not None
    there, back = tables
    assert data.translate(there).translate(back) == data
    assert b"A|B>C\n".translate(there) == b"A*B:C~"


@given(st.binary(max_size=80))
def test_every_byte_has_a_text_and_comes_back(data: bytes) -> None:
    assert encode(decode(data)) == data
