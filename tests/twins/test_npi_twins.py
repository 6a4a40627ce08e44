"""An NPI is judged in three places (vocabulary, guide, generator): each agrees with the slow way and the others."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.x12.generate.draw import check_digit, draw_npi
from clearlane.standards.x12.values import is_npi as is_npi_bytes
from clearlane.vocabulary.npi import Npi, is_npi

BODIES = st.from_regex(r"[12][0-9]{8}", fullmatch=True)
TEN_DIGITS = st.from_regex(r"[0-9]{10}", fullmatch=True)


def slow_is_npi(text: str) -> bool:
    """ISO/IEC 7812 as taught: 80840 before it, every second digit from the right doubled, the digits added."""
    if len(text) != 10 or any(char not in "0123456789" for char in text) or text[0] not in "12":
        return False
    total = 0
    for place, char in enumerate(reversed("80840" + text)):
        doubled = int(char) * 2 if place % 2 else int(char)
        total += sum(map(int, str(doubled)))
    return total % 10 == 0


@given(TEN_DIGITS)
@settings(deadline=None)
def test_the_three_agree_on_ten_digits(text: str) -> None:
    assert is_npi(text) == is_npi_bytes(text.encode()) == slow_is_npi(text)


@given(st.text(max_size=12))
@settings(deadline=None)
def test_the_two_of_text_agree_on_any_text(text: str) -> None:
    assert is_npi(text) == slow_is_npi(text)


@given(st.binary(max_size=12))
@settings(deadline=None)
def test_the_two_of_bytes_agree_on_any_bytes(value: bytes) -> None:
    assert is_npi_bytes(value) == slow_is_npi(value.decode("latin-1"))


@given(BODIES)
@settings(deadline=None)
def test_one_check_digit_of_ten_is_right_and_it_is_the_generators(body: str) -> None:
    right = [digit for digit in "0123456789" if is_npi(body + digit)]
    assert right == [check_digit(body)]


@pytest.mark.parametrize("seed", range(50))
def test_what_the_generator_draws_is_an_npi(seed: int) -> None:
    npi = draw_npi(random.Random(seed))
    assert Npi(npi).value == npi
    assert slow_is_npi(npi)


@given(BODIES, st.integers(0, 8))
@settings(deadline=None)
def test_two_neighbours_the_wrong_way_round_are_seen_but_for_0_and_9(body: str, at: int) -> None:
    right = body + check_digit(body)
    swapped = right[:at] + right[at + 1] + right[at] + right[at + 2 :]
    blind = swapped == right or {right[at], right[at + 1]} == {"0", "9"}
    still_begins_well = swapped[0] in "12"
    assert is_npi(swapped) == (blind and still_begins_well)


@pytest.mark.parametrize(
    "number",
    ["1234567893", "1245319599", "1679576722", "1003000126", "1992999999", "2000000002"],
)
def test_these_numbers_are_judged_alike(number: str) -> None:
    assert is_npi(number) == is_npi_bytes(number.encode()) == slow_is_npi(number)


def test_npis_are_ordered_as_their_numbers() -> None:
    numbers = ["1245319599", "1003000126", "1234567893"]
    assert [str(npi) for npi in sorted(map(Npi, numbers))] == sorted(numbers)
