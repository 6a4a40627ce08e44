"""Changes at random: each is small, none touches what it was given, and the same seed makes the same one."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.x12.proof.mutate import NO_SEGMENTS, VALUES, mutate, mutate_bytes
from tests.standards.x12.x12_texts import join, lines

CLAIM = [one.encode() for one in lines() if not one.startswith(("ISA", "GS", "ST", "SE", "GE", "IEA"))][18:26]
DATA = join(lines())
SEEDS = st.integers(0, 1 << 32)


def kind_of(before: list[bytes], after: list[bytes]) -> str:
    """What was done to the segments."""
    if len(after) != len(before):
        return "one less" if len(after) < len(before) else "one more"
    if after == before:
        return "nothing"
    changed = [n for n, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    if len(changed) == 2 and Counter(before) == Counter(after):
        return "exchanged"
    return "an element" if len(changed) == 1 else "more than one"


@settings(max_examples=150, deadline=None)
@given(seed=SEEDS)
def test_a_change_is_one_change_of_one_or_two_segments(seed: int) -> None:
    assert kind_of(CLAIM, mutate(CLAIM, random.Random(seed))) != "more than one"


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS)
def test_what_was_given_stays_as_it_is(seed: int) -> None:
    claim = list(CLAIM)
    mutate(claim, random.Random(seed))
    assert claim == CLAIM


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS)
def test_the_same_seed_makes_the_same_change(seed: int) -> None:
    one, other = (mutate(CLAIM, random.Random(seed)) for _ in range(2))
    assert one == other
    first, second = (mutate_bytes(DATA, random.Random(seed)) for _ in range(2))
    assert first == second


def test_every_kind_of_change_is_made_and_most_stay_near_to_what_is_sent() -> None:
    rng = random.Random(7)
    made = Counter(kind_of(CLAIM, mutate(CLAIM, rng)) for _ in range(2000))
    assert set(made) <= {"one less", "one more", "exchanged", "an element", "nothing"}
    assert made["one less"] > 150
    assert made["one more"] > 150
    assert made["exchanged"] > 100
    assert made["an element"] > 1000
    assert made["nothing"] < 200


def test_a_segment_that_is_put_in_is_one_of_the_claim() -> None:
    rng = random.Random(8)
    longer = [one for one in (mutate(CLAIM, rng) for _ in range(300)) if len(one) > len(CLAIM)]
    assert longer
    for one in longer:
        (extra,) = (Counter(one) - Counter(CLAIM)).elements()
        assert extra in (*CLAIM, *NO_SEGMENTS)


@pytest.mark.parametrize("claim", [[b"LX*1"], [b"LX"], [b""], [b"CLM*A*1", b"HI"]])
def test_small_claims_can_be_changed(claim: list[bytes]) -> None:
    rng = random.Random(9)
    for _ in range(200):
        changed = mutate(claim, rng)
        assert len(claim) - 1 <= len(changed) <= len(claim) + 1
        assert changed


def test_some_values_that_are_put_in_are_those_that_go_wrong_elsewhere() -> None:
    rng = random.Random(10)
    seen = {part for _ in range(4000) for one in mutate(CLAIM, rng) for part in one.split(b"*")}
    assert len(seen.intersection(VALUES)) > len(VALUES) - 3


@settings(max_examples=150, deadline=None)
@given(seed=SEEDS, data=st.binary(min_size=1, max_size=400))
def test_bytes_of_any_file_can_be_changed(seed: int, data: bytes) -> None:
    changed = mutate_bytes(data, random.Random(seed))
    assert len(changed) < len(data) + 40


def bytes_kind(after: bytes) -> str:
    """What was done to the bytes of the file."""
    if len(after) > len(DATA):
        return "put in"
    if len(after) == len(DATA):
        return "overwritten" if sum(one != other for one, other in zip(DATA, after, strict=True)) <= 1 else "turned"
    return "cut" if DATA.startswith(after) else "taken out"


def test_each_way_of_changing_bytes_is_taken() -> None:
    rng = random.Random(11)
    made = Counter(bytes_kind(mutate_bytes(DATA, rng)) for _ in range(500))
    assert set(made) == {"put in", "overwritten", "turned", "cut", "taken out"}
    assert min(made.values()) > 50


def test_a_file_that_was_turned_holds_the_same_bytes() -> None:
    rng = random.Random(12)
    turned = [one for one in (mutate_bytes(DATA, rng) for _ in range(100)) if bytes_kind(one) == "turned"]
    assert turned
    assert all(Counter(one) == Counter(DATA) for one in turned)
