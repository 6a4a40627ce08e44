"""NPIs against a list of those in use: told where one is missing, once each, and never rejected."""

from __future__ import annotations

import pytest

from tests.exchange.edits.judging import in_short, said

BILLING, TREATING = "1234567893", "1245319599"


@pytest.mark.parametrize(
    ("npis", "found"),
    [
        (f"{BILLING} {TREATING}", []),
        (BILLING, ["warn A7:562:82 at 2310B NM109"]),
        (TREATING, ["warn A7:562:85 at 2010AA NM109"]),
        ("1003000126", ["warn A7:562:85 at 2010AA NM109", "warn A7:562:82 at 2310B NM109"]),
    ],
)
def test_each_npi_that_is_not_in_use_is_told(npis: str, found: list[str]) -> None:
    assert in_short(said("npi_in_use", given=[f"npis {npis}"])) == found


@pytest.mark.parametrize(("today", "count"), [("2025-12-31", 0), ("2026-01-01", 2)])
def test_a_list_judges_from_its_first_day_on(today: str, count: int) -> None:
    assert len(said("npi_in_use", given=["npis 1003000126", f"today {today}"])) == count


@pytest.mark.parametrize("npi", ["1234567890", "123456789", "", "ABCDEFGHIJ"])
def test_what_is_no_npi_is_left_to_another_rule(npi: str) -> None:
    found = said("npi_in_use", f"2010AA NM1*85*2*LAKESIDE CLINIC*****XX*{npi}", given=[f"npis {TREATING}"])
    assert found == ()


def test_the_finding_names_the_day_of_the_list() -> None:
    (finding,) = said("npi_in_use", given=[f"npis {TREATING}"])
    assert "CMS's list of 01/01/2026 does not have it" in finding.what
    assert (finding.found, finding.unit) == (BILLING, "")


def test_without_a_list_nothing_is_told() -> None:
    assert said("npi_in_use") == ()
