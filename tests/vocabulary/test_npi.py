from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.vocabulary.npi import Npi, is_npi


def luhn(digits: str) -> bool:
    """The plain algorithm, written another way: double every second digit from the right, add the digits."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled // 10 + doubled % 10
    return total % 10 == 0


@pytest.mark.parametrize("text", ["1234567893", "1245319599", "2222222228", "1467560003"])
def test_is_npi_takes_a_number_with_a_right_check_digit(text: str) -> None:
    assert is_npi(text)
    assert str(Npi(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1234567890",
        "123456789",
        "12345678934",
        "3234567899",
        "0000000000",
        "12345O7893",
        " 1234567893",
        "1234567893\n",
    ]
    + ["\u0661234567893"],
)
def test_is_npi_refuses_another_shape_or_check_digit(text: str) -> None:
    assert not is_npi(text)
    with pytest.raises(ValueError, match="not an NPI"):
        Npi(text)


def test_an_npi_is_made_of_text() -> None:
    with pytest.raises(ValueError, match="not an NPI"):
        Npi(1234567893)  # type: ignore[arg-type]


@given(st.from_regex(r"[12][0-9]{9}", fullmatch=True))
def test_is_npi_agrees_with_luhn_over_the_prefix_80840(text: str) -> None:
    assert is_npi(text) == luhn("80840" + text)


@given(st.from_regex(r"[12][0-9]{8}", fullmatch=True), st.integers(0, 8), st.integers(1, 9))
def test_is_npi_sees_each_single_mistyped_digit(begin: str, at: int, step: int) -> None:
    right = next(begin + digit for digit in "0123456789" if is_npi(begin + digit))
    wrong = right[:at] + str((int(right[at]) + step) % 10) + right[at + 1 :]
    assert not is_npi(wrong)
