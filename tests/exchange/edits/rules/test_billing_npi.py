"""Edit 1: the billing NPI, against a check digit that is worked out here in another way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.edits.judging import in_short, said

WRONG = ["reject A7:562:85 at 2010AA NM109"]


def check_digit(nine: str) -> str:
    """The digit that makes 80840 + NPI divisible under Luhn, by trying all ten."""
    for last in "0123456789":
        total = 0
        for place, digit in enumerate(reversed(f"80840{nine}{last}")):
            value = int(digit) * (2 if place % 2 else 1)
            total += value - 9 if value > 9 else value
        if total % 10 == 0:
            return last
    raise AssertionError("one of ten digits must fit")


def billed_by(npi: str, *more: str) -> list[str]:
    return in_short(said("billing_npi", f"2010AA NM1*85*2*LAKESIDE CLINIC*****XX*{npi}", *more))


NINE = st.tuples(st.sampled_from("12"), st.text("0123456789", min_size=8, max_size=8)).map("".join)


@given(NINE)
def test_every_number_with_its_check_digit_passes(nine: str) -> None:
    assert billed_by(nine + check_digit(nine)) == []


@given(NINE, st.integers(1, 9))
def test_every_other_last_digit_is_rejected(nine: str, off: int) -> None:
    wrong = str((int(check_digit(nine)) + off) % 10)
    assert billed_by(nine + wrong) == WRONG


@given(NINE, st.integers(1, 8), st.integers(1, 9))
def test_one_mistyped_digit_is_always_seen(nine: str, at: int, off: int) -> None:
    npi = nine + check_digit(nine)
    typed = npi[:at] + str((int(npi[at]) + off) % 10) + npi[at + 1 :]
    assert billed_by(typed) == WRONG


@pytest.mark.parametrize("first", "03456789")
def test_a_number_that_begins_otherwise_is_rejected_whatever_its_check_digit(first: str) -> None:
    assert billed_by(first + "23456789" + check_digit(first + "23456789")) == WRONG


@pytest.mark.parametrize(
    "npi",
    ["1", "123456789", "12345678930", " 123456789", "1234567893 ", "12345-7893", "123456789X", "1234567893\u00b2"],
)
def test_what_is_not_ten_digits_is_rejected(npi: str) -> None:
    assert billed_by(npi) == WRONG


@pytest.mark.parametrize(
    ("g2", "registered", "found"),
    [
        ("MILES77", "MILES77 123456789", []),
        ("MILES77", "MILES78 123456789", WRONG),
        ("MILES77", "MILES77 123456780", WRONG),
        ("miles77", "MILES77 123456789", WRONG),
        ("", "MILES77 123456789", WRONG),
    ],
)
def test_only_the_registered_number_with_its_tax_id_stands_for_an_npi(
    g2: str, registered: str, found: list[str]
) -> None:
    changes = ["2010AA NM1*85*2*LAKESIDE TRANSPORT", *([f"2010BB REF*G2*{g2}"] if g2 else [])]
    assert in_short(said("billing_npi", *changes, given=[f"atypical {registered}"])) == found


def test_a_registered_number_does_not_excuse_a_wrong_npi() -> None:
    given = ["atypical MILES77 123456789"]
    changes = ["2010AA NM1*85*2*LAKESIDE CLINIC*****XX*1234567890", "2010BB REF*G2*MILES77"]
    assert in_short(said("billing_npi", *changes, given=given)) == WRONG


def test_the_finding_shows_what_was_sent() -> None:
    (finding,) = said("billing_npi", "2010AA NM1*85*2*LAKESIDE CLINIC*****XX*1234567890")
    assert (finding.found, finding.unit, finding.level) == ("1234567890", "claim", 5)
    assert finding.place.segment == 6
