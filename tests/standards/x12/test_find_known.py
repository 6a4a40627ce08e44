"""Which values are codes of a list, as far as that is known here; what may merely be one is not."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.find_known import OWN_SHAPES, find_known, segment_ids
from clearlane.standards.x12.read_kinds import read_kinds


@pytest.mark.parametrize(
    ("name", "code", "other"),
    [
        ("state", "ID", "QX"),
        ("diagnosis", "J020", "J02X"),
        ("diagnosis", "J45", "Q9Z"),
        ("taxonomy", "207Q00000X", "JOHNDOE77X"),
        ("carc", "45", "999"),
        ("yes_no", "Y", "J"),
        ("procedure", "99213", "SMITH"),
        ("procedure", "G0008", "123456789"),
        ("ndc", "00002140102", "5551239876"),
        ("short", "A1", "LEE"),
        ("short", "1A7", "1234"),
        ("count", "000123", "412345678"),
        ("loop", "2010BA", "JOHN"),
        ("version", "005010X222A1", "412345678"),
        ("segment", "OOI", "LEE"),
        ("modifier", "25", "DOE"),
    ],
)
def test_a_code_is_known_and_an_identifier_is_not(name: str, code: str, other: str) -> None:
    assert find_known(name)(code)
    assert not find_known(name)(other)


@pytest.mark.parametrize("name", OWN_SHAPES)
@pytest.mark.parametrize("id", ["412345678", "5551239876", "JOHNDOE77", "MEMBER999", "ANN@OAK.ORG", "19800131", ""])
def test_no_shape_takes_an_identifier(name: str, id: str) -> None:
    assert not find_known(name)(id)


def test_every_list_of_the_table_is_known() -> None:
    named = {name for rows in read_kinds().values() for row in rows for name in row.kind.split() if name[0] == ":"}
    assert all(callable(find_known(name[1:])) for name in named)
    assert len(named) > 20


def test_an_unknown_list_is_told() -> None:
    with pytest.raises(LookupError, match="nonsense"):
        find_known("nonsense")


def test_segments_of_later_versions_are_known() -> None:
    assert {"ISA", "CLM", "OOI"} <= segment_ids()
