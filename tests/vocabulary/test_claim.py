from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clearlane.exchange.edits.cases.build import build
from clearlane.exchange.edits.type_claim import type_claim
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.period import Period


def claim(*changes: str) -> Claim:
    typed = type_claim(submitted=build(changes=changes))
    assert isinstance(typed, Claim)
    return typed


def test_a_claim_needs_money_and_a_line() -> None:
    with pytest.raises(TypeError):
        replace(claim(), total_charge=Decimal(1))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at least one service line"):
        replace(claim(), lines=())


def test_a_line_needs_money_and_a_decimal_quantity() -> None:
    line = claim().lines[0]
    with pytest.raises(TypeError):
        replace(line, charge=1.0)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        replace(line, quantity=1)  # type: ignore[arg-type]


def test_a_claim_was_served_from_its_first_to_its_last_day() -> None:
    spread = claim("2400 DTP*472*RD8*20260520-20260522", "2400/2 DTP*472*D8*20260601")
    assert spread.service == Period.inclusive(date(2026, 5, 20), date(2026, 6, 1))


def test_a_claim_without_a_date_has_no_service_period() -> None:
    assert claim("- 2400 DTP*472", "- 2400/2 DTP*472").service is None
