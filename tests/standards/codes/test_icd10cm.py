from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest

from clearlane.standards.codes.code_set import Answer
from clearlane.standards.codes.icd10cm import icd10cm

JUNE = date(2026, 6, 1)


@pytest.mark.parametrize("code", ["J45909", "I10", "S93401A", "Z9981", "U071", "A000", "T63442S"])
def test_icd10cm_takes_a_code_that_may_be_billed(code: str) -> None:
    assert icd10cm().ask(code, JUNE) is Answer.YES
    assert icd10cm().is_valid(code, on=JUNE)
    assert not icd10cm().is_heading(code, JUNE)


@pytest.mark.parametrize("code", ["J45", "J459", "S93401", "R51"])
def test_icd10cm_knows_a_heading_from_a_code(code: str) -> None:
    assert icd10cm().ask(code, JUNE) is Answer.NO
    assert icd10cm().is_heading(code, JUNE)


@pytest.mark.parametrize("code", ["", "J45.909", "j45909", "Z9999", "4019", "A00-A09", "1"])
def test_icd10cm_refuses_what_is_no_code(code: str) -> None:
    assert icd10cm().ask(code, JUNE) is Answer.NO
    assert not icd10cm().is_valid(code, on=JUNE)
    assert not icd10cm().is_heading(code, JUNE)


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        (date(2015, 9, 30), Answer.UNKNOWN),
        (date(2015, 10, 1), Answer.YES),
        (date(2027, 3, 31), Answer.YES),
        (date(2027, 4, 1), Answer.UNKNOWN),
    ],
)
def test_icd10cm_knows_nothing_of_days_outside_its_editions(on: date, answer: Answer) -> None:
    assert icd10cm().ask("I10", on) is answer


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("C7831", date(2026, 10, 1), None),
        ("D691", None, date(2026, 9, 30)),
        ("U071", date(2020, 4, 1), None),
        ("R51", None, date(2020, 9, 30)),
        ("R519", date(2020, 10, 1), None),
        ("Z370", None, None),
    ],
)
def test_a_diagnosis_begins_and_ends_on_its_days(code: str, first: date | None, last: date | None) -> None:
    if first:
        assert not icd10cm().is_valid(code, on=date.fromordinal(first.toordinal() - 1))
        assert icd10cm().is_valid(code, on=first)
    if last:
        assert icd10cm().is_valid(code, on=last)
        assert not icd10cm().is_valid(code, on=date.fromordinal(last.toordinal() + 1))
    (period,) = icd10cm().days_of(code)
    assert (period.first, period.last) == (first or date(2015, 10, 1), last or date(2027, 3, 31))


@pytest.mark.parametrize(
    ("year", "codes"), [(2016, 69823), (2017, 71486), (2025, 74260), (2026, 74260 + 487 - 28), (2027, 74879)]
)
def test_icd10cm_has_as_many_codes_as_the_fiscal_year(year: int, codes: int) -> None:
    """As CMS and CDC count them in their announcements, on the first day of each fiscal year."""
    edition = icd10cm().edition(date(year - 1, 10, 1))
    assert edition is not None
    assert len(edition.codes) == codes


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_icd10cm_says_of_every_code_what_another_package_says() -> None:
    package = import_module("simple_icd_10_cm")
    known = {code for code in package.get_all_codes(with_dots=False) if len(code) > 2 and "-" not in code}
    headings = known & {code[:end] for code in known for end in range(3, len(code))}
    edition = icd10cm().edition(JUNE)
    assert edition is not None
    assert known - headings == edition.codes
    assert headings <= icd10cm().headings(JUNE)
    assert {code[-1] for code in icd10cm().headings(JUNE) - headings} <= {"X"}, "only places that are kept free"
