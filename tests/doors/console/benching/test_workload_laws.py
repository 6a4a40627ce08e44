"""The bench's workload: how claims are parted into files, where faults lie, and that it never changes."""

from __future__ import annotations

from collections import Counter
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.console.benching.workload import (
    FAULTS,
    FAULTY_SHARE,
    LAST_DAY_OF_CODES,
    PAYERS,
    SMALL_FILE,
    Parcel,
    pairs,
    sizes,
    workload,
)

TODAY = date(2026, 9, 30)

# Claims; then the sizes of the large files, and how many small ones of twenty. A fifth of the claims, in whole files of
# twenty, is in small ones; for each four of them there is one large file, at least one in all.
PARTED = [
    (1, [1], 0),
    (99, [99], 0),
    (100, [80], 1),
    (199, [179], 1),
    (200, [160], 2),
    (400, [320], 4),
    (500, [400], 5),
    (800, [320, 320], 8),
    (801, [321, 320], 8),
    (1200, [320, 320, 320], 12),
    (1202, [321, 321, 320], 12),
    (5000, [334] * 4 + [333] * 8, 50),
]


@pytest.mark.parametrize(("claims", "large", "small"), PARTED)
def test_claims_are_parted_into_few_large_files_and_many_small_ones(claims: int, large: list[int], small: int) -> None:
    assert sizes(claims=claims) == [*large, *[SMALL_FILE] * small]


@given(st.integers(min_value=1, max_value=200_000))
def test_no_claim_is_left_out_and_no_file_is_empty(claims: int) -> None:
    parted = sizes(claims=claims)
    assert sum(parted) == claims
    assert min(parted) > 0


@given(st.integers(min_value=100, max_value=200_000))
def test_large_files_differ_by_one_claim_at_most_and_come_first(claims: int) -> None:
    parted = sizes(claims=claims)
    small = claims // 5 // SMALL_FILE
    large = parted[: len(parted) - small]
    assert parted[len(large) :] == [SMALL_FILE] * small
    assert max(large) - min(large) <= 1
    assert large == sorted(large, reverse=True)


@given(st.integers(min_value=1_000, max_value=200_000))
def test_a_fifth_of_the_claims_is_in_small_files_and_four_files_in_five_are_small(claims: int) -> None:
    parted = sizes(claims=claims)
    small = claims // 5 // SMALL_FILE
    assert 0 <= claims / 5 - small * SMALL_FILE < SMALL_FILE
    assert 0.8 <= small / len(parted) <= 0.93


@pytest.fixture(scope="module")
def parcels() -> list[Parcel]:
    return workload(claims=230, tenants=3, today=TODAY)


def test_tenants_take_turns(parcels: list[Parcel]) -> None:
    assert [parcel.tenant for parcel in parcels] == [0, 1, 2]
    assert [parcel.name for parcel in parcels] == ["bench-00001.837", "bench-00002.837", "bench-00003.837"]
    assert [len(parcel.claims) for parcel in parcels] == [190, 20, 20]


def test_each_file_is_of_its_tenants_provider_alone(parcels: list[Parcel]) -> None:
    of_tenant = pairs(tenants=3)
    for parcel in parcels:
        strangers = {claim.npi for claim in parcel.claims if claim.npi != of_tenant[parcel.tenant].npi}
        faults = {claim.fault for claim in parcel.claims if claim.npi in strangers}
        assert faults <= {"stranger_pair", "bad_billing_npi"}


def test_faults_are_those_that_the_judge_knows(parcels: list[Parcel]) -> None:
    found = Counter(claim.fault for parcel in parcels for claim in parcel.claims if claim.fault)
    assert set(found) <= set(FAULTS)
    assert sum(found.values()) == round(230 * FAULTY_SHARE) == 7
    faulty = [claim for parcel in parcels for claim in parcel.claims if claim.expected != "accepted"]
    assert all(claim.fault for claim in faulty)


def test_every_claim_stands_in_its_file_once(parcels: list[Parcel]) -> None:
    for parcel in parcels:
        written = [
            segment.split(b"*")[1].decode() for segment in parcel.content.split(b"~") if segment.strip()[:4] == b"CLM*"
        ]
        assert sorted(written) == sorted(claim.number for claim in parcel.claims)


def test_control_numbers_of_the_files_are_their_places(parcels: list[Parcel]) -> None:
    assert [int(parcel.content[90:99]) for parcel in parcels] == [1, 2, 3]


def test_good_claims_go_to_payers_of_the_bench(parcels: list[Parcel]) -> None:
    asked = Counter(claim.payer for parcel in parcels for claim in parcel.claims if not claim.fault)
    assert set(asked) == {payer.id for payer in PAYERS} == {f"BENCH{n}" for n in range(1, 7)}


def test_no_service_is_later_than_the_codes(parcels: list[Parcel]) -> None:
    later = workload(claims=40, tenants=1, today=date(2027, 6, 1))
    days = [
        segment.rsplit(b"*", 1)[1][:8].decode()
        for parcel in later
        for segment in parcel.content.split(b"~")
        if segment.strip().startswith(b"DTP*472*")
    ]
    assert days
    assert max(days) <= f"{LAST_DAY_OF_CODES:%Y%m%d}"


def test_another_day_changes_the_envelopes_date() -> None:
    first, second = (workload(claims=5, tenants=1, today=day)[0] for day in (date(2026, 9, 29), date(2026, 9, 30)))
    assert (first.content[70:76], second.content[70:76]) == (b"260929", b"260930")


def test_another_number_of_tenants_leaves_sizes_and_faults_as_they_are(parcels: list[Parcel]) -> None:
    alone = workload(claims=230, tenants=1, today=TODAY)
    assert [len(parcel.claims) for parcel in alone] == [len(parcel.claims) for parcel in parcels]
    assert [[c.fault for c in p.claims] for p in alone] == [[c.fault for c in p.claims] for p in parcels]
    assert {parcel.tenant for parcel in alone} == {0}


def test_two_builds_of_one_workload_have_the_same_bytes(parcels: list[Parcel]) -> None:
    again = workload(claims=230, tenants=3, today=TODAY)
    digests = [[sha256(parcel.content).hexdigest() for parcel in built] for built in (parcels, again)]
    assert digests[0] == digests[1]
    assert len(set(digests[0])) == 3


def test_no_two_tenants_have_the_same_provider() -> None:
    made = pairs(tenants=60)
    assert len({pair.npi for pair in made}) == len({(pair.npi, pair.tin) for pair in made}) == 60
    assert made[:3] == pairs(tenants=3)
