"""Tables of claims and payments against a reading that only splits: the same claims, lines, sums and places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.family import make_family
from clearlane.standards.x12.generate.from_guide import GuideOrder

SERVICE = {"SV1": (1, 2, 4), "SV2": (2, 3, 5), "SV3": (1, 2, 6)}
KINDS = ["837p", "837i", "837d"]
SEEDS = range(1, 7)
Row = dict[str, Any]


@dataclass(slots=True)
class Claim:
    """What a claim says, read by splitting. place: offset and number of its segment."""

    number: str
    charge: Decimal
    place: tuple[int, int]
    lines: list[tuple[str, Decimal, Decimal]] = field(default_factory=list)
    cuts: list[tuple[str, str, Decimal]] = field(default_factory=list)
    diagnoses: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Payment:
    """What a payment says of a claim, and the payment's own number."""

    number: str
    charge: Decimal
    paid: Decimal
    trace: str
    lines: list[tuple[Decimal, Decimal]] = field(default_factory=list)
    cuts: list[tuple[str, str, Decimal]] = field(default_factory=list)


def cut(data: bytes) -> Iterator[tuple[int, int, list[str]]]:
    """Offset, number within its set, and elements of each segment."""
    at = number = 0
    for raw in data.split(b"~"):
        text = raw.lstrip(b"\r\n")
        if text:
            number = 1 if text.startswith(b"ST*") else number + 1
            yield at + len(raw) - len(text), number, text.decode("latin-1").split("*")
        at += len(raw) + 1


def triples(one: list[str]) -> list[tuple[str, str, Decimal]]:
    """Group, reason and amount of each adjustment of a CAS."""
    ends = range(2, len(one), 3)
    return [(one[1], one[at], Decimal(one[at + 1])) for at in ends if one[at]]


def claims_of(data: bytes) -> list[Claim]:
    claims: list[Claim] = []
    for offset, number, one in cut(data):
        if one[0] == "CLM":
            claims.append(Claim(one[1], Decimal(one[2]), (offset, number)))
        elif one[0] in SERVICE:
            procedure, charge, units = SERVICE[one[0]]
            amount = Decimal(one[units] or 1) if len(one) > units else Decimal(1)
            claims[-1].lines.append(
                (one[procedure].split(":")[1] if one[procedure] else "", Decimal(one[charge]), amount)
            )
        elif one[0] == "CAS":
            claims[-1].cuts += triples(one)
        elif one[0] == "HI":
            claims[-1].diagnoses += [
                code.split(":")[1] for code in one[1:] if code.startswith(("ABK:", "ABF:", "BK:", "BF:"))
            ]
    return claims


def payments_of(data: bytes) -> list[Payment]:
    payments: list[Payment] = []
    trace = ""
    for _, _, one in cut(data):
        if one[0] == "TRN":
            trace = one[2]
        elif one[0] == "CLP":
            payments.append(Payment(one[1], Decimal(one[3]), Decimal(one[4]), trace))
        elif one[0] == "SVC":
            payments[-1].lines.append((Decimal(one[2]), Decimal(one[3])))
        elif one[0] == "CAS":
            payments[-1].cuts += triples(one)
    return payments


def tables(data: bytes) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {"claims": [], "lines": [], "adjustments": []}
    for table, row in x12.tabulate([data], file="made.x12"):
        found[table].append(row)
    return found


def made(kind: str, seed: int, *, density: float = 0.1) -> dict[str, bytes]:
    return make_family(GuideOrder(kind=kind, seed=seed, units=6, density=density))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_each_claim_is_one_row_at_its_place(kind: str, seed: int) -> None:
    data = made(kind, seed)[kind]
    expected = [(one.number, one.charge, *one.place) for one in claims_of(data)]
    rows = tables(data)["claims"]
    told = [(row["patient_control_number"], row["total_charge"], row["offset"], row["segment"]) for row in rows]
    assert sorted(told, key=repr) == sorted(expected, key=repr)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_each_service_is_one_row_of_its_claim(kind: str, seed: int) -> None:
    data = made(kind, seed)[kind]
    expected = [
        (claim.number, n, charge) for claim in claims_of(data) for n, (_, charge, _) in enumerate(claim.lines, 1)
    ]
    told = [(row["patient_control_number"], row["line_number"], row["charge"]) for row in tables(data)["lines"]]
    assert sorted(told, key=repr) == sorted(expected, key=repr)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_lines_point_to_the_row_of_their_claim(kind: str, seed: int) -> None:
    found = tables(made(kind, seed)[kind])
    places = {(row["offset"], row["patient_control_number"]) for row in found["claims"]}
    assert {(row["claim_offset"], row["patient_control_number"]) for row in found["lines"]} <= places


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_adjustments_of_other_payers_are_rows_of_their_own(kind: str, seed: int) -> None:
    data = made(kind, seed, density=0.4)[kind]
    expected = [(claim.number, *one) for claim in claims_of(data) for one in claim.cuts]
    rows = tables(data)["adjustments"]
    told = [(row["patient_control_number"], row["group_code"], row["reason_code"], row["amount"]) for row in rows]
    assert sorted(told, key=repr) == sorted(expected, key=repr)


@pytest.mark.parametrize("kind", ["837p", "837d"])
@pytest.mark.parametrize("seed", SEEDS)
def test_diagnoses_stand_in_their_order(kind: str, seed: int) -> None:
    data = made(kind, seed)[kind]
    expected = {one.number: one.diagnoses for one in claims_of(data)}
    assert {row["patient_control_number"]: row["diagnoses"] or [] for row in tables(data)["claims"]} == expected


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_payment_has_a_row_for_each_claim_with_its_trace(kind: str, seed: int) -> None:
    data = made(kind, seed)["835"]
    expected = [(one.number, one.charge, one.paid, one.trace) for one in payments_of(data)]
    columns = ("patient_control_number", "total_charge", "paid_amount", "payment_number")
    assert sorted(tuple(row[name] for name in columns) for row in tables(data)["claims"]) == sorted(expected)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_charged_and_paid_by_line_comes_to_the_claim(kind: str, seed: int) -> None:
    found = tables(made(kind, seed)["835"])
    for claim in found["claims"]:
        lines = [row for row in found["lines"] if row["claim_offset"] == claim["offset"]]
        assert sum(row["charge"] for row in lines) == claim["total_charge"]
        assert sum(row["paid_amount"] for row in lines) == claim["paid_amount"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_reasons_of_a_payment_are_rows_with_exact_amounts(kind: str, seed: int) -> None:
    data = made(kind, seed)["835"]
    expected = [(one.number, *each) for one in payments_of(data) for each in one.cuts]
    rows = [row for row in tables(data)["adjustments"] if row["patient_control_number"]]
    told = [(row["patient_control_number"], row["group_code"], row["reason_code"], row["amount"]) for row in rows]
    assert sorted(told, key=repr) == sorted(expected, key=repr)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_taken_back_beside_the_claims_is_a_row_of_no_claim(kind: str, seed: int) -> None:
    data = made(kind, seed)["835"]
    expected = [Decimal(one[4]) for _, _, one in cut(data) if one[0] == "PLB"]
    told = [row["amount"] for row in tables(data)["adjustments"] if not row["patient_control_number"]]
    assert sorted(told) == sorted(expected)


def test_every_row_says_which_file_it_is_of() -> None:
    found = tables(made("837p", 1)["837p"])
    assert {row["file"] for rows in found.values() for row in rows} == {"made.x12"}
    assert {row["set_control"] for rows in found.values() for row in rows} == {"0001"}
