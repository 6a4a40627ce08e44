"""Edit 27: ICD-10-CM codes of the day, against the edition that lies here."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards.codes.icd10cm import icd10cm
from tests.exchange.edits.judging import in_short, said

IN_EDITION = date(2026, 6, 1)
EDITION = icd10cm().edition(IN_EDITION)
assert EDITION is not None
CODES, HEADINGS = sorted(EDITION.codes), sorted(icd10cm().headings(IN_EDITION))
NO_CODE = "reject A7:255 + A7:700"
HEADING = "reject A7:255 + A7:772"


def coded(*codes: str, day: str = "20260601") -> list[str]:
    """What is said of a claim with these diagnoses, the chief one first."""
    sent = "*".join(f"{'ABK' if n == 0 else 'ABF'}:{code}" for n, code in enumerate(codes))
    dates = [f"2400{line} DTP*472*D8*{day}" for line in ("", "/2")]
    return in_short(said("diagnosis_codes", f"2300 HI*{sent}", *dates))


@given(st.sampled_from(CODES))
def test_every_code_of_the_edition_passes(code: str) -> None:
    assert coded(code) == []


@given(st.sampled_from(HEADINGS))
def test_every_heading_is_rejected_as_not_specific(heading: str) -> None:
    assert coded(heading) == [f"{HEADING} at 2300 HI01-2"]


@given(st.sampled_from([code for code in CODES if len(code) > 3]))
def test_a_code_with_its_dot_is_rejected_with_the_way_to_write_it(code: str) -> None:
    (finding,) = said("diagnosis_codes", f"2300 HI*ABK:{code[:3]}.{code[3:]}")
    assert finding.expected == code
    assert finding.what.endswith(f": {code}.")


@given(st.sampled_from(CODES))
def test_a_code_in_small_letters_is_rejected(code: str) -> None:
    assert coded(code.lower()) == [f"{NO_CODE} at 2300 HI01-2"]


@given(st.from_regex(r"[A-Z][0-9][0-9A-Z]{0,5}", fullmatch=True))
def test_any_other_text_of_that_shape_is_no_code(text: str) -> None:
    expected = {True: [], False: [f"{NO_CODE} at 2300 HI01-2"]}[text in set(CODES)]
    if text in set(HEADINGS):
        expected = [f"{HEADING} at 2300 HI01-2"]
    assert coded(text) == expected


@pytest.mark.parametrize("text", ["", "J", "J4", "4019", "ABC", "J45909XY9", "J45 909", "\u00c910"])
def test_what_has_not_the_shape_of_a_code_is_rejected_even_without_an_edition(text: str) -> None:
    assert coded(text, day="20300101") == [f"{NO_CODE} at 2300 HI01-2"]


@pytest.mark.parametrize(("day", "warns"), [("20150930", True), ("20151001", False), ("20270331", False)])
def test_a_day_outside_the_editions_warns_once_for_all_codes(day: str, warns: bool) -> None:
    assert coded("J45909", "I10", day=day) == (["warn A7:255 at 2300 HI01-2"] if warns else [])


def test_the_warning_names_every_code_and_the_days_that_are_covered() -> None:
    claim = ["2400 DTP*472*D8*20150930", "2400/2 DTP*472*D8*20150930", "2300 HI*ABK:J45909*ABF:I10"]
    (finding,) = said("diagnosis_codes", *claim)
    assert finding.found == "J45909, I10"
    assert "2015-10-01 to 2027-03-31" in finding.why


def test_a_claim_that_reaches_into_the_edition_is_judged_by_it() -> None:
    found = said("diagnosis_codes", "2400 DTP*472*RD8*20150929-20151002", "2400/2 DTP*472*D8*20150929")
    assert found == ()


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (CODES[:12], []),
        (CODES[:13], ["reject A7:255 at 2300 HI13-2"]),
        (CODES[:14], ["reject A7:255 at 2300 HI13-2", "reject A7:255 at 2300 HI14-2"]),
        (["J45909", "J45909"], ["reject A7:255 at 2300 HI02-2"]),
        (["J45909", "I10", "J45909", "I10"], ["reject A7:255 at 2300 HI03-2", "reject A7:255 at 2300 HI04-2"]),
    ],
)
def test_twelve_different_codes_are_the_most(codes: list[str], expected: list[str]) -> None:
    assert coded(*codes) == expected


@pytest.mark.parametrize(("qualifier", "day", "expected"), [
    ("BK", "20150930", []),
    ("BK", "20151001", [f"{NO_CODE} at 2300 HI01-2"]),
    ("BF", "20260601", [f"{NO_CODE} at 2300 HI01-2"]),
])  # fmt: skip
def test_icd_9_ended_with_september_2015(qualifier: str, day: str, expected: list[str]) -> None:
    dates = [f"2400{line} DTP*472*D8*{day}" for line in ("", "/2")]
    assert in_short(said("diagnosis_codes", f"2300 HI*{qualifier}:4019", *dates)) == expected


def test_other_codes_of_an_hi_are_none_of_its_business() -> None:
    assert said("diagnosis_codes", "2300 HI*ABK:J45909*BE:01*BP:99213") == ()


def test_a_claim_without_dates_is_judged_as_of_today() -> None:
    changes = ["- 2400 DTP*472", "- 2400/2 DTP*472"]
    assert said("diagnosis_codes", *changes) == ()
    assert in_short(said("diagnosis_codes", *changes, given=["today 2027-04-01"])) == ["warn A7:255 at 2300 HI01-2"]
