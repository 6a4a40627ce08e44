"""What is kept of a paid claim beyond its columns: exact cents, no idle keys, and JSON that gives all of it back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.remits.write_body import write_body
from clearlane.vocabulary.money import Money
from clearlane.vocabulary.period import Period
from clearlane.vocabulary.remittance import Adjustment, RemittanceClaim, RemittanceLine

LINE = RemittanceLine(
    qualifier="",
    procedure="",
    modifiers=(),
    charge=Money.ZERO,
    paid=Money.ZERO,
    quantity=None,
    service=None,
    adjustments=(),
)
BARE = RemittanceClaim(
    patient_control_number="ACCT7",
    status="1",
    charge=Money.read("100"),
    paid=Money.read("80"),
    patient_responsibility=Money.read("20"),
    filing="",
    payer_control_number="ICN9",
    adjustments=(),
    lines=(),
)


def body(claim: RemittanceClaim) -> dict[str, Any]:
    """What can be read back."""
    read: dict[str, Any] = json.loads(write_body(claim))
    return read


def test_what_has_columns_of_its_own_is_not_repeated() -> None:
    assert body(replace(BARE, patient_last="", member_id="M1")) == {"patient": ["", ""]}


CLAIMS: list[tuple[dict[str, Any], str, object]] = [
    ({"filing": "MB"}, "filing", "MB"),
    ({"facility": "11"}, "facility", "11"),
    ({"frequency": "7"}, "frequency", "7"),
    ({"patient_last": "ROE", "patient_first": "TIM"}, "patient", ["ROE", "TIM"]),
    ({"patient_last": "ROE"}, "patient", ["ROE", ""]),
    ({"corrected_member_id": "C1"}, "corrected_member_id", "C1"),
    ({"rendering_npi": "1245319599"}, "rendering_npi", "1245319599"),
    ({"crossover": ("SECOND HEALTH", "SEC01")}, "crossover", ["SECOND HEALTH", "SEC01"]),
    ({"crossover": ("SECOND HEALTH", "")}, "crossover", ["SECOND HEALTH"]),
    ({"crossover": ("", "SEC01")}, "crossover", ["SEC01"]),
    ({"received_date": date(2026, 6, 10)}, "received", "2026-06-10"),
    ({"amounts": (("AU", Money.read("215")), ("I", Money.read("-1.25")))}, "amounts", [["AU", 21500], ["I", -125]]),
    ({"ids": (("EA", "R1"), ("F8", "ICN8"))}, "ids", [["EA", "R1"], ["F8", "ICN8"]]),
    ({"remarks": ("MA01", "N700")}, "remarks", ["MA01", "N700"]),
    ({"adjustments": (Adjustment("CO", "45", Money.read("20")),)}, "adjustments", [["CO", "45", 2000, ""]]),
    (
        {"adjustments": (Adjustment("PR", "1", Money.read("-0.01"), Decimal("1.5")),)},
        "adjustments",
        [["PR", "1", -1, "1.5"]],
    ),
    (
        {"adjustments": (Adjustment("PR", "1", Money.ZERO, Decimal(0)),)},
        "adjustments",
        [["PR", "1", 0, "0"]],
    ),
]


@pytest.mark.parametrize(("changes", "key", "kept"), CLAIMS)
def test_a_claims_parts_are_kept_under_their_names(changes: dict[str, Any], key: str, kept: object) -> None:
    written = body(replace(BARE, **changes))
    assert written[key] == kept
    assert written.keys() <= {"patient", key}


@pytest.mark.parametrize("crossover", [("", ""), ()])
def test_no_carrier_is_no_crossover(crossover: Any) -> None:
    assert "crossover" not in body(replace(BARE, crossover=crossover))


LINES: list[tuple[dict[str, Any], str, object]] = [
    ({"qualifier": "HC"}, "qualifier", "HC"),
    ({"procedure": "99213"}, "procedure", "99213"),
    ({"modifiers": ("25", "59")}, "modifiers", ["25", "59"]),
    ({"revenue_code": "0300"}, "revenue_code", "0300"),
    ({"quantity": Decimal("1.50")}, "quantity", "1.50"),
    ({"quantity": Decimal(0)}, "quantity", "0"),
    ({"submitted_procedure": "99214"}, "submitted_procedure", "99214"),
    ({"service": Period.inclusive(date(2026, 6, 1), date(2026, 6, 3))}, "service", "2026-06-01..2026-06-03"),
    ({"control": "L1"}, "control", "L1"),
    ({"amounts": (("B6", Money.read("120.5")),)}, "amounts", [["B6", 12050]]),
    ({"remarks": ("N130",)}, "remarks", ["N130"]),
    (
        {"adjustments": (Adjustment("CO", "45", Money.read("29.5"), Decimal(2)),)},
        "adjustments",
        [["CO", "45", 2950, "2"]],
    ),
]


@pytest.mark.parametrize(("changes", "key", "kept"), LINES)
def test_a_lines_parts_are_kept_beside_its_money(changes: dict[str, Any], key: str, kept: object) -> None:
    (line,) = body(replace(BARE, lines=(replace(LINE, **changes),)))["lines"]
    assert line == {"charge": 0, "paid": 0, key: kept}


def test_a_line_without_money_says_so() -> None:
    assert body(replace(BARE, lines=(LINE, LINE)))["lines"] == [{"charge": 0, "paid": 0}] * 2


CENTS = st.integers(-(10**11), 10**11)
CODES = st.text("ABCN0123456789", min_size=1, max_size=5)
QUANTITIES = st.none() | st.decimals(-1000, 1000, places=3)


@given(st.lists(st.tuples(CODES, CODES, CENTS, QUANTITIES), max_size=6), CENTS, CENTS)
def test_every_triple_comes_back_to_the_cent(
    triples: list[tuple[str, str, int, Decimal | None]], charge: int, paid: int
) -> None:
    taken = tuple(Adjustment(group, reason, Money.from_cents(cents), count) for group, reason, cents, count in triples)
    line = replace(LINE, charge=Money.from_cents(charge), paid=Money.from_cents(paid), adjustments=taken)
    written = body(replace(BARE, adjustments=taken, lines=(line,)))
    for kept in (written, written["lines"][0]):
        read = [(g, r, cents, Decimal(n) if n else None) for g, r, cents, n in kept.get("adjustments", ())]
        assert read == triples
    assert (written["lines"][0]["charge"], written["lines"][0]["paid"]) == (charge, paid)


@given(st.text(max_size=20), st.text(max_size=20), st.lists(st.tuples(st.text(max_size=5), st.text(max_size=9))))
def test_any_text_of_a_payer_comes_back_as_it_was(last: str, first: str, ids: list[tuple[str, str]]) -> None:
    written = body(replace(BARE, patient_last=last, patient_first=first, ids=tuple(ids)))
    assert written["patient"] == [last, first]
    assert written.get("ids", []) == [list(pair) for pair in ids]
