"""A payer's set cut into its segments as they stand, and the control number by which it names a batch of ours."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.responses.find_batch import control_of
from clearlane.exchange.responses.load_responses import ResponseRow
from clearlane.exchange.responses.split import split
from clearlane.standards import x12

PLAIN = x12.Delimiters()


def texts(content: bytes, delimiters: x12.Delimiters = PLAIN, offset: int = 0) -> list[tuple[int, int, str]]:
    """Number, offset and text of each segment."""
    cut = split(content, delimiters=delimiters, offset=offset)
    return [(one.number, one.offset, "*".join(one.elements)) for one in cut]


CUTS: list[tuple[bytes, list[tuple[int, int, str]]]] = [
    (b"", []),
    (b"TA1*000000007*261123*1130*A*000~", [(1, 0, "TA1*000000007*261123*1130*A*000")]),
    (b"ST*999*1~SE*2*1~", [(1, 0, "ST*999*1"), (2, 9, "SE*2*1")]),
    (b"ST*999*1~\r\nSE*2*1~\r\n", [(1, 0, "ST*999*1"), (2, 11, "SE*2*1")]),
    (b"ST*999*1~AK1*HC**~SE*3*1~", [(1, 0, "ST*999*1"), (2, 9, "AK1*HC**"), (3, 18, "SE*3*1")]),
    (b"ST*999*1~SE*2*1", [(1, 0, "ST*999*1"), (2, 9, "SE*2*1")]),
]


@pytest.mark.parametrize(("content", "segments"), CUTS)
def test_a_set_is_cut_at_its_terminators(content: bytes, segments: list[tuple[int, int, str]]) -> None:
    assert texts(content) == segments


@pytest.mark.parametrize("offset", [0, 106, 10_000_000_000])
def test_an_offset_is_counted_from_the_start_of_the_file(offset: int) -> None:
    assert [at for _, at, _ in texts(b"ST*999*1~AK1*HC*1~SE*3*1~", offset=offset)] == [offset, offset + 9, offset + 18]


def test_loops_are_not_asked_for() -> None:
    assert {one.loop for one in split(b"ST*277*1~NM1*QC~NOISE~SE*4*1~", delimiters=PLAIN)} == {""}


def test_a_set_is_cut_with_the_payers_own_marks() -> None:
    marks = x12.Delimiters.from_text("|>$!")
    (first, second) = split(b"ST|277|1$STC|A1>20*X|20261123$", delimiters=marks)
    assert first.elements == ("ST", "277", "1")
    assert second.elements == ("STC", "A1>20*X", "20261123")


WORDS = st.lists(st.text("ABC019 .", min_size=1, max_size=6).map(str.strip).filter(bool), min_size=1, max_size=5)


@given(st.lists(WORDS, min_size=1, max_size=6), st.sampled_from(["", "\n", "\r\n"]))
def test_what_was_joined_is_cut_as_it_was(segments: list[list[str]], end: str) -> None:
    content = "".join("*".join(words) + "~" + end for words in segments).encode()
    cut = split(content, delimiters=PLAIN)
    assert [list(one.elements) for one in cut] == segments
    assert [one.number for one in cut] == list(range(1, len(segments) + 1))
    assert all(content[one.offset :].startswith("*".join(one.elements).encode()) for one in cut)


def response(**changes: Any) -> ResponseRow:
    """A 999 of the payer's."""
    values: dict[str, Any] = {
        "tenant": 1, "id": uuid4(), "file": uuid4(), "set": uuid4(), "connection": uuid4(), "usage": "P",
        "kind": "999", "level": "batch", "seq": 1, "trace": "", "batch_trace": "", "our_trace": "",
        "body": {"control": "1"}, "first_segment": 1, "last_segment": 1, "offset": 0, "length": 0, "state": "new",
        "statuses": (),
    }  # fmt: skip
    return ResponseRow(**(values | changes))


CONTROLS: list[tuple[object, int | None]] = [
    ("000000007", 7),
    ("7", 7),
    ("0", 0),
    ("999999999", 999_999_999),
    (7, 7),
    ("000000000000000007", 7),
    ("0000000000000000007", None),
    ("99999999999999999999", None),
    ("", None),
    (" 7", None),
    ("7 ", None),
    ("-7", None),
    ("+7", None),
    ("7.0", None),
    ("7O", None),
    ("1_000", None),
    ("\u0667", None),
    ("\u00b2", None),
    ("\uff17", None),
]


@pytest.mark.parametrize(("said", "number"), CONTROLS)
def test_a_control_number_is_plain_digits_that_a_row_can_hold(said: object, number: int | None) -> None:
    assert control_of(response(body={"control": said})) == number


@given(st.text(max_size=24))
def test_any_text_is_a_control_number_or_none(said: str) -> None:
    number = control_of(response(body={"control": said}))
    assert number is None or (0 <= number < 2**63 and number == int(said))


@given(st.integers(0, 10**18 - 1), st.integers(0, 18))
def test_leading_zeros_do_not_matter(number: int, width: int) -> None:
    assert control_of(response(body={"control": f"{number:0{width}d}"})) == number
