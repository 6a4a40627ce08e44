"""Edit 30: pointers, against the law written out in one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.edits.judging import in_short, said

CODES = ("J45909", "I10", "E119", "R519", "U071", "R059", "M5450", "R42")
WRONG = ["reject A7:477 at 2400 SV107"]


def pointed(pointers: list[str], diagnoses: int = 3) -> list[str]:
    """What is said of the first line where the claim has so many diagnoses."""
    sent = "*".join(f"{'ABK' if n == 0 else 'ABF'}:{CODES[n]}" for n in range(diagnoses))
    changes = (
        f"2300 HI*{sent}",
        f"2400 SV1*HC:99213:25*150*UN*1***{':'.join(pointers)}",
        "2400/2 SV1*HC:85025*75*UN*1***1",
    )
    return in_short(said("diagnosis_pointers", *changes))


@given(st.lists(st.integers(0, 13), min_size=1, max_size=6), st.integers(1, 8))
def test_one_to_four_different_diagnoses_of_the_claim_pass(pointers: list[int], diagnoses: int) -> None:
    right = len(pointers) <= 4 and len(set(pointers)) == len(pointers) and all(1 <= n <= diagnoses for n in pointers)
    assert pointed([str(n) for n in pointers], diagnoses) == ([] if right else WRONG)


@pytest.mark.parametrize(
    ("pointers", "words"),
    [
        ([""], "points to no diagnosis"),
        (["1", "2", "3", "1", "2"], "points to 5 diagnoses"),
        (["4"], "points to diagnosis 4; the claim has 3 diagnoses"),
        (["1", ""], "points to diagnosis (empty)"),
        (["1", "01"], "the same diagnosis twice"),
        (["001"], "points to diagnosis 001"),
        (["-1"], "points to diagnosis -1"),
        (["1.0"], "points to diagnosis 1.0"),
        (["\u00b9"], "points to diagnosis \u00b9"),
        (["A"], "points to diagnosis A"),
    ],
)
def test_the_sentence_says_what_is_wrong(pointers: list[str], words: str) -> None:
    line = f"2400 SV1*HC:99213:25*150*UN*1***{':'.join(pointers)}"
    (finding,) = said("diagnosis_pointers", line)
    assert words in finding.what
    assert finding.found == ":".join(pointers)


@pytest.mark.parametrize("text", ["1", "01", "2:01", "03:02:01"])
def test_a_leading_zero_is_no_fault(text: str) -> None:
    assert pointed(text.split(":")) == []


def test_a_claim_without_diagnoses_leaves_nothing_to_point_to() -> None:
    found = said("diagnosis_pointers", "2300 HI*BE:01")
    assert [finding.what for finding in found] == [
        "Line 1 points to diagnosis 1; the claim has 0 diagnoses.",
        "Line 2 points to diagnosis 3; the claim has 0 diagnoses.",
    ]
