"""The register of counts ties out with the claims after any sequence of moves."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import psycopg
import pytest

from clearlane.exchange.claims.move import move
from clearlane.exchange.claims.states import CLAIM_STATES
from clearlane.exchange.reading.sum_claims import pick, sum_claims
from clearlane.exchange.reading.words import WORDS
from clearlane.exchange.remits.decide import DECISIONS
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Ref
from tests.exchange.payer_files import claims_of
from tests.flows.world import BY, World

Owner = psycopg.Connection[Any]


def by_row(owner: Owner) -> dict[tuple[Any, ...], tuple[int, int]]:
    """How many claims, and cents, stand where: counted on the claims themselves."""
    rows = owner.execute(
        "SELECT tenant_id, usage, state, decision, count(*), sum(total_cents) FROM exchange_claims_claim"
        " GROUP BY 1, 2, 3, 4"
    ).fetchall()
    return {row[:4]: (int(row[4]), int(row[5])) for row in rows}


def by_register(owner: Owner) -> dict[tuple[Any, ...], tuple[int, int]]:
    rows = owner.execute(
        "SELECT tenant_id, usage, state, decision, sum(n), sum(cents) FROM exchange_claims_claimcount"
        " GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0 OR sum(cents) <> 0"
    ).fetchall()
    return {row[:4]: (int(row[4]), int(row[5])) for row in rows}


@pytest.fixture
def sent(world: World) -> World:
    world.send(world.order(claims=12, planted={0: "stranger_pair"}).content)
    world.run()
    return world


@pytest.mark.parametrize("seed", range(8))
def test_whatever_happens_to_claims_the_register_says_the_same_as_their_rows(
    sent: World, owner: Owner, seed: int
) -> None:
    chance = random.Random(seed)
    claims = [Ref(sent.practice, one.id) for one in claims_of(sent)]
    for _ in range(12):
        some = chance.sample(claims, chance.randrange(1, len(claims)))
        event = chance.choice(sorted(CLAIM_STATES))
        decided = {one: chance.choice(DECISIONS) for one in some} if event == "adjudicated" else None
        with sent.as_role("flow"), scope([1, sent.practice], by=BY):
            move(claims=some, event=event, by=BY, decisions=decided)
        assert by_register(owner) == by_row(owner)


def test_home_and_lists_count_what_the_register_counts(sent: World, owner: Owner) -> None:
    claims = [Ref(sent.practice, one.id) for one in claims_of(sent) if one.state == "batched"]
    with sent.as_role("flow"), scope([1, sent.practice], by=BY):
        move(claims=claims, event="send", by=BY)
        move(claims=claims[:4], event="adjudicated", by=BY, decisions=dict.fromkeys(claims[:4], "paid"))
        move(claims=claims[4:6], event="payer_rejected", by=BY)
    with sent.as_role("web"), scope([sent.practice], by="user:1"):
        standing = sum_claims()
    told = Counter({(one.word, one.by): one.claims for one in standing})
    assert told["Paid", "payer"] == 4
    assert told["Rejected", "payer"] == 2
    assert told["Held", "us"] == 1
    assert sum(told.values()) == sum(n for n, _ in by_row(owner).values())
    assert sum(one.cents for one in standing) == sum(cents for _, cents in by_row(owner).values())


def test_picking_words_sums_them_and_no_other(sent: World) -> None:
    with sent.as_role("web"), scope([sent.practice], by="user:1"):
        standing = sum_claims()
    all_of_them = pick(standing, words=WORDS)
    parts = [pick(standing, words=[word]) for word in dict.fromkeys(WORDS)]
    assert all_of_them == (sum(n for n, _ in parts), sum(cents for _, cents in parts))
    halves = [pick(standing, words=WORDS, by=by) for by in ("us", "payer")]
    assert all_of_them == (sum(n for n, _ in halves), sum(cents for _, cents in halves))
    assert pick(standing, words=[]) == (0, 0)


def test_a_client_is_counted_alone(sent: World) -> None:
    with sent.as_role("web"), scope([sent.practice], by="user:1"):
        assert sum_claims(client=sent.practice) == sum_claims()
        assert sum_claims(client=sent.practice + 1) == ()
