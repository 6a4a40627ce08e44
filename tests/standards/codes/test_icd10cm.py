from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest

from clearlane.standards.codes.code_set import Answer
from clearlane.standards.codes.icd10cm import icd10cm, read_edition, write_edition
from clearlane.vocabulary.period import Period

JUNE = date(2026, 6, 1)
PERIOD = Period.inclusive(date(2026, 4, 1), date(2026, 9, 30))


@pytest.mark.parametrize("code", ["J45909", "I10", "S93401A", "Z9981", "U071", "A000", "T63442S"])
def test_icd10cm_takes_a_code_that_may_be_billed(code: str) -> None:
    assert icd10cm().ask(code, JUNE) is Answer.YES
    assert not icd10cm().is_heading(code, JUNE)


@pytest.mark.parametrize("code", ["J45", "J459", "S93401", "R51"])
def test_icd10cm_knows_a_heading_from_a_code(code: str) -> None:
    assert icd10cm().ask(code, JUNE) is Answer.NO
    assert icd10cm().is_heading(code, JUNE)


@pytest.mark.parametrize("code", ["", "J45.909", "j45909", "Z9999", "4019", "A00-A09", "1"])
def test_icd10cm_refuses_what_is_no_code(code: str) -> None:
    assert icd10cm().ask(code, JUNE) is Answer.NO
    assert not icd10cm().is_heading(code, JUNE)


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        (date(2026, 3, 31), Answer.UNKNOWN),
        (date(2026, 4, 1), Answer.YES),
        (date(2026, 9, 30), Answer.YES),
        (date(2026, 10, 1), Answer.UNKNOWN),
    ],
)
def test_icd10cm_knows_nothing_of_days_outside_its_edition(on: date, answer: Answer) -> None:
    assert icd10cm().ask("I10", on) is answer


def test_icd10cm_has_as_many_codes_as_the_fiscal_year() -> None:
    """FY2025 had 74,260; FY2026 added 487 and deleted 28, and its April update added none."""
    assert len(icd10cm().editions[-1].codes) == 74260 + 487 - 28


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_icd10cm_says_of_every_code_what_the_pinned_package_says() -> None:
    package = import_module("simple_icd_10_cm")
    known = [code for code in package.get_all_codes(with_dots=False) if package.is_category_or_subcategory(code)]
    edition = icd10cm().editions[-1]
    assert {code for code in known if package.is_leaf(code)} == edition.codes
    assert {code for code in known if not package.is_leaf(code)} == edition.headings


def test_an_edition_comes_back_from_its_text() -> None:
    text = write_edition(billable={"A00": False, "A000": True, "I10": True, "S934": False}, period=PERIOD, source="us")
    edition = read_edition(text)
    assert edition.codes == {"A000", "I10"}
    assert edition.headings == {"A00", "S934"}
    assert (edition.period, edition.source) == (PERIOD, "us")


def test_an_edition_is_written_a_line_a_category() -> None:
    text = write_edition(billable={"I10": True, "A009": True, "A00": False}, period=PERIOD, source="us")
    assert text.splitlines()[-2:] == ["A00 . 9*", "I10 .*"]
