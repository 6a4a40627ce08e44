"""What may be ordered of the generator, and that what is ordered comes: the file is the order's, claim by claim."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.generate.draw import between, check_digit, digits, pick
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.make_pairs import make_pairs
from clearlane.standards.x12.generate.order import Order, Pair, Payer

TODAY = dt.date(2026, 11, 24)


def order(**changes: object) -> Order:
    return Order(**{"seed": 1, "claims": 4, "today": TODAY, **changes})  # type: ignore[arg-type]


REFUSED: list[dict[str, object]] = [
    {"claims": -1},
    {"claims_per_set": 0},
    {"max_lines": 0},
    {"max_lines": 51},
    {"control": -1},
    {"control": 1_000_000_000},
    {"delimiters": "*:^"},
    {"delimiters": "**^~"},
    {"delimiters": "A:^~"},
    {"delimiters": "*:^ "},
    {"delimiters": "*:-~"},
    {"delimiters": "*:@~"},
    {"usage": ""},
    {"usage": "X"},
    {"payers": ()},
]


@pytest.mark.parametrize("changes", REFUSED, ids=str)
def test_an_order_that_nobody_can_fill_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        order(**changes)


@given(
    st.integers(0, 10**6),
    st.integers(1, 9),
    st.integers(1, 4),
    st.sampled_from(["*:^~", "|>!;", "#<+]"]),
    st.sampled_from(["", "\n", "\r\n"]),
    st.sampled_from(["P", "T"]),
    st.integers(1, 50),
)
@settings(max_examples=40, deadline=None)
def test_an_ordered_file_is_clean_and_holds_what_was_ordered(
    seed: int, claims: int, per_set: int, delimiters: str, line_end: str, usage: str, max_lines: int
) -> None:
    wanted = order(
        seed=seed,
        claims=claims,
        claims_per_set=per_set,
        delimiters=delimiters,
        line_end=line_end,
        usage=usage,
        max_lines=max_lines,
    )
    made = file_837p(wanted)
    report = x12.report([made.content])
    assert (report.accepted, report.findings) == (True, ())
    assert [len(one.claims) for one in report.sets] == [
        min(per_set, claims - start) for start in range(0, claims, per_set)
    ]
    assert [span.patient_control_number for one in report.sets for span in one.claims] == [
        claim.number for claim in made.claims
    ]
    assert report.interchanges[0].usage == usage
    assert all(1 <= claim.lines <= max_lines for claim in made.claims)


def test_the_providers_and_payers_of_an_order_are_those_that_come() -> None:
    pairs = (Pair("1234567893", "123456789", "OAK FAMILY CARE"),)
    payers = (Payer("60054", "HARBOR MUTUAL"),)
    made = file_837p(order(pairs=pairs, payers=payers, claims=6))
    assert {(claim.npi, claim.tin, claim.payer) for claim in made.claims} == {("1234567893", "123456789", "60054")}


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_shares_of_nothing_and_all_are_kept(share: float) -> None:
    text = file_837p(
        order(claims=8, share_dependents=share, share_sender_trace=share, share_line_controls=share)
    ).content
    assert (text.count(b"*23*0~"), text.count(b"REF*D9*")) == ((8, 8) if share else (0, 0))
    assert (b"REF*6R*" in text) is bool(share)


@pytest.mark.parametrize("number", ["A1", "a-b.c", "0" * 20])
def test_a_claim_number_that_is_given_is_used(number: str) -> None:
    made = file_837p(order(claim_numbers={2: number}))
    assert made.claims[2].number == number
    assert made.content.count(f"CLM*{number}*".encode()) == 1


@pytest.mark.parametrize("count", [1, 5, 30])
def test_pairs_are_all_different(count: int) -> None:
    pairs = make_pairs(seed=3, count=count)
    assert len({pair.npi for pair in pairs}) == len({pair.name for pair in pairs}) == count
    assert make_pairs(seed=3, count=count) == pairs
    assert make_pairs(seed=4, count=count) != pairs


@given(st.integers(0, 2**32), st.integers(1, 30))
@settings(deadline=None)
def test_a_draw_stays_within_its_bounds(seed: int, size: int) -> None:
    rng = random.Random(seed)
    pool = list(range(size))
    assert pick(rng, pool) in pool
    assert 3 <= between(rng, 3, 3 + size) <= 3 + size
    assert len(digits(rng, size)) == size


@pytest.mark.parametrize(
    ("body", "digit"), [("123456789", "3"), ("124531959", "9"), ("167957672", "2"), ("100300012", "6")]
)
def test_a_check_digit_is_that_of_a_known_number(body: str, digit: str) -> None:
    assert check_digit(body) == digit
