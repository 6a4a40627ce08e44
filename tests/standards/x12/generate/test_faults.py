"""Each planted fault makes exactly one claim wrong, in the one way that its name says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from clearlane.standards import x12
from clearlane.standards.codes.code_set import Answer
from clearlane.standards.codes.icd10cm import icd10cm
from clearlane.standards.x12.generate import pools
from clearlane.standards.x12.generate.faults import FAULTS
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.make_pairs import make_pairs
from clearlane.standards.x12.generate.order import SANDBOX_PAYERS, Order
from clearlane.vocabulary.npi import is_npi
from clearlane_sandbox.read_837 import read_837
from clearlane_sandbox.submission import Claim
from tests.sandbox.eyes import pyx12_findings, segments

TODAY = dt.date(2026, 3, 2)
PAIRS = {(pair.npi, pair.tin) for pair in make_pairs(seed=1, count=3)}
PLACE = 17
PLACES = {"02", "10", "11", "12", "20", "21", "22", "23"}


def is_billable(code: str) -> bool:
    return icd10cm().ask(code, dt.date(2026, 5, 4)) is Answer.YES


def planted(name: str, place: int = PLACE) -> Order:
    return Order(seed=1, claims=30, today=TODAY, planted={place: name})


def pointers(content: bytes) -> list[set[int]]:
    """The diagnosis pointers of each claim."""
    found: list[set[int]] = []
    for segment in segments(content):
        if segment[0] == "CLM":
            found.append(set())
        elif segment[0] == "SV1":
            found[-1] |= {int(pointer) for pointer in segment[7].split(":")}
    return found


def fingerprint(claim: Claim) -> tuple[object, ...]:
    lines = tuple((line.procedure, line.cents, line.start) for line in claim.lines)
    return claim.provider.id, claim.subscriber.id, claim.patient.first, claim.payer_id, lines


CHECKS: dict[int, Callable[[Claim], bool]] = {
    1: lambda claim: is_npi(claim.provider.id),
    4: lambda claim: (claim.provider.id, claim.provider.tin) in PAIRS,
    10: lambda claim: claim.payer_id in {payer.id for payer in SANDBOX_PAYERS},
    18: lambda claim: claim.cents == sum(line.cents for line in claim.lines),
    25: lambda claim: claim.start <= claim.end <= f"{TODAY:%Y%m%d}",
    27: lambda claim: all(is_billable(code) for code in claim.diagnoses),
    33: lambda claim: claim.place in PLACES,
    39: lambda claim: claim.frequency in ("1", "7", "8"),
}


def failed(content: bytes) -> set[tuple[int, int]]:
    """(edit, index) of each claim that a check finds wrong."""
    claims = read_837(content)[0].claims()
    wrong = {(edit, n) for edit, check in CHECKS.items() for n, claim in enumerate(claims) if not check(claim)}
    wrong |= {
        (30, n)
        for n, (claim, used) in enumerate(zip(claims, pointers(content), strict=True))
        if max(used) > len(claim.diagnoses)
    }
    seen: set[tuple[object, ...]] = set()
    for n, claim in enumerate(claims):
        wrong |= {(40, n)} if fingerprint(claim) in seen else set()
        seen.add(fingerprint(claim))
    return wrong


@pytest.mark.parametrize("name", [name for name, fault in FAULTS.items() if fault.edit])
def test_a_fault_for_an_edit_is_found_once_and_nothing_else_is(name: str) -> None:
    found = failed(file_837p(planted(name)).content)
    wanted = {(FAULTS[name].edit, PLACE)}
    assert found - {(4, PLACE)} == wanted - {(4, PLACE)}
    assert found >= wanted
    assert ((4, PLACE) in found) == (name in ("bad_billing_npi", "stranger_pair"))


def test_a_clean_file_has_no_fault() -> None:
    assert failed(file_837p(Order(seed=1, claims=300, today=TODAY)).content) == set()


DEAD = [name for name, fault in FAULTS.items() if fault.expected == "dead"]
NOT_SEEN_BY_PYX12 = "no_payer_number"  # it takes a rule about two segments for the sender's business


@pytest.mark.parametrize("name", [name for name in DEAD if name != NOT_SEEN_BY_PYX12])
@pytest.mark.parametrize("place", [0, PLACE, 29])
def test_a_structural_fault_is_one_finding_of_pyx12(name: str, place: int) -> None:
    said = pyx12_findings(file_837p(planted(name, place)).content)
    assert len([line for line in said if line.startswith("IK3")]) == 1
    assert len([line for line in said if line.startswith("IK4")]) <= 1


@pytest.mark.parametrize("name", DEAD)
@pytest.mark.parametrize("place", [0, PLACE, 29])
def test_a_structural_fault_kills_the_one_claim(name: str, place: int) -> None:
    (found,) = x12.report([file_837p(planted(name, place)).content]).sets
    assert [index for index, span in enumerate(found.claims) if span.dead] == [place]
    assert len(found.findings) == 1


@pytest.mark.parametrize("name", [name for name, fault in FAULTS.items() if fault.expected != "dead"])
def test_a_fault_for_an_edit_passes_the_guide(name: str) -> None:
    content = file_837p(planted(name)).content
    assert x12.report([content], beyond_guide=False).accepted
    assert bool(pyx12_findings(content)) == (name == "bad_place")  # it looks the place up, as an external code


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_fault_leaves_all_other_claims_as_they_were(name: str) -> None:
    clean, wrong = (
        by_claim(file_837p(order).content) for order in (Order(seed=1, claims=30, today=TODAY), planted(name))
    )
    assert clean.keys() == wrong.keys()
    assert [number for number in clean if clean[number] != wrong[number]] == [list(clean)[PLACE]]


def by_claim(content: bytes) -> dict[str, list[list[str]]]:
    """Provider, subscriber, patient and claim under each CLM01, without HL."""
    found: dict[str, list[list[str]]] = {}
    part: list[list[str]] = []
    number, provider = "", [""]
    for segment in segments(content):
        provider = segment if segment[:2] == ["NM1", "85"] else provider
        if (segment[0] == "HL" and segment[3] != "23") or segment[0] == "SE":
            found |= {number: part} if number else {}
            part, number = [provider], ""
        elif segment[0] != "HL":
            part.append(segment)
            number = segment[1] if segment[0] == "CLM" else number
    return found


def test_shares_and_counts_of_faults_are_kept() -> None:
    order = Order(seed=3, claims=1000, today=TODAY, faults={"bad_diagnosis": 0.02, "bad_amount": 7})
    faults = [claim.fault for claim in file_837p(order).claims if claim.fault]
    assert sorted(faults) == ["bad_amount"] * 7 + ["bad_diagnosis"] * 20


def test_the_manifest_says_what_is_expected_of_each_fault() -> None:
    order = Order(seed=3, claims=30, today=TODAY, planted={3: "stranger_pair", 5: "bad_amount", 7: "bad_pointer"})
    claims = file_837p(order).claims
    said = [(claim.index, claim.expected, claim.edit) for claim in claims if claim.fault]
    assert said == [(3, "held", 4), (5, "dead", 0), (7, "rejected", 30)]


def test_there_is_a_fault_for_each_of_the_first_ten_edits() -> None:
    assert sorted(fault.edit for fault in FAULTS.values() if fault.edit) == [1, 4, 10, 18, 25, 27, 30, 33, 39, 40]


def test_an_unknown_fault_is_refused() -> None:
    with pytest.raises(ValueError, match="no such fault: nonsense"):
        file_837p(Order(seed=1, claims=3, today=TODAY, faults={"nonsense": 0.5}))


def test_more_faults_than_claims_are_refused() -> None:
    with pytest.raises(ValueError, match="more faults than claims"):
        file_837p(Order(seed=1, claims=3, today=TODAY, faults={"bad_amount": 5}))


def test_the_pools_hold_billable_codes_and_real_strangers() -> None:
    assert [code for code in pools.DIAGNOSES if not is_billable(code)] == []
    assert [code for code in pools.NOT_DIAGNOSES if is_billable(code)] == []
    assert not [code for code in pools.DIAGNOSES if code[0] in "VWXY"]
