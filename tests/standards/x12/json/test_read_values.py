"""Texts become exact values, or are said to be none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards.x12.read_values import MOST_TEXTS, Row, put_period, put_value, read_value
from clearlane.standards.x12.table_columns import KIND_OF

LINES = KIND_OF["lines"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("abc", "text", "abc"),
        ("150", "amount", Decimal(150)),
        ("-0.5", "amount", Decimal("-0.5")),
        (".5", "amount", Decimal("0.5")),
        ("5.", "amount", Decimal(5)),
        ("100.00", "amount", Decimal("100.00")),
        ("9" * 18, "amount", Decimal("9" * 18)),
        ("1,50", "amount", None),
        ("1e5", "amount", None),
        ("+1", "amount", None),
        (" 1", "amount", None),
        ("NaN", "amount", None),
        ("1" * 21, "amount", None),
        ("\u0661", "amount", None),
        ("12", "number", 12),
        ("1.0", "number", None),
        ("9" * 19, "number", None),
        ("20260229", "date", None),
        ("20240229", "date", date(2024, 2, 29)),
        ("202402290930", "date", date(2024, 2, 29)),
        ("2024022909", "date", None),
        ("00000101", "date", None),
        ("261124", "date", None),
        ("20261124-20261125", "date", None),
    ],
)
def test_a_text_is_read_or_is_none(text: str, kind: str, value: Any) -> None:
    assert read_value(text, kind) == value


def test_what_cannot_be_read_is_said_beside() -> None:
    row: Row = {}
    for column, text in {"charge": "1,50", "service_from": "20261350", "units": "2", "unit": ""}.items():
        put_value(row, column, text, LINES)
    assert row == {"unreadable": ["charge=1,50", "service_from=20261350"], "units": Decimal(2)}


def test_a_list_takes_what_comes_up_to_a_limit() -> None:
    row: Row = {}
    for _ in range(MOST_TEXTS + 5):
        put_value(row, "modifiers", "25", LINES)
    assert len(row["modifiers"]) == MOST_TEXTS


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("20261101", date(2026, 11, 1), date(2026, 11, 1)),
        ("20261101-20261103", date(2026, 11, 1), date(2026, 11, 3)),
        ("20261101-", date(2026, 11, 1), date(2026, 11, 1)),
        ("-20261103", None, date(2026, 11, 3)),
        ("", None, None),
    ],
)
def test_a_period_has_two_ends(text: str, first: date | None, last: date | None) -> None:
    row: Row = {}
    put_period(row, text, LINES)
    assert (row.get("service_from"), row.get("service_to")) == (first, last)


@given(st.text(max_size=30), st.sampled_from(["text", "amount", "number", "date"]))
def test_any_text_is_read_or_is_none(text: str, kind: str) -> None:
    value = read_value(text, kind)
    assert kind != "amount" or value is None or abs(value) < Decimal(10) ** 20
