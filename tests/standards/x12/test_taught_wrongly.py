"""What is learnt of one file must not hide what is wrong with another, nor with a later claim of the same."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.check import check
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.proof.fuzz import clean_pool
from clearlane.standards.x12.proof.mutate import NO_SEGMENTS
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.balance.balance_texts import claim, claim_file

POOL = clean_pool(3)
DATED = [one for one in POOL.claims if any(segment.startswith(b"DMG*") for segment in one)]
LINES = [claim(20000, [10000, 10000]) for _ in range(80)]
RIGHT, WRONG = "DTP*472*D8*20261110", "DTP*472*RD8*20261110"


def rules(data: bytes, tier: Tier = Tier.BLOCK) -> list[str]:
    return [one.rule for one in check([data], tier=tier) if isinstance(one, Finding)]


def without_birth(segments: list[bytes]) -> list[bytes]:
    return [one for one in segments if not one.startswith(b"DMG*")]


@pytest.mark.parametrize("stray", NO_SEGMENTS)
def test_what_is_no_segment_teaches_nothing_about_those_around_it(stray: bytes) -> None:
    assert rules(POOL.file(POOL.claims)) == []
    for one in DATED[:40]:
        at = next(n for n, segment in enumerate(one) if segment.startswith(b"DMG*"))
        check_twice = [*one[:at], stray, *one[at:]]
        assert rules(POOL.file([check_twice])) == rules(POOL.file([check_twice]), Tier.EXPLAIN)
        lacking = POOL.file([without_birth(one)])
        assert rules(lacking) == rules(lacking, Tier.EXPLAIN)
    assert rules(POOL.file([without_birth(DATED[0])])) == ["segment.missing_segment_by_rule"]


@pytest.mark.parametrize("at", [0, 40, 79])
@pytest.mark.parametrize("line", [0, 1])
def test_a_format_is_that_of_its_own_line_wherever_the_claim_stands(at: int, line: int) -> None:
    claims = [[one.replace("CLM*A1", f"CLM*A{n}") for one in claim] for n, claim in enumerate(LINES)]
    places = [n for n, segment in enumerate(claims[at]) if segment == RIGHT]
    assert rules(claim_file(*claims)) == []
    claims[at][places[line]] = WRONG
    assert rules(claim_file(*claims)) == ["element.bad_format"]


@pytest.mark.parametrize("kind", ["834", "270", "271", "835", "276"])
def test_a_format_is_that_of_its_own_row_in_every_guide(kind: str) -> None:
    data = from_guide(GuideOrder(kind=kind, seed=1, units=120, density=0.3))
    assert rules(data) == []
    pieces = data.split(b"*D8*")
    for n in range(1, len(pieces), max(1, len(pieces) // 12)):
        changed = b"*D8*".join(pieces[:n]) + b"*RD8*" + b"*D8*".join(pieces[n:])
        assert rules(changed) == rules(changed, Tier.EXPLAIN)
