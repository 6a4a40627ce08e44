"""The 835 of a family: each claim is paid once, by its number and charge, and every sum can be followed to the cent."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.claimed import Claimed, Service, read_claims
from clearlane.standards.x12.generate.from_guide import GuideOrder, set_lines
from clearlane.standards.x12.generate.pay_claims import pay_claims
from clearlane.standards.x12.write import Identity

TODAY = dt.date(2026, 11, 15)
NM1 = ["NM1", "", "", "", "", "", "", "", "", ""]


@dataclass(slots=True)
class Paid:
    """What a payment says of one claim."""

    number: str
    status: str
    charge: Decimal
    paid: Decimal
    owed: Decimal
    lines: list[tuple[Decimal, Decimal]] = field(default_factory=list)
    cuts: Decimal = Decimal(0)
    patient_cuts: Decimal = Decimal(0)


@dataclass(slots=True)
class Payment:
    """One set: its amount, what is taken back beside the claims, the claims."""

    amount: Decimal
    way: str
    taken_back: Decimal = Decimal(0)
    claims: list[Paid] = field(default_factory=list)


def read(data: bytes) -> list[Payment]:
    """A reading of an 835 that knows nothing of the engine."""
    payments: list[Payment] = []
    for text in data.decode("latin-1").split("~"):
        one = [*text.strip().split("*"), *[""] * 20]
        if one[0] == "BPR":
            payments.append(Payment(Decimal(one[2]), one[4]))
        elif one[0] == "CLP":
            charge, kept, owed = (Decimal(one[at] or 0) for at in (3, 4, 5))
            payments[-1].claims.append(Paid(one[1], one[2], charge, kept, owed))
        elif one[0] == "SVC":
            payments[-1].claims[-1].lines.append((Decimal(one[2]), Decimal(one[3])))
        elif one[0] == "CAS":
            amount = sum((Decimal(one[at]) for at in range(3, 20, 3) if one[at]), Decimal(0))
            payments[-1].claims[-1].cuts += amount
            payments[-1].claims[-1].patient_cuts += amount if one[1] == "PR" else 0
        elif one[0] == "PLB":
            payments[-1].taken_back += Decimal(one[4])
    return payments


def paid(kind: str, seed: int, units: int = 12) -> tuple[list[Claimed], list[Payment], bytes]:
    claims = list(read_claims(set_lines(GuideOrder(kind=kind, seed=seed, units=units))))
    identity = Identity(sender="PAYER", receiver="OFFICE")
    data = pay_claims(claims, rng=random.Random(seed), today=TODAY, identity=identity, control=seed + 1, usage="P")
    return claims, read(data), data


CASES = [(kind, seed) for kind in ("837p", "837i", "837d") for seed in range(1, 6)]


@pytest.mark.parametrize(("kind", "seed"), CASES)
def test_each_claim_is_paid_once_by_its_number_and_charge(kind: str, seed: int) -> None:
    claims, payments, _ = paid(kind, seed)
    told = sorted((one.number, one.charge) for payment in payments for one in payment.claims)
    assert told == sorted((one.number, Decimal(one.charge)) for one in claims)


@pytest.mark.parametrize(("kind", "seed"), CASES)
def test_a_payment_is_its_claims_less_what_is_taken_back(kind: str, seed: int) -> None:
    for payment in paid(kind, seed)[1]:
        assert payment.amount == sum(one.paid for one in payment.claims) - payment.taken_back


@pytest.mark.parametrize(("kind", "seed"), CASES)
def test_a_claim_is_paid_what_no_reason_took_off(kind: str, seed: int) -> None:
    for payment in paid(kind, seed)[1]:
        for one in payment.claims:
            assert one.charge - one.cuts == one.paid
            assert one.paid == sum((kept for _, kept in one.lines), Decimal(0))
            assert one.charge == sum((asked for asked, _ in one.lines), Decimal(0))


@pytest.mark.parametrize(("kind", "seed"), CASES)
def test_what_the_patient_owes_is_what_was_put_on_him(kind: str, seed: int) -> None:
    for payment in paid(kind, seed)[1]:
        assert [one for one in payment.claims if one.owed != one.patient_cuts] == []


@pytest.mark.parametrize(("kind", "seed"), CASES)
def test_a_denied_claim_gets_nothing_and_says_so(kind: str, seed: int) -> None:
    for payment in paid(kind, seed)[1]:
        for one in payment.claims:
            assert (one.status == "4") == (one.paid == 0 and one.charge > 0)


@pytest.mark.parametrize(("kind", "seed"), CASES)
def test_no_money_moves_where_there_is_none(kind: str, seed: int) -> None:
    for payment in paid(kind, seed)[1]:
        assert (payment.way == "NON") == (payment.amount == 0)


@pytest.mark.parametrize(("kind", "seed"), CASES)
def test_the_engine_finds_nothing_wrong(kind: str, seed: int) -> None:
    report = x12.report([paid(kind, seed)[2]])
    assert ([one.rule for one in report.findings], report.accepted) == ([], True)


def _claimed(number: str, payer: str, provider: str, charge: str = "100") -> Claimed:
    name = [*NM1[:3], provider, *NM1[4:8], "XX", "1234567893"]
    return Claimed(
        number=number,
        charge=charge,
        place="11",
        frequency="1",
        provider=name,
        tin="123456789",
        payer=[*NM1[:3], payer, *NM1[4:]],
        subscriber=[*NM1[:2], "1", "DOE", "JANE", *NM1[5:8], "MI", "W1"],
        patient=[*NM1[:2], "1", "DOE", "JANE", *NM1[5:]],
        filing="CI",
        services=[Service("HC:99213", charge, "1", day="20261102", control="L1")],
        days="20261102",
    )


def _pay(*claims: Claimed) -> list[Payment]:
    identity = Identity(sender="PAYER", receiver="OFFICE")
    data = pay_claims(claims, rng=random.Random(3), today=TODAY, identity=identity, control=1, usage="T")
    return read(data)


def test_each_payer_and_each_provider_makes_a_payment_of_his_own() -> None:
    payments = _pay(
        _claimed("A1", "HARBOR", "OAK"), _claimed("A2", "SUNRISE", "OAK"), _claimed("A3", "HARBOR", "ELM"),
        _claimed("A4", "HARBOR", "OAK"),
    )  # fmt: skip
    assert [[one.number for one in payment.claims] for payment in payments] == [["A1", "A4"], ["A2"], ["A3"]]


def test_a_claim_for_nothing_is_paid_nothing_without_a_denial() -> None:
    ((one,),) = [payment.claims for payment in _pay(_claimed("Z", "HARBOR", "OAK", charge="0"))]
    assert one.status == "1"
    assert one.paid == one.cuts == 0


def test_a_line_keeps_the_number_by_which_its_sender_knows_it() -> None:
    identity = Identity(sender="PAYER", receiver="OFFICE")
    data = pay_claims(
        [_claimed("A1", "HARBOR", "OAK")], rng=random.Random(1), today=TODAY, identity=identity, control=1, usage="P"
    )
    assert b"REF*6R*L1~" in data
