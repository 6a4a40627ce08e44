"""Segments and elements by the names that guide and dictionary have for them."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.name_elements import name_elements
from clearlane.vocabulary.submitted_claim import SegmentText

VERSION = "005010X222A1"


@pytest.mark.parametrize(
    ("loop", "elements", "row"),
    [
        ("2010BA", ("NM1", "IL", "1", "SMITH"), "Subscriber: name"),
        ("2010BB", ("NM1", "PR", "2", "HARBOR"), "Payer: name"),
        ("2300", ("CLM", "A1", "125"), "Claim"),
        ("ST", ("BHT", "0019"), "Purpose and reference"),
    ],
)
def test_a_segment_has_the_name_of_its_row(loop: str, elements: tuple[str, ...], row: str) -> None:
    assert name_elements(SegmentText(loop, 1, 0, elements), version=VERSION).row == row


def test_elements_have_names_where_the_row_uses_them() -> None:
    names = name_elements(SegmentText("2010BA", 1, 0, ("NM1", "IL")), version=VERSION)
    assert names.element(9) == "member id"
    assert (names.element(0), names.element(6), names.element(99)) == ("", "", "")


@pytest.mark.parametrize(
    ("version", "loop", "id"), [("004010X098A1", "2300", "CLM"), (VERSION, "9999", "CLM"), (VERSION, "2300", "ZZZ")]
)
def test_what_no_guide_knows_has_no_names(version: str, loop: str, id: str) -> None:
    names = name_elements(SegmentText(loop, 1, 0, (id, "1")), version=version)
    assert (names.row, names.elements) == ("", ())
