"""Balances of claims (`balance.claims`): the lines against the total, and what another payer paid and adjusted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.vocabulary.finding import Status
from tests.standards.guides.test_837d_by_hand import TEETH
from tests.standards.guides.test_837i_by_hand import STAY
from tests.standards.x12.balance.balance_texts import OTHER, claim, claim_file, money, told
from tests.standards.x12.x12_texts import join, lines

CHARGES = st.lists(st.integers(0, 99999), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(CHARGES, st.integers(-500, 500))
def test_a_claim_adds_up_or_is_told_once(charges: list[int], off: int) -> None:
    total = max(0, sum(charges) + off)
    found = told(claim_file(claim(total, charges)))
    expected = f"2300 CLM02 claim_charge {total / 100:.2f}/{sum(charges) / 100:.2f}"
    assert found == ([expected] if total != sum(charges) else [])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9999), st.integers(1, 9999)), min_size=1, max_size=4), st.data())
def test_any_cent_of_what_another_payer_did_is_told_once(parts: list[tuple[int, int]], data: st.DataObject) -> None:
    wrong = data.draw(st.integers(0, 2 * len(parts)))
    paid = sum(one for one, _ in parts)
    decisions = [
        f"SVD*LAKE*{money(one + (wrong == 2 * at))}*HC:99213**1\nCAS*CO*45*{money(other + (wrong == 2 * at + 1))}"
        "\nDTP*573*D8*20261115"
        for at, (one, other) in enumerate(parts)
    ]
    other = OTHER.format(paid=f"AMT*D*{money(paid + (wrong == 2 * len(parts)))}\n")
    whole = claim(sum(map(sum, parts)), [sum(one) for one in parts], other=other, decisions=decisions)
    (found,) = told(claim_file(whole))
    assert found.startswith(
        "2320 AMT02 other_payer_claim" if wrong == 2 * len(parts) else "2430 SVD02 other_payer_line"
    )


PAID = "AMT*D*80\n"
DECIDED = "SVD*LAKE*80*HC:99213**1\nCAS*CO*45*20\nDTP*573*D8*20261115"
OTHERS: dict[str, tuple[str, str, list[str]]] = {
    "nothing but what was paid": (PAID, "", []),
    "all of it at the claim": ("CAS*CO*45*20\n" + PAID, "", []),
    "two reasons in one CAS": ("CAS*CO*45*15**97*5\n" + PAID, "", []),
    "too little at the claim": ("CAS*CO*45*19\n" + PAID, "", ["2320 AMT02 other_payer_claim 80.00/81.00"]),
    "all of it at the line": (PAID, DECIDED, []),
    "at claim and line": ("CAS*PR*1*5\nAMT*D*75\n", DECIDED, []),
    "a line that was only paid beside a claim's CAS": (
        "CAS*CO*45*20\n" + PAID,
        "SVD*LAKE*80*HC:99213**1\nDTP*573*D8*20261115",
        [],
    ),
    "a line of a payer that the claim has not": (PAID, DECIDED.replace("LAKE", "POND"), ["2430 SVD01 other_payer"]),
    "a line split in two": (
        PAID,
        DECIDED.replace("80", "30", 1) + "\nSVD*LAKE*50*HC:99214**1\nDTP*573*D8*20261115",
        [],
    ),
    "a bundled line": (
        PAID,
        "SVD*LAKE*80*HC:99213**1*2\nDTP*573*D8*20261115",
        ["2320 AMT02 other_payer_claim 80.00/100.00"],
    ),
    "a line off by a cent": (PAID, DECIDED.replace("*20\n", "*20.01\n"), ["2430 SVD02 other_payer_line 100.01/100.00"]),
    "what is paid off by a cent": ("AMT*D*80.01\n", DECIDED, ["2320 AMT02 other_payer_claim 80.01/80.00"]),
    "a denial": ("CAS*CO*50*100\nAMT*D*0\n", "", []),
    "an amount that cannot be read so finely": (PAID, DECIDED.replace("*20\n", "*20.0000001\n"), []),
}


@pytest.mark.parametrize("name", OTHERS)
def test_another_payer_is_judged_by_what_proves_it(name: str) -> None:
    paid, decision, expected = OTHERS[name]
    data = claim_file(claim(10000, [10000], other=OTHER.format(paid=paid), decisions=[decision]))
    assert [one for one in told(data) if "payer" in one] == expected


def test_of_lines_that_are_decided_in_part_nothing_is_said() -> None:
    other = OTHER.format(paid=PAID)
    assert told(claim_file(claim(15000, [10000, 5000], other=other, decisions=[DECIDED, ""]))) == []


def test_two_payers_of_one_id_are_not_told_apart_and_their_sums_prove_nothing() -> None:
    other = OTHER.format(paid="CAS*CO*45*1\n" + PAID)
    twice = other + "\n" + other.replace("SBR*S", "SBR*T")
    assert [one.split()[2] for one in told(claim_file(claim(10000, [10000], other=twice)))] == ["other_payer_repeated"]


def test_a_wrong_total_is_all_that_is_told_of_its_claim() -> None:
    data = claim_file(claim(10001, [10000], other=OTHER.format(paid=PAID), decisions=[DECIDED]))
    assert told(data) == ["2300 CLM02 claim_charge 100.01/100.00"]


def test_a_claim_with_another_fault_is_not_added_up() -> None:
    assert told(claim_file(claim(10001, [10000]))[:-1].replace(b"*UN*", b"*QQ*") + b"~")[0].startswith("2400 SV103")
    assert len(told(claim_file(claim(10001, [10000])).replace(b"*UN*", b"*QQ*"))) == 1


def test_a_name_that_looks_like_a_line_is_none() -> None:
    data = claim_file([*claim(10000, [10000])[:2], "NM1*82*1*XSV1*A*5***XX*1245319599", *claim(10000, [10000])[2:]])
    assert told(data) == []
    assert len(told(data.replace(b"CLM*A1*100", b"CLM*A1*105"))) == 1


@pytest.mark.parametrize(("text", "of"), [(TEETH, "SV3*"), (STAY, "SV2*")])
def test_claims_of_each_kind_are_added_up(text: str, of: str) -> None:
    segments = lines(text)
    assert not any(one.rule.startswith("balance") for one in x12.report([join(segments)]).findings)
    at = next(n for n, one in enumerate(segments) if one.startswith("CLM*"))
    parts = segments[at].split("*")
    parts[2] = str(float(parts[2]) + 0.01)
    (found,) = [
        one
        for one in x12.report([join([*segments[:at], "*".join(parts), *segments[at + 1 :]])]).findings
        if one.severity == "error"
    ]
    assert any(one.startswith(of) for one in segments)
    assert (found.rule, found.unit, found.status, found.also) == (
        "balance.claim_charge",
        "claim",
        Status("A8", "400"),
        (Status("A8", "178"),),
    )
