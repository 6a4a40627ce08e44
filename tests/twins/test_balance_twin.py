"""Balances against plain arithmetic: a claim or payment is told of when, and only when, its decimals do not add up."""

from __future__ import annotations

import random
import re
from decimal import Decimal

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.family import make_family
from clearlane.standards.x12.generate.from_guide import GuideOrder

SERVICE = {"SV1": 2, "SV2": 3, "SV3": 2}
KINDS = ["837p", "837i", "837d"]
SEEDS = range(1, 9)
Segments = list[list[str]]


def split(data: bytes) -> Segments:
    return [one.strip().split("*") for one in data.decode("latin-1").split("~") if one.strip()]


def join(segments: Segments) -> bytes:
    return "".join("*".join(one) + "~" for one in segments).encode("latin-1")


def made(kind: str, seed: int) -> dict[str, bytes]:
    return make_family(GuideOrder(kind=kind, seed=seed, units=5, density=0.0))


def told(data: bytes) -> list[str]:
    """The rules of the balances that were broken, in file order."""
    return [one.rule for one in x12.report([data]).findings if one.rule.startswith("balance.")]


def wrong_claims(segments: Segments) -> list[str]:
    """The numbers of the claims whose lines are not their charge, by plain decimals."""
    sums: dict[str, list[Decimal]] = {}
    number = ""
    for one in segments:
        if one[0] == "CLM":
            number = one[1]
            sums[number] = [Decimal(one[2]), Decimal(0)]
        elif one[0] in SERVICE:
            sums[number][1] += Decimal(one[SERVICE[one[0]]])
    return [number for number, (charge, lines) in sums.items() if charge != lines]


def wrong_payments(segments: Segments) -> tuple[int, int, int]:
    """How many lines, claims and payments of an 835 do not add up, by plain decimals."""
    lines = claims = payments = 0
    due = kept = claim_due = claim_paid = amount = total = Decimal(0)
    in_line = in_claim = in_set = False
    for one in [*segments, ["SE"]]:
        ends_line = one[0] in ("SVC", "CLP", "LX", "PLB", "SE")
        ends_claim = one[0] in ("CLP", "LX", "PLB", "SE")
        if in_line and ends_line:
            lines += due != kept
            in_line = False
        if in_claim and ends_claim:
            claims += claim_due != claim_paid
            in_claim = False
        if one[0] == "BPR":
            amount, total, in_set = Decimal(one[2]), Decimal(0), True
        elif one[0] == "CLP":
            claim_due, claim_paid, in_claim = Decimal(one[3]), Decimal(one[4]), True
            total += claim_paid
        elif one[0] == "SVC":
            due, kept, in_line = Decimal(one[2]), Decimal(one[3]), True
        elif one[0] == "CAS":
            cut = sum((Decimal(one[at]) for at in range(3, len(one), 3) if one[at]), Decimal(0))
            claim_due -= cut
            due -= cut
        elif one[0] == "PLB":
            total -= Decimal(one[4])
        elif one[0] == "SE" and in_set:
            payments += amount != total
            in_set = False
    return lines, claims, payments


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_adds_up_is_not_told(kind: str, seed: int) -> None:
    family = made(kind, seed)
    assert (wrong_claims(split(family[kind])), told(family[kind])) == ([], [])
    assert (wrong_payments(split(family["835"])), told(family["835"])) == ((0, 0, 0), [])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_cent_more_or_less_in_any_charge_is_told_of_each_claim_it_upsets(kind: str, seed: int) -> None:
    rng = random.Random(seed)
    segments = split(made(kind, seed)[kind])
    charged = [(one, 2) for one in segments if one[0] == "CLM"]
    charged += [(one, SERVICE[one[0]]) for one in segments if one[0] in SERVICE]
    for one, at in rng.sample(charged, min(3, len(charged))):
        one[at] = str(Decimal(one[at]) + rng.choice((Decimal("0.01"), Decimal(1), Decimal("10.5"))))
    assert told(join(segments)) == ["balance.claim_charge"] * len(wrong_claims(segments))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_amount_written_otherwise_adds_up(kind: str, seed: int) -> None:
    segments = split(made(kind, seed)[kind])
    for one in segments:
        if one[0] == "CLM" and re.fullmatch(r"\d+(\.\d)?", one[2]):
            one[2] = f"{Decimal(one[2]):.2f}"
    assert (wrong_claims(segments), told(join(segments))) == ([], [])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_money_that_moves_between_two_lines_is_the_matter_of_neither_claim(kind: str, seed: int) -> None:
    segments = split(made(kind, seed)[kind])
    by_claim: dict[str, Segments] = {}
    number = ""
    for one in segments:
        number = one[1] if one[0] == "CLM" else number
        if one[0] in SERVICE:
            by_claim.setdefault(number, []).append(one)
    moved = [lines for lines in by_claim.values() if len(lines) > 1]
    for first, second, *_ in moved:
        at, to = SERVICE[first[0]], SERVICE[second[0]]
        first[at], second[to] = str(Decimal(first[at]) + 1), str(Decimal(second[to]) - 1)
    assert (wrong_claims(segments), told(join(segments))) == ([], [])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_line_of_a_payment_that_lost_a_cent_is_told_once_and_at_the_line(kind: str, seed: int) -> None:
    segments = split(made(kind, seed)["835"])
    lines = [one for one in segments if one[0] == "SVC"]
    chosen = random.Random(seed).choice(lines)
    chosen[3] = str(Decimal(chosen[3]) - Decimal("0.01"))
    assert wrong_payments(segments)[0] == 1
    assert told(join(segments)) == ["balance.payment_line"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_payment_of_another_amount_is_told_once(kind: str, seed: int) -> None:
    segments = split(made(kind, seed)["835"])
    payments = [one for one in segments if one[0] == "BPR" and Decimal(one[2]) > 0]
    if not payments:
        pytest.skip("nothing is paid in this family")
    payments[0][2] = str(Decimal(payments[0][2]) + 5)
    assert wrong_payments(segments) == (0, 0, 1)
    assert told(join(segments)) == ["balance.payment"]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_claim_of_a_payment_that_kept_more_is_told_of_the_claim(seed: int) -> None:
    segments = split(made("837p", seed)["835"])
    claim = next(one for one in segments if one[0] == "CLP" and Decimal(one[4]) > 0)
    claim[4] = str(Decimal(claim[4]) - 1)
    lines, claims, _ = wrong_payments(segments)
    assert (lines, claims) == (0, 1)
    assert told(join(segments)) == ["balance.payment_claim"]
