"""Check digits and shapes against a second, slower way of computing them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards.codes.identifiers import (
    IDENTIFIERS,
    is_aba,
    is_clia,
    is_dea,
    is_ein,
    is_mbi,
    is_ndc,
    ndc_11,
)
from clearlane.standards.x12.values import is_npi as is_npi_of_bytes
from clearlane.vocabulary.npi import is_npi

DIGITS = "0123456789"
NINE, TEN = st.text(DIGITS, min_size=9, max_size=9), st.text(DIGITS, min_size=10, max_size=10)


def luhn(number: str) -> bool:
    """Luhn as it is taught: from the right, each second digit doubled, the digits of the doubles added."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += sum(int(one) for one in str(value))
    return total % 10 == 0


@given(TEN)
def test_an_npi_is_a_number_of_luhn_behind_80840(number: str) -> None:
    expected = number[0] in "12" and luhn("80840" + number)
    assert is_npi(number) is expected
    assert is_npi_of_bytes(number.encode()) is expected


@given(st.text(DIGITS, min_size=9, max_size=9).map(lambda text: "1" + text[1:]))
def test_each_nine_digits_have_one_npi_that_a_wrong_digit_breaks(stem: str) -> None:
    (right,) = [stem + digit for digit in DIGITS if is_npi(stem + digit)]
    for place in range(1, 10):
        for digit in DIGITS:
            wrong = right[:place] + digit + right[place + 1 :]
            assert is_npi(wrong) is (wrong == right)


@given(st.text(max_size=12))
def test_no_other_text_is_an_npi_and_none_raises(text: str) -> None:
    assert is_npi(text) is (re.fullmatch("[12][0-9]{9}", text) is not None and luhn("80840" + text))
    assert is_npi_of_bytes(text.encode("utf-8")) is is_npi(text)


@given(st.binary(max_size=12))
def test_no_bytes_make_the_check_of_an_npi_raise(value: bytes) -> None:
    assert is_npi_of_bytes(value) in (True, False)


LETTERS = "ACDEFGHJKMNPQRTUVWXY"
PLACES = ("123456789", LETTERS, DIGITS + LETTERS, DIGITS, LETTERS, DIGITS + LETTERS, DIGITS, LETTERS, LETTERS, DIGITS,
          DIGITS)  # fmt: skip
MBIS = st.tuples(*(st.sampled_from(place) for place in PLACES)).map("".join)


@given(MBIS)
def test_an_mbi_of_cms_pattern_is_one(number: str) -> None:
    assert is_mbi(number)


