"""The small pieces of an 835: each is read exactly, or refused with its place."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.remits.read_parts import (
    UnreadableRemittance,
    adjustments,
    all_of,
    amounts,
    cut,
    day,
    first,
    money,
    number,
    pairs,
    period,
)
from clearlane.vocabulary.money import Money
from clearlane.vocabulary.submitted_claim import SegmentText


def segments(*texts: str) -> list[SegmentText]:
    """Segments from their texts, numbered from 1."""
    return [SegmentText("", n, n * 10, tuple(text.split("*"))) for n, text in enumerate(texts, start=1)]


@given(st.integers(-(10**12), 10**12))
def test_an_amount_is_exact(cents: int) -> None:
    (segment,) = segments(f"AMT*AU*{Money.from_cents(cents).x12()}")
    assert money(segment, 2).cents == cents


@pytest.mark.parametrize("text", ["1.001", "1e2", "1,50", "$5", "NaN", " 5", "+5", "--5", "5-", "1_0", "\u0663"])
def test_what_is_no_amount_is_refused_with_its_place_and_not_its_value(text: str) -> None:
    (segment,) = segments(f"CLP*A*1*{text}")
    with pytest.raises(UnreadableRemittance, match="CLP03 in segment 1") as refused:
        money(segment, 3)
    assert text not in str(refused.value)


def test_an_absent_amount_is_zero() -> None:
    (segment,) = segments("CLP*A*1**5")
    assert (money(segment, 3), money(segment, 9)) == (Money.ZERO, Money.ZERO)


@pytest.mark.parametrize(
    ("text", "value"), [("1", Decimal(1)), ("1.5", Decimal("1.5")), ("-2", Decimal(-2)), ("", None)]
)
def test_a_quantity_may_be_absent(text: str, value: Decimal | None) -> None:
    (segment,) = segments(f"SVC*HC:1*1*1**{text}")
    assert number(segment, 5) == value


@pytest.mark.parametrize("text", ["one", "NaN", "Infinity", "1 2"])
def test_what_is_no_quantity_is_refused(text: str) -> None:
    (segment,) = segments(f"SVC*HC:1*1*1**{text}")
    with pytest.raises(UnreadableRemittance, match="SVC05 in segment 1: not a quantity"):
        number(segment, 5)


@given(st.text(max_size=10))
def test_any_text_is_a_day_or_none(text: str) -> None:
    found = day(text)
    assert found is None or f"{found:%Y%m%d}".endswith(f"{found:%m%d}")


@given(st.dates(dt.date(1000, 1, 1)))
def test_a_day_is_read_as_written(when: dt.date) -> None:
    assert day(f"{when:%Y%m%d}") == when


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (["DTM*472*20260301"], ("2026-03-01", "2026-03-01")),
        (["DTM*150*20260301", "DTM*151*20260305"], ("2026-03-01", "2026-03-05")),
        (["DTM*150*20260301"], ("2026-03-01", "2026-03-01")),
        (["DTM*151*20260305"], ("2026-03-05", "2026-03-05")),
        (["DTM*151*20260301", "DTM*150*20260305"], None),
        (["DTM*472*20260301", "DTM*150*20250101", "DTM*151*20270101"], ("2026-03-01", "2026-03-01")),
        (["DTM*472*20260230"], None),
        (["DTM*472*99991231"], None),
        (["DTM*050*20260301"], None),
        ([], None),
    ],
)
def test_days_of_service_come_single_or_as_a_range(dates: list[str], days: tuple[str, str] | None) -> None:
    found = period(segments(*dates), "472", "150", "151")
    assert (None if found is None else (str(found.first), str(found.last))) == days


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("CAS*CO*45*10", [("CO", "45", 1000, None)]),
        ("CAS*CO*45*10*2", [("CO", "45", 1000, Decimal(2))]),
        ("CAS*PR*1*5**2*7**3*9", [("PR", "1", 500, None), ("PR", "2", 700, None), ("PR", "3", 900, None)]),
        ("CAS*CO*45*-10", [("CO", "45", -1000, None)]),
        ("CAS*CO*45*0", [("CO", "45", 0, None)]),
        ("CAS*CO*45", [("CO", "45", 0, None)]),
        ("CAS*CO", []),
        ("CAS*CO*45*1*****97*2", [("CO", "45", 100, None), ("CO", "97", 200, None)]),
    ],
)
def test_every_triple_of_a_cas_is_an_adjustment(text: str, read: list[tuple[str, str, int, Decimal | None]]) -> None:
    found = adjustments(segments(text))
    assert [(one.group, one.reason, one.amount.cents, one.quantity) for one in found] == read


@pytest.mark.parametrize("text", ["CAS**45*10", "CAS*CO**10", "CAS*CO*45*ten", "CAS*CO*45*1*x"])
def test_a_triple_without_group_reason_or_amount_is_refused(text: str) -> None:
    with pytest.raises(UnreadableRemittance, match="in segment 1"):
        adjustments(segments(text))


TRIPLE = st.tuples(st.sampled_from(["1", "45", "97", "253"]), st.integers(-(10**6), 10**6))


@given(st.lists(st.tuples(st.sampled_from(["CO", "PR", "OA"]), st.lists(TRIPLE, min_size=1, max_size=6)), max_size=4))
def test_the_sum_of_the_adjustments_is_that_of_what_was_written(
    groups: list[tuple[str, list[tuple[str, int]]]],
) -> None:
    texts = [
        f"CAS*{group}*" + "**".join(f"{reason}*{Money.from_cents(cents).x12()}" for reason, cents in triples)
        for group, triples in groups
    ]
    found = adjustments(segments(*texts))
    assert sum(one.amount.cents for one in found) == sum(cents for _, triples in groups for _, cents in triples)
    assert len(found) == sum(len(triples) for _, triples in groups)


def test_cut_loses_and_doubles_nothing() -> None:
    block = segments("A", "X*1", "B", "X*2", "C", "X*3")
    parts = cut(block, "X")
    assert [segment for part in parts for segment in part] == block
    assert [[segment.id for segment in part] for part in parts] == [["A"], ["X", "B"], ["X", "C"], ["X"]]


@given(st.lists(st.sampled_from(["X", "A", "B"]), max_size=12))
def test_cut_begins_a_part_at_each(ids: list[str]) -> None:
    block = segments(*ids)
    head, *parts = cut(block, "X")
    assert all(part[0].id == "X" for part in parts)
    assert [segment.id for segment in head] == ids[: ids.index("X")] if "X" in ids else head == block
    assert len(parts) == ids.count("X")


def test_pieces_are_found_by_id_and_qualifier() -> None:
    block = segments("REF*6R*L1", "REF*1K*P1", "AMT*AU*5", "AMT*B6*4.5")
    assert first(block, "REF", "1K").element(2) == "P1"
    assert first(block, "REF").element(2) == "L1"
    assert first(block, "NM1").element(1) == ""
    assert len(all_of(block, "REF")) == 2
    assert pairs(block, "REF") == (("6R", "L1"), ("1K", "P1"))
    assert amounts(block) == (("AU", Money.read("5")), ("B6", Money.read("4.5")))
