"""A value that is not on its list is told in the words of a biller: what it should be, and where to look it up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.element_rules import element_finding
from clearlane.standards.x12.expect import list_codes
from clearlane.standards.x12.list_words import LISTS
from clearlane.standards.x12.values import CHECKS
from clearlane.vocabulary.finding import Place

X12 = Path(x12.__file__).parent
NAMED = {path.stem for path in (X12 / "dictionary" / "lists").glob("*.txt")} - {"unchecked"}
ELSEWHERE = set(
    "carc rarc remark status_category status_code service_type procedure modifier pos condition occurrence "
    "occurrence_span value_code revenue icd10pcs state country currency frequency".split()
)
"""Lists of `standards/codes` that guides name."""
RARE = {"authorization_exception", "cpt", "cdt"}
"""Lists that no guide names: one guide's own numbers, and parts of `:procedure`."""


@pytest.mark.parametrize("name", sorted({*CHECKS, *NAMED, *ELSEWHERE} - RARE))
def test_each_list_has_words_of_its_own(name: str) -> None:
    words = LISTS[name]
    assert not re.search(r"\b(list|value|invalid|please)\b", words.noun)
    found = element_finding("off_list", Place(0, 1, "NM1"), unit="set", number="67", name="NM109", expected=name)
    assert found.what == f"NM109 is no {words.noun}"
    assert (found.why, found.remedy, found.expected) == (words.why, words.remedy, name)


def test_a_list_without_words_is_named() -> None:
    found = element_finding("off_list", Place(0, 1, "REF"), unit="set", number="127", name="REF02", expected="own")
    assert found.what == "REF02 is no value of the list own"


@pytest.mark.parametrize("many", [1, 40, 41, 300])
def test_a_long_list_of_codes_is_never_cut_within_a_code(many: int) -> None:
    codes = [f"C{number:03d}" for number in range(many)]
    told, _, more = list_codes(codes).partition(" and ")
    assert set(told.split()) <= set(codes)
    assert len(told.split()) + int((more or "0").split()[0]) == many
