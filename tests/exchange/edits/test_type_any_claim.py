"""Typing is total: any text becomes a typed claim or findings, and what is typed says what was sent."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.edits.cases.build import build
from clearlane.exchange.edits.fingerprint import fingerprint
from clearlane.exchange.edits.type_claim import type_claim
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.finding import Disposition
from clearlane.vocabulary.money import Money
from tests.exchange.edits.judging import typed

TEXT = st.text(st.characters(codec="latin-1", exclude_characters="*~\r\n"), max_size=12)


@given(st.integers(-(10**9), 10**12), st.integers(0, 10**6))
def test_amounts_and_quantities_are_exact(cents: int, thousandths: int) -> None:
    quantity = Decimal(thousandths).scaleb(-3)
    claim = typed(
        f"2300 CLM*A*{Money.from_cents(cents).x12()}***11:B:1",
        f"2400 SV1*HC:99213*{Money.from_cents(cents).x12()}*UN*{quantity}***1",
    )
    assert (claim.total_charge.cents, claim.lines[0].charge.cents) == (cents, cents)
    assert claim.lines[0].quantity == quantity


@given(TEXT)
def test_any_total_is_money_or_a_finding(text: str) -> None:
    made = type_claim(submitted=build(changes=[f"2300 CLM*A*{text}***11:B:1"]))
    if isinstance(made, Claim):
        assert Money.read(text) == made.total_charge
    else:
        (finding,) = made
        assert (finding.disposition, str(finding.place), str(finding.status)) == (
            Disposition.REJECT, "2300 CLM02", "A7:178",
        )  # fmt: skip


@given(TEXT)
def test_any_quantity_is_a_number_or_a_finding(text: str) -> None:
    made = type_claim(submitted=build(changes=[f"2400 SV1*HC:99213*150*UN*{text}***1"]))
    if isinstance(made, Claim):
        assert made.lines[0].quantity == Decimal(text or 0)
    else:
        assert [str(finding.place) for finding in made] == ["2400 SV104"]


@given(st.dates(date(1000, 1, 1), date(9999, 12, 30)), st.integers(0, 400))
def test_days_of_service_are_read_as_written(first: date, days: int) -> None:
    last = min(first + timedelta(days=days), date(9999, 12, 30)) if first.year < 9998 else first
    single = typed(f"2400 DTP*472*D8*{first:%Y%m%d}").lines[0].service
    several = typed(f"2400 DTP*472*RD8*{first:%Y%m%d}-{last:%Y%m%d}").lines[0].service
    assert single is not None
    assert several is not None
    assert (single.first, single.last) == (first, first)
    assert (several.first, several.last) == (first, last)


@given(TEXT, st.sampled_from(["D8", "RD8", "TM", ""]))
def test_what_is_no_day_is_kept_as_text(text: str, qualifier: str) -> None:
    line = typed(f"2400 DTP*472*{qualifier}*{text}").lines[0]
    assert line.service_text == text
    assert line.service is None or text.replace("-", "").isdigit()


@given(st.lists(TEXT, min_size=1, max_size=8))
def test_modifiers_are_the_four_after_the_procedure(parts: list[str]) -> None:
    sent = [part.replace(":", "") for part in parts]
    line = typed(f"2400 SV1*{':'.join(['HC', *sent])}*150*UN*1***1").lines[0]
    assert line.procedure == sent[0]
    assert line.modifiers == tuple(part for part in sent[1:5] if part)


@pytest.mark.parametrize(
    ("loop", "entity"), [("2310A", "DN"), ("2310A", "P3"), ("2310B", "82"), ("2310C", "77"), ("2310D", "DQ")]
)
def test_other_providers_are_known_by_their_role(loop: str, entity: str) -> None:
    claim = typed("- 2310B NM1*82", f"{loop} NM1*{entity}*1*LEE*JO****XX*1467560003")
    (provider,) = claim.other_providers
    assert (provider.entity, provider.npi, provider.last_name, provider.is_person) == (
        entity,
        "1467560003",
        "LEE",
        True,
    )


@pytest.mark.parametrize("entity", ["PR", "IL", "85", "ZZ", ""])
def test_a_name_of_no_providers_role_is_none(entity: str) -> None:
    claim = typed("- 2310B NM1*82", f"2310B NM1*{entity}*1*LEE*JO****XX*1467560003")
    assert claim.other_providers == ()


LINES = [
    ("2400", "HC:99213:25", "150", "1:2"),
    ("2400/2", "HC:85025", "75", "3"),
    ("2400/3", "HC:36415", "12.5", "1"),
]


@given(st.permutations(LINES))
def test_the_order_of_lines_makes_no_other_claim(order: list[tuple[str, str, str, str]]) -> None:
    def mark(lines: list[tuple[str, str, str, str]]) -> bytes:
        changes = ["2400/3 LX*3", "2400/3 DTP*472*D8*20260601"]
        for (where, *_), (_, code, charge, pointers) in zip(LINES, lines, strict=True):
            changes.append(f"{where} SV1*{code}*{charge}*UN*1***{pointers}")
        return fingerprint(claim=typed(*changes))

    assert mark(order) == mark(LINES)


@given(TEXT, TEXT)
def test_two_patients_have_two_fingerprints(one: str, other: str) -> None:
    first, second = (typed(f"2010BA NM1*IL*1*{name}*ANA****MI*M1") for name in (one, other))
    alike = one.upper() == other.upper()
    assert (fingerprint(claim=first) == fingerprint(claim=second)) is alike
