"""Payers' codes in our own words."""

from __future__ import annotations

import pytest

from clearlane.exchange.reading.plain_codes import (
    CATEGORIES,
    GROUPS,
    is_known,
    tell_adjustments,
    tell_reason,
    tell_status,
)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("A7:164:IL", "A value is wrong: the member ID"),
        ("A3:33:IL", "Sent back unprocessed: the payer does not know this member"),
        ("A7:562:85", "A value is wrong: the NPI of the billing provider"),
        ("A7:158:QC", "A value is wrong: the birth date of the patient"),
        ("A8:400", "Values do not fit each other: the amounts do not add up"),
        ("A3", "Sent back unprocessed"),
    ],
)
def test_a_status_is_told_in_words(status: str, told: str) -> None:
    assert tell_status(status) == told


@pytest.mark.parametrize(("status", "shown"), [("A7:99999:85", "99999"), ("Z9:164", "Z9"), ("Z9:99999:XX", "99999")])
def test_a_code_without_words_of_ours_is_shown_as_it_came(status: str, shown: str) -> None:
    assert shown.lower() in tell_status(status).lower()
    assert not is_known(status)


@pytest.mark.parametrize("category", sorted(CATEGORIES))
def test_every_category_reads_as_the_begin_of_a_sentence(category: str) -> None:
    assert tell_status(f"{category}:562:85")[0].isupper()
    assert is_known(f"{category}:562:85")


def test_the_first_reason_that_is_neither_the_fee_nor_the_patients_share_is_told() -> None:
    body = {
        "adjustments": [["PR", "1", 100, ""], ["CO", "45", 500, ""]],
        "lines": [{"adjustments": [["CO", "253", 2, ""]]}, {"adjustments": [["CO", "197", 900, ""]]}],
    }
    assert tell_adjustments(body) == "No prior authorization (CO-197)"
    assert tell_adjustments({"lines": [{"adjustments": [["PR", "3", 9, ""]]}]}) == ""
    assert tell_adjustments({}) == ""


def test_an_unknown_reason_keeps_its_code() -> None:
    assert tell_reason("999") == "Reason 999"
    assert set(GROUPS) == {"CO", "PR", "OA", "PI", "CR"}
