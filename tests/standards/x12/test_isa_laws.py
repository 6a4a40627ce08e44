"""The ISA as bytes: read where it can be read, told apart from what is none, and never read into the file behind it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.x12.check import check
from clearlane.standards.x12.delimiters import ISA_LENGTH, ISA_WIDTHS, SEPARATORS_AT, Delimiters, read_isa
from clearlane.standards.x12.events import GroupOpened, InterchangeOpened
from tests.standards.x12.x12_texts import ISA, join, lines

WHOLE = f"{ISA}~".encode()
MARKS = st.lists(st.sampled_from(list(b"*:~^|>!;\x1c\x1d#@+")), min_size=4, max_size=4, unique=True)


def isa(marks: list[int] | bytes, *, version: bytes = b"00501") -> bytes:
    """The header in other delimiters: element, component, repetition, segment."""
    text = WHOLE.replace(b"*00501*", b"*" + version + b"*")
    return text.translate(bytes.maketrans(b"*:^~", bytes(marks)))


@given(MARKS, st.binary(max_size=30))
@settings(deadline=None)
def test_the_four_delimiters_are_read_from_their_places(marks: list[int], rest: bytes) -> None:
    found = read_isa(isa(marks) + rest)
    assert found is not None
    one = found.delimiters
    assert [one.element, one.component, one.repetition, one.segment] == [bytes([mark]) for mark in marks]
    assert found.raw == isa(marks)
    assert found.is_fixed
    assert not one.clashes()


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_a_header_or_none(data: bytes) -> None:
    found = read_isa(b"ISA" + data)
    if found is not None:
        assert (b"ISA" + data).startswith(found.raw)
        assert len(found.elements) == 16


@pytest.mark.parametrize("length", range(ISA_LENGTH))
def test_a_header_that_is_cut_off_is_none(length: int) -> None:
    assert read_isa(WHOLE[:length]) is None


@pytest.mark.parametrize("start", [b"", b"IS", b"ISAA", b"ISA1", b"isa*", b"GS*HC", b"XISA*"])
def test_what_does_not_begin_as_a_header_is_none(start: bytes) -> None:
    assert read_isa(start + WHOLE[4:]) is None


def test_the_separators_of_a_header_stand_where_its_widths_put_them() -> None:
    at, places = 3, []
    for width in ISA_WIDTHS:
        places.append(at)
        at += 1 + width
    assert tuple(places) == SEPARATORS_AT
    assert at + 1 == ISA_LENGTH


@pytest.mark.parametrize("n", range(1, 17))
def test_each_element_is_read_with_its_blanks(n: int) -> None:
    found = read_isa(WHOLE)
    assert found is not None
    assert found.elements[n - 1] == WHOLE[:-1].split(b"*")[n]
    assert len(found.elements[n - 1]) == ISA_WIDTHS[n - 1]


@pytest.mark.parametrize(("old", "new"), [(b"SUBMITTER      ", b"SUBMITTER"), (b"*ZZ*", b"*Z*"), (b"          ", b"")])
def test_a_header_of_wrong_widths_is_read_by_its_separators(old: bytes, new: bytes) -> None:
    found = read_isa(WHOLE.replace(old, new, 1) + b"GS*HC")
    assert found is not None
    assert not found.is_fixed
    assert (found.elements[12], found.delimiters) == (b"000000101", Delimiters())


VERSIONS = {b"00501": b"^", b"00402": b"^", b"00401": b"", b"00400": b"", b"00200": b""}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_repetition_separator_is_one_since_00402(version: bytes) -> None:
    found = read_isa(isa(b"*:^~", version=version))
    assert found is not None
    assert found.delimiters.repetition == VERSIONS[version]


@pytest.mark.parametrize("letter", [b"U", b"A", b"1"])
def test_a_letter_in_isa11_is_no_separator(letter: bytes) -> None:
    found = read_isa(WHOLE.replace(b"*^*", b"*" + letter + b"*"))
    assert found is not None
    assert found.delimiters.repetition == b""


CLASHES = {
    "*:^~": False,
    "**^~": True,
    "*:*~": True,
    "*:^*": True,
    "*::~": True,
    "A:^~": True,
    "* ^~": True,
    "*:^7": True,
}


@pytest.mark.parametrize("marks", CLASHES)
def test_delimiters_clash_where_one_is_two_or_could_be_data(marks: str) -> None:
    element, component, repetition, segment = (mark.encode() for mark in marks)
    one = Delimiters(element=element, component=component, repetition=repetition, segment=segment)
    assert one.clashes() is CLASHES[marks]


@pytest.mark.parametrize("wrong", [{"element": b""}, {"component": b"::"}, {"segment": b""}, {"repetition": b"^^"}])
def test_a_delimiter_is_one_byte(wrong: dict[str, bytes]) -> None:
    with pytest.raises(ValueError, match="one byte"):
        Delimiters(**wrong)


@given(MARKS)
@settings(deadline=None)
def test_delimiters_are_read_as_they_are_written(marks: list[int]) -> None:
    element, component, repetition, segment = (bytes([mark]) for mark in marks)
    for one in (
        Delimiters(element=element, component=component, repetition=repetition, segment=segment),
        Delimiters(element=element, component=component, repetition=b"", segment=segment),
    ):
        assert Delimiters.from_text(one.as_text()) == one
        assert one.component_text == component.decode("latin-1")
        assert one.repetition_text == one.repetition.decode("latin-1")


@pytest.mark.parametrize("text", ["", "*", "*:", "€:~^"])
def test_delimiters_that_are_too_few_or_no_bytes_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"one byte|latin"):
        Delimiters.from_text(text)


def test_the_event_of_a_header_has_its_number_without_blanks() -> None:
    first, second, *_ = check([join(lines())])
    assert isinstance(first, InterchangeOpened)
    assert isinstance(second, GroupOpened)
    assert (first.control, second.elements[6]) == ("000000101", "101")


@pytest.mark.parametrize("before", [b"", b"\n", b"\r\n\r\n", b"   ", b"\xef\xbb\xbf", b"\x1a", b"\x00\x00"])
def test_a_header_is_found_behind_what_is_blank(before: bytes) -> None:
    opened = [one for one in check([before + join(lines())]) if isinstance(one, InterchangeOpened)]
    assert [one.offset for one in opened] == [len(before)]


@pytest.mark.parametrize("between", [b"junk", b"~~", b"-- end of file --", b"ISA", b"ISA*00*"])
def test_a_header_is_found_behind_what_is_none(between: bytes) -> None:
    data = join(lines())
    opened = [one for one in check([data + between + b"\n" + data]) if isinstance(one, InterchangeOpened)]
    assert [one.offset for one in opened] == [0, len(data) + len(between) + 1]
