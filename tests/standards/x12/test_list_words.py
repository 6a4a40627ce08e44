"""A value that is not on its list is told in the words of a biller: what it should be, and where to look it up."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from clearlane.standards import x12
from clearlane.standards.codes.bringing_in.bring_in import bring_in
from clearlane.standards.codes.library import folder, use_folder
from clearlane.standards.x12.element_rules import element_finding
from clearlane.standards.x12.expect import list_codes
from clearlane.standards.x12.list_words import LISTS, find_words, name_of
from clearlane.standards.x12.values import CHECKS
from clearlane.vocabulary.finding import Place

X12 = Path(x12.__file__).parent
NAMED = {path.stem for path in (X12 / "dictionary" / "lists").glob("*.txt")} - {"unchecked"}
ELSEWHERE = set(
    "carc rarc remark status_category status_code service_type procedure modifier pos condition occurrence "
    "occurrence_span value_code revenue icd10pcs state country currency frequency".split()
)
"""Lists of `standards/codes` that guides name."""
PLACE = Place(0, 1, "SV2")
RARE = {"authorization_exception", "cpt", "cdt"}
"""Lists that no guide names: one guide's own numbers, and parts of `:procedure`."""


@pytest.mark.parametrize("name", sorted({*CHECKS, *NAMED, *ELSEWHERE} - RARE))
def test_each_list_has_words_of_its_own(name: str) -> None:
    words = LISTS[name]
    assert not re.search(r"\b(list|value|invalid|please)\b", words.noun)
    found = element_finding("off_list", Place(0, 1, "NM1"), unit="set", number="67", name="NM109", expected=name)
    assert found.what == f"NM109 is no {words.noun}"
    assert (found.why, found.remedy, found.expected) == (words.why, words.remedy, name_of(name))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("npi", "an NPI"),
        ("pos", "a place of service"),
        ("procedure", "a procedure code"),
        ("icd10pcs", "an inpatient procedure code"),
        ("attachment_reference", "a kind of number"),
        ("yes_no", "Y or N"),
        ("yes", "Y"),
        ("own", "a value of the list own"),
    ],
)
def test_a_value_of_a_list_is_called_by_a_person(name: str, said: str) -> None:
    assert name_of(name) == said


def test_what_is_off_a_list_that_was_brought_in_is_not_told_of_its_shape(tmp_path: Path) -> None:
    own = find_words(name="revenue", is_imported=True)
    assert own.noun == "revenue code of the list that was brought in here"
    assert "four digits" not in own.why
    file = tmp_path / "codes.csv"
    file.write_text("Code\n0120\n")
    before = folder()
    bring_in(kind="revenue", file=file, into=tmp_path, first=date(2020, 1, 1))
    try:
        use_folder(tmp_path)
        found = element_finding("off_list", PLACE, unit="set", number="234", name="SV201", expected="revenue")
    finally:
        use_folder(before)
    assert (found.what, found.why, found.expected) == (f"SV201 is no {own.noun}", own.why, "a revenue code")
    again = element_finding("off_list", PLACE, unit="set", number="234", name="SV201", expected="revenue")
    assert again.why == LISTS["revenue"].why


def test_a_list_without_words_is_named() -> None:
    found = element_finding("off_list", Place(0, 1, "REF"), unit="set", number="127", name="REF02", expected="own")
    assert found.what == "REF02 is no value of the list own"


@pytest.mark.parametrize("many", [1, 40, 41, 300])
def test_a_long_list_of_codes_is_never_cut_within_a_code(many: int) -> None:
    codes = [f"C{number:03d}" for number in range(many)]
    told, _, more = list_codes(frozenset(map(str.encode, codes))).partition(" and ")
    named = told.replace(" or ", ", ").split(", ")
    assert set(named) <= set(codes)
    assert len(named) + int((more or "0").split()[0]) == many
