"""Blocks: of whatever a whole-loop pattern takes the walk by rows says the same, for good claims and changed ones."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.block_pattern import plan_block
from clearlane.standards.x12.block_rows import Unblockable
from clearlane.standards.x12.generate.family import make_family
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide, kinds
from clearlane.standards.x12.library import entries, load_machine
from clearlane.standards.x12.machine import Loop
from clearlane.standards.x12.proof.defects import DEFECTS
from clearlane.standards.x12.proof.fuzz import clean_pool, files
from clearlane.standards.x12.proof.mutate import mutate
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Finding
from tests.standards.guides.full_set import full_set, interchange

pytestmark = pytest.mark.usefixtures("blocks_at_once")
SEED = 20261128


def said(data: bytes, tier: Tier) -> list[x12.Event]:
    return list(x12.check([data], tier=tier))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["changes", "defects", "bytes"])
def test_every_tier_says_the_same(kind: str) -> None:
    for told, data, _ in files(count=1500, seed=SEED):
        if told == kind:
            reference = said(data, Tier.EXPLAIN)
            assert said(data, Tier.BLOCK) == reference
            assert said(data, Tier.ROW) == reference


@pytest.mark.parametrize("marks", ["|>!\x1d", "*:^\n", "\x1d\x1f\x1e\x1c"])
def test_other_delimiters_are_no_obstacle(marks: str) -> None:
    rng, pool = random.Random(SEED), clean_pool(SEED)
    for _ in range(20):
        data = pool.file([mutate(rng.choice(pool.claims), rng) for _ in range(10)])
        other = data.translate(bytes.maketrans(b"*:^~" + marks.encode(), marks.encode() + b"*:^~"))
        assert said(other, Tier.BLOCK) == said(other, Tier.EXPLAIN)


@pytest.mark.parametrize("ends", [(b"\n",), (b"\r\n",), (b"", b"\n"), (b"", b"\n", b"\r\n", b"\n\n", b"\r")])
def test_line_ends_of_any_kind_are_no_obstacle(ends: tuple[bytes, ...]) -> None:
    rng, pool = random.Random(SEED), clean_pool(SEED)
    clean = pool.file(pool.claims * 4).split(b"~")
    for _ in range(3):
        data = b"".join(one.strip(b"\r\n") + b"~" + rng.choice(ends) for one in clean[:-1])
        assert said(data, Tier.BLOCK) == said(data, Tier.EXPLAIN)


@pytest.mark.parametrize("size", [1, 7, 4096])
def test_the_size_of_the_chunks_does_not_matter(size: int) -> None:
    _, data, _ = next(files(count=50, seed=SEED))
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    assert list(x12.check(chunks)) == said(data, Tier.EXPLAIN)


@pytest.mark.parametrize("name", sorted({entry.files[0] for entry in entries() if len(entry.files) == 1}))
def test_a_set_with_every_row_is_told_the_same(name: str) -> None:
    lines = full_set(name)
    whole = interchange(lines, name)
    for _ in range(4):
        assert said(whole, Tier.BLOCK) == said(whole, Tier.EXPLAIN)
    for at in range(2, len(lines) - 1, 3):
        fewer = interchange(lines[:at] + lines[at + 1 :], name)
        assert said(fewer, Tier.BLOCK) == said(fewer, Tier.EXPLAIN)


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(kinds()))
def test_any_transaction_changed_at_random_is_told_the_same(kind: str) -> None:
    rng = random.Random(f"{SEED} {kind}")
    for seed in range(4):
        clean = from_guide(GuideOrder(kind=kind, seed=seed, units=4, density=0.1))
        assert said(clean, Tier.BLOCK) == said(clean, Tier.EXPLAIN)
        segments = clean.split(b"~")
        for _ in range(5):
            changed = b"~".join([*segments[:4], *mutate(segments[4:-4], rng), *segments[-4:]])
            assert said(changed, Tier.BLOCK) == said(changed, Tier.EXPLAIN)


def test_a_reason_that_stands_on_no_list_is_told_however_many_good_ones_came_before() -> None:
    payment = make_family(GuideOrder(kind="837p", seed=1, units=30))["835"]
    said(payment, Tier.BLOCK)
    wrong = payment.replace(b"CAS*CO*45*", b"CAS*CO*999*", 1)
    assert wrong != payment
    assert [one.rule for one in said(wrong, Tier.BLOCK) if isinstance(one, Finding)] == ["codes.payment_reason"]


@pytest.mark.parametrize("name", DEFECTS)
def test_one_defect_is_told_once(name: str) -> None:
    pool = clean_pool(SEED)
    good, claim = pool.claims[:20], pool.claims[3]
    at = next(n for n, segment in enumerate(claim) if segment.startswith(b"CLM*"))
    bad = pool.file([*good, claim[:at] + DEFECTS[name](claim[at:]), *good])
    errors = [one for one in said(bad, Tier.BLOCK) if isinstance(one, Finding) and one.unit]
    assert len(errors) == 1


def _blocked(loops: Iterator[Loop]) -> set[str]:
    found = set()
    for loop in loops:
        try:
            plan_block(loop)
        except Unblockable:
            continue
        found.add(loop.id)
    return found


@pytest.mark.parametrize(
    ("guide", "loops"),
    [
        ("837p.txt", {"2000A", "2000B", "2000C", "2300", "2320", "2400", "2430"}),
        ("837i.txt", {"2000B", "2300", "2400"}),
        ("835.txt", {"2100", "2110"}),
        ("277ca.txt", {"2200D"}),
    ],
)
def test_what_comes_often_has_a_block(guide: str, loops: set[str]) -> None:
    assert loops <= _blocked(load_machine((guide,)).loops())
