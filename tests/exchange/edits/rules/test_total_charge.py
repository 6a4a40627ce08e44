"""Edit 18: the total is the sum of the lines, to the cent, whatever the amounts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.vocabulary.finding import Finding
from clearlane.vocabulary.money import Money
from tests.exchange.edits.judging import said

CENTS = st.integers(-(10**9), 10**12)


def charged(total: int, *lines: int) -> tuple[Finding, ...]:
    """What is said of a claim with this total and these lines, in cents."""
    changes = [f"2300 CLM*ACCT1001*{Money.from_cents(total).x12()}***11:B:1*Y*A*Y*Y", "- 2400/2 LX*2"]
    changes += ["- 2400/2 SV1", "- 2400/2 DTP*472"]
    for n, cents in enumerate(lines, start=1):
        where = f"2400/{n}"
        changes += [f"{where} LX*{n}", f"{where} SV1*HC:99213*{Money.from_cents(cents).x12()}*UN*1***1"]
    return said("total_charge", *changes)


@given(st.lists(CENTS, min_size=1, max_size=8))
def test_the_sum_of_the_lines_passes(lines: list[int]) -> None:
    assert charged(sum(lines), *lines) == ()


@given(st.lists(CENTS, min_size=1, max_size=8), st.integers(-500, 500).filter(bool))
def test_any_other_total_is_rejected_with_both_sums(lines: list[int], off: int) -> None:
    (finding,) = charged(sum(lines) + off, *lines)
    assert (finding.found, finding.expected) == (
        str(Money.from_cents(sum(lines) + off)),
        str(Money.from_cents(sum(lines))),
    )
    assert f"{Money.from_cents(abs(off)).dollars()} too {'much' if off > 0 else 'little'}" in finding.what


@pytest.mark.parametrize(
    ("total", "lines", "words"),
    [
        (101, [100], "its one line adds up to $1.00: $0.01 too much"),
        (99, [100], "its one line adds up to $1.00: $0.01 too little"),
        (30, [10, 10], "its 2 lines add up to $0.20: $0.10 too much"),
        (115_295, [15_295], "total is $1,152.95, but its one line adds up to $152.95: $1,000.00 too much"),
        (0, [1], "too little"),
        (-1, [0], "too little"),
    ],
)
def test_the_sentence_says_by_how_much(total: int, lines: list[int], words: str) -> None:
    (finding,) = charged(total, *lines)
    assert words in finding.what


def test_ten_cents_thirty_times_are_three_dollars() -> None:
    assert charged(300, *[10] * 30) == ()
