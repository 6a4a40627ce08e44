"""Elements as JSON and back: what is composite or repeats by the standard is taken apart, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.shape_elements import Room, Unfit, render_elements, shape_elements

PLAIN = Delimiters()
OLD = Delimiters(repetition=b"")
SHAPES: list[tuple[str, dict[str, Any], int]] = [
    ("NM1*85*2*OAK", {"01": "85", "02": "2", "03": "OAK"}, 0),
    ("NM1*85*****", {"01": "85"}, 5),
    ("NM1", {}, 0),
    ("NM1*", {}, 1),
    ("NM1****IV", {"04": "IV"}, 0),
    ("CLM*A*1***11:B:1", {"01": "A", "02": "1", "05": {"1": "11", "2": "B", "3": "1"}}, 0),
    ("CLM*A*1***11::1", {"01": "A", "02": "1", "05": {"1": "11", "3": "1"}}, 0),
    ("CLM*A*1***11:B::", {"01": "A", "02": "1", "05": {"1": "11", "2": "B", "trailing": 2}}, 0),
    ("CLM*****::", {"05": {"trailing": 2}}, 0),
    ("NTE*ADD*a:b^c", {"01": "ADD", "02": "a:b^c"}, 0),
    ("DMG*****A^B", {"05": [{"1": "A"}, {"1": "B"}]}, 0),
    ("DMG*****A:RET:2106-3^^", {"05": [{"1": "A", "2": "RET", "3": "2106-3"}, {}, {}]}, 0),
    ("ZZZ*a:b^c**", {"01": "a:b^c"}, 2),
    ("LX*1" + "*" * 99 + "9", {"01": "1", "100": "9"}, 0),
]


@pytest.mark.parametrize(("text", "elements", "trailing"), SHAPES)
def test_a_segment_has_one_shape(text: str, elements: dict[str, Any], trailing: int) -> None:
    id, *values = text.encode().split(b"*")
    assert shape_elements(id.decode(), values, PLAIN) == (elements, trailing)
    assert render_elements(id.decode(), elements, trailing, PLAIN, Room()) == text.encode()


def test_without_a_repetition_separator_the_sign_is_data() -> None:
    assert shape_elements("DMG", [b"", b"", b"", b"", b"A^B"], OLD)[0] == {"05": [{"1": "A^B"}]}


@given(
    st.sampled_from([*sorted(read_dictionary().segments), "ZZZ"]),
    st.lists(st.binary(max_size=12).map(lambda one: one.replace(b"*", b":").replace(b"~", b"^")), max_size=25),
    st.sampled_from([PLAIN, OLD]),
)
def test_any_elements_come_back_as_they_were(id: str, values: list[bytes], delimiters: Delimiters) -> None:
    elements, trailing = shape_elements(id, values, delimiters)
    assert render_elements(id, elements, trailing, delimiters, Room()) == b"*".join([id.encode(), *values])


@pytest.mark.parametrize(
    ("id", "elements", "trailing", "path"),
    [
        ("nm1", {}, 0, "/id"),
        (None, {}, 0, "/id"),
        ("N", {}, 0, "/id"),
        ("NM1", [], 0, "/elements"),
        ("NM1", {"1": "85"}, 0, "/elements/1"),
        ("NM1", {"00": "85"}, 0, "/elements/00"),
        ("NM1", {"01": 85}, 0, "/elements/01"),
        ("NM1", {"01": None}, 0, "/elements/01"),
        ("NM1", {"01": "8*5"}, 0, "/elements/01"),
        ("NM1", {"03": "a~b"}, 0, "/elements/03"),
        ("NM1", {"03": "Zoë \u2019"}, 0, "/elements/03"),
        ("NM1", {"03": "\ud800"}, 0, "/elements/03"),
        ("NM1", {}, -1, "/trailing"),
        ("NM1", {}, "2", "/trailing"),
        ("NM1", {}, True, "/trailing"),
        ("NM1", {}, 1 << 40, "/trailing"),
        ("NM1", {"999999999": "x"}, 0, ""),
        ("CLM", {"05": {"1": "1:2"}}, 0, "/elements/05/1"),
        ("CLM", {"05": {"01": "1"}}, 0, "/elements/05/01"),
        ("CLM", {"05": {"1": ["1"]}}, 0, "/elements/05/1"),
        ("CLM", {"05": {"trailing": "x"}}, 0, "/elements/05/trailing"),
        ("DMG", {"05": []}, 0, "/elements/05"),
        ("DMG", {"05": [{"1": "A^B"}]}, 0, "/elements/05/0/1"),
        ("DMG", {"05": ["A", ["B"]]}, 0, "/elements/05/1"),
    ],
)
def test_a_value_that_cannot_be_written_is_refused_with_its_place(
    id: Any, elements: Any, trailing: Any, path: str
) -> None:
    with pytest.raises(Unfit) as refused:
        render_elements(id, elements, trailing, PLAIN, Room())
    assert refused.value.path == path
    assert refused.value.reason
    assert refused.value.remedy


def test_repetitions_are_refused_where_the_version_has_none() -> None:
    with pytest.raises(Unfit, match="no repetition separator"):
        render_elements("DMG", {"05": ["A", "B"]}, 0, OLD, Room())


def test_an_empty_value_is_as_good_as_none() -> None:
    assert render_elements("NM1", {"01": "85", "02": ""}, 0, PLAIN, Room()) == b"NM1*85"
