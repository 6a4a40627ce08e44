"""Procedures against lists that a case brings in: judged by shape, by day, and only where the list is here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.edits.judging import in_short, said

NO = "reject A7:454 at 2400 SV101-2"
CPT = "cpt 99213 85025 0042T from 2026-01-01"


def coded(code: str, *given: str) -> list[str]:
    """What is said of a claim whose first line has this procedure."""
    return in_short(said("procedure_codes", f"2400 SV1*HC:{code}*150*UN*1***1:2", given=given))


@given(st.from_regex(r"[0-9]{4}[0-9AFMTU]", fullmatch=True))
def test_a_procedure_of_cpt_is_right_only_on_the_list(code: str) -> None:
    assert coded(code, CPT) == ([] if code in ("99213", "85025", "0042T") else [NO])
    assert coded(code) == []


@given(st.from_regex(r"[A-Z][0-9]{4}", fullmatch=True))
def test_a_procedure_of_another_shape_is_left_alone(code: str) -> None:
    assert coded(code, CPT) == []


@pytest.mark.parametrize(
    ("code", "found"), [("J1100", []), ("J9999", [NO]), ("D0120", []), ("D9999", [NO]), ("99214", [NO]), ("99213", [])]
)
def test_each_list_judges_its_own(code: str, found: list[str]) -> None:
    assert coded(code, CPT, "hcpcs J1100 from 2026-01-01", "cdt D0120 from 2026-01-01") == found


@pytest.mark.parametrize(("day", "found"), [("20251231", []), ("20260101", [NO]), ("20991231", [NO])])
def test_only_days_of_the_list_are_judged(day: str, found: list[str]) -> None:
    changes = ["2400 SV1*HC:99999*150*UN*1***1:2", f"2400 DTP*472*D8*{day}"]
    assert in_short(said("procedure_codes", *changes, given=[CPT])) == found


def test_the_finding_says_on_which_days_the_code_stood() -> None:
    (finding,) = said("procedure_codes", "2400 SV1*HC:99999*150*UN*1***1:2", given=[CPT])
    assert "It stands on no edition" in finding.why
    assert (finding.found, finding.expected) == ("99999", "a code of cpt on 2026-06-01")