@given(MBIS, st.integers(0, 10), st.sampled_from(DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ-a"))
def test_an_mbi_with_another_character_is_one_where_its_place_takes_it(number: str, at: int, other: str) -> None:
    assert is_mbi(number[:at] + other + number[at + 1 :]) is (other in PLACES[at])


@pytest.mark.parametrize("text", ["1EG4-TE5-MK73", "1EG4TE5MK7", "1EG4TE5MK733", "1SG4TE5MK73", "0EG4TE5MK73", ""])
def test_what_is_no_mbi_is_refused(text: str) -> None:
    assert is_mbi("1EG4TE5MK73")
    assert not is_mbi(text)


GIVEN = """
01 02 03 04 05 06 10 11 12 13 14 15 16 20 21 22 23 24 25 26 27 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45
46 47 48 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 71 72 73 74 75 76 77 80 81 82 83 84 85 86 87 88 90 91
92 93 94 95 98 99""".split()


@pytest.mark.parametrize("prefix", [f"{number:02d}" for number in range(100)])
def test_an_ein_has_a_prefix_that_the_irs_gives(prefix: str) -> None:
    assert is_ein(f"{prefix}1234567") is (prefix in GIVEN)
    assert is_ein(f"{prefix}-1234567") is (prefix in GIVEN)


@pytest.mark.parametrize("text", ["", "12345678", "1234567890", "1-23456789", "12-34567", "A23456789", "12 3456789"])
def test_what_is_no_ein_is_refused(text: str) -> None:
    assert not is_ein(text)


def dea_digit(six: str) -> int:
    """The last digit as the DEA explains it: first, third and fifth, and twice the sum of the others."""
    one = int(six[0]) + int(six[2]) + int(six[4])
    two = int(six[1]) + int(six[3]) + int(six[5])
    return int(str(one + 2 * two)[-1])


@given(st.sampled_from("ABFGMP"), st.sampled_from("ABZ9"), st.text(DIGITS, min_size=6, max_size=6))
def test_a_dea_number_has_one_right_last_digit(kind: str, name: str, six: str) -> None:
    assert [n for n in range(10) if is_dea(f"{kind}{name}{six}{n}")] == [dea_digit(six)]


@pytest.mark.parametrize("text", ["", "AB123456", "AB12345633", "1B1234563", "A11234563", "ab1234563", "AB1234564"])
def test_what_is_no_dea_number_is_refused(text: str) -> None:
    assert is_dea("AB1234563")
    assert not is_dea(text)


@pytest.mark.parametrize(
    ("text", "right"),
    [("05D1234567", True), ("99D0000000", True), ("05d1234567", False), ("05D123456", False), ("0501234567", False),
     ("05D12345678", False), ("", False)],
)  # fmt: skip
def test_a_clia_number_has_a_d_in_the_third_place(text: str, right: bool) -> None:
    assert is_clia(text) is right


FORMS = {(4, 4, 2): "0{}{}{}", (5, 3, 2): "{}0{}{}", (5, 4, 1): "{}{}0{}", (5, 4, 2): "{}{}{}"}


@given(st.sampled_from(sorted(FORMS)), st.data())
def test_a_drug_code_becomes_eleven_digits_by_a_zero_in_its_place(
    form: tuple[int, int, int], data: st.DataObject
) -> None:
    parts = [data.draw(st.text(DIGITS, min_size=n, max_size=n)) for n in form]
    eleven = FORMS[form].format(*parts)
    assert ndc_11("-".join(parts)) == eleven
    assert ndc_11(eleven) == eleven
    assert is_ndc(eleven)


@pytest.mark.parametrize(
    "text", ["", "0009372141", "4-4-2", "0093-7214-1", "00093-721-410", "00093-7214-100", "0009-372141", "0A93-7214-10",
             "-", "000937214101", "\u0660\u0660\u0660\u0660\u0660-1234-12"],
)  # fmt: skip
def test_what_is_no_drug_code_has_no_eleven_digits(text: str) -> None:
    assert ndc_11(text) is None
    assert not is_ndc(text)


def aba_sum(text: str) -> int:
    """As the American Bankers Association prints it: 3 (d1 + d4 + d7) + 7 (d2 + d5 + d8) + (d3 + d6 + d9)."""
    d = [int(digit) for digit in text]
    return 3 * (d[0] + d[3] + d[6]) + 7 * (d[1] + d[4] + d[7]) + d[2] + d[5] + d[8]


@given(NINE)
def test_a_routing_number_sums_to_tens_in_a_district(text: str) -> None:
    district = int(text[:2])
    in_use = district <= 12 or 21 <= district <= 32 or 61 <= district <= 72 or district == 80
    assert is_aba(text) is (in_use and aba_sum(text) % 10 == 0)


@pytest.mark.parametrize("text", ["", "12100035", "1210003588", "121000359", "ABCDEFGHI", "990000003"])
def test_what_is_no_routing_number_is_refused(text: str) -> None:
    assert is_aba("121000358")
    assert not is_aba(text)


RIGHT = {
    "npi": "1234567893", "mbi": "1EG4TE5MK73", "ein": "12-3456789", "dea": "AB1234563", "clia": "05D1234567",
    "ndc": "0093-7214-10", "aba": "121000358",
}  # fmt: skip


@pytest.mark.parametrize("kind", IDENTIFIERS)
def test_each_identifier_has_its_check_and_says_what_it_is(kind: str) -> None:
    what, check = IDENTIFIERS[kind]
    assert what
    assert check(RIGHT[kind])
    assert not check(RIGHT[kind][:-1])


@given(st.sampled_from(sorted(IDENTIFIERS)), st.text(max_size=14))
def test_no_text_makes_a_check_raise(kind: str, text: str) -> None:
    assert IDENTIFIERS[kind][1](text) in (True, False)
