"""What is lost is told once where what follows it would fit elsewhere but for an element, or with another code."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.x12_texts import counted

SEEDS = range(5, 9)
LOST = [("277ca", "SVC*"), ("278_request", "UM*"), ("278_request", "HL*"), ("271", "HL*")]


def made(kind: str, seed: int) -> list[str]:
    return from_guide(GuideOrder(kind=kind, seed=seed, units=2)).decode().replace("\n", "").split("~")[:-1]


def told(segments: list[str], tier: Tier = Tier.BLOCK) -> list[tuple[str, str]]:
    data = "".join(f"{one}~" for one in segments).encode()
    found = (one for one in x12.check([data], tier=tier) if isinstance(one, Finding))
    return [(one.rule, one.place.segment_id) for one in found]


@pytest.mark.parametrize(("kind", "begins"), LOST)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_lost_segment_is_told_once(kind: str, begins: str, seed: int) -> None:
    segments = made(kind, seed)
    for at in (n for n, one in enumerate(segments) if one.startswith(begins) and "*20*" not in one):
        rest = counted([*segments[:at], *segments[at + 1 :]])
        found = told(rest)
        assert len(found) <= 1, (segments[at], found)  # a line without its service may be read as one with two statuses
        assert told(rest, Tier.EXPLAIN) == found


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("837p", "NM1*41", "NM1*40"),
        ("837i", "NM1*41", "NM1*40"),
        ("837d", "NM1*41", "NM1*40"),
        ("835", "N1*PR", "N1*PE"),
    ],
)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_loop_with_the_code_of_the_next_is_told_by_its_code(kind: str, right: str, wrong: str, seed: int) -> None:
    segments = made(kind, seed)
    at = next(n for n, one in enumerate(segments) if one.startswith(right))
    slipped = [*segments[:at], wrong + segments[at].removeprefix(right), *segments[at + 1 :]]
    assert told(slipped) == [("element.other_code", right.split("*", maxsplit=1)[0])] == told(slipped, Tier.EXPLAIN)


@pytest.mark.parametrize("kind", ["837p", "835"])
def test_two_loops_at_one_position_may_come_in_any_order(kind: str) -> None:
    segments = made(kind, 5)
    first, second, end = ("NM1*41", "NM1*40", "HL*") if kind == "837p" else ("N1*PR", "N1*PE", "LX*")
    one, other, behind = (
        next(n for n, raw in enumerate(segments) if raw.startswith(id)) for id in (first, second, end)
    )
    swapped = [*segments[:one], *segments[other:behind], *segments[one:other], *segments[behind:]]
    assert told(swapped) == told(segments) == []


@pytest.mark.parametrize("kind", ["270", "271", "276", "277", "277ca", "278_request", "278_response", "837p"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_level_that_stands_twice_is_told_once(kind: str, seed: int) -> None:
    segments = made(kind, seed)
    for at in (n for n, one in enumerate(segments) if one.startswith("HL*")):
        twice = counted([*segments[:at], segments[at], *segments[at:]])
        assert told(twice) == [("segment.repeated_segment", "HL")] == told(twice, Tier.EXPLAIN)


@pytest.mark.parametrize("kind", ["271", "277", "837p"])
def test_a_level_that_comes_again_behind_its_name_is_told_the_same_by_every_tier(kind: str) -> None:
    segments = made(kind, 5)
    for at in (n for n, one in enumerate(segments) if one.startswith("HL*")):
        for behind in range(at + 2, at + 4):
            again = counted([*segments[:behind], segments[at], *segments[behind:]])
            found = told(again)
            assert ("segment.repeated_segment", "HL") not in found
            assert told(again, Tier.EXPLAIN) == found


@pytest.mark.parametrize(("kind", "seed"), [("837i", 7), ("837p", 6)])
def test_a_segment_that_stands_twice_begins_no_loop_that_lacks_all_its_others(kind: str, seed: int) -> None:
    segments = made(kind, seed)
    for at in (n for n, one in enumerate(segments) if one.startswith("SBR*")):
        twice = counted([*segments[: at + 1], *segments[at:]])
        assert [name for _, name in told(twice)] == ["SBR"], segments[at]
        assert told(twice, Tier.EXPLAIN) == told(twice)
