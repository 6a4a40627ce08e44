"""A set becomes claims: each with its owner, the submitter's file with many clients among them, and nothing refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from clearlane.directory.providers.add_atypical import add_atypical
from clearlane.directory.providers.add_pair import add_pair
from clearlane.exchange.claims.extract import extract
from clearlane.exchange.claims.trace_number import is_trace_number
from clearlane.foundation.tenancy.scope import scope
from clearlane.standards.x12.generate.make_pairs import make_pairs
from clearlane.vocabulary.outcome import Already, Kind, Moved, Ref
from tests.exchange.payer_files import claims_of, extracts
from tests.flows.test_poison import advance
from tests.flows.world import BY, World

Owner = psycopg.Connection[Any]
READ = "claims/interchanges.read"


def sets(world: World, owner: int) -> list[Ref]:
    rows = world.rows("SELECT tenant_id, id FROM exchange_interchanges_transactionset ORDER BY seq", tenants=[owner])
    return [Ref(*row) for row in rows]


def taken(world: World, *refs: Ref) -> list[Any]:
    with world.as_role("flow"), scope([1, *{ref.tenant for ref in refs}], by=BY):
        return extract(chunk=refs, by=BY)


@pytest.fixture
def company(world: World, tenant: Callable[..., int]) -> tuple[int, list[int]]:
    """A billing company with two clients, each with a pair of his own that the company may bill for."""
    company, clients = tenant(kind="billing"), [tenant(), tenant()]
    with world.as_role("operator"), scope([1, *clients], by=BY):
        for client, pair in zip(clients, make_pairs(seed=11, count=2), strict=True):
            add_pair(npi=pair.npi, tin=pair.tin, tenant=client, submitter=company, by=BY)
    return company, clients


def company_file(world: World, *, claims: int = 12) -> bytes:
    """Its file: claims of both clients, and of a provider that nobody registered."""
    return world.order(claims=claims, pairs=(*make_pairs(seed=11, count=2), *make_pairs(seed=12, count=1))).content


def test_each_claim_belongs_to_the_holder_of_its_pair_and_the_file_to_its_sender(
    world: World, company: tuple[int, list[int]]
) -> None:
    sender, clients = company
    world.send(company_file(world), tenant=sender)
    advance(world, READ)
    taken(world, *sets(world, sender))
    holder = {pair.npi: client for pair, client in zip(make_pairs(seed=11, count=2), clients, strict=True)}
    claims = claims_of(world, sender, *clients)
    assert {claim.tenant for claim in claims} <= {sender, *clients}
    assert all(claim.tenant == holder.get(claim.npi, sender) for claim in claims)
    rows = world.rows(
        "SELECT DISTINCT submitter_id, file_tenant_id FROM exchange_claims_claim", tenants=[sender, *clients]
    )
    assert rows == [(sender, sender)]


def test_a_client_keeps_what_the_file_says_of_his_claims_and_nothing_of_the_others(
    world: World, company: tuple[int, list[int]]
) -> None:
    sender, clients = company
    world.send(company_file(world), tenant=sender)
    advance(world, READ)
    taken(world, *sets(world, sender))
    claims = claims_of(world, sender, *clients)
    for claim in claims:
        kept = extracts(world, claim, "in837")
        assert len(kept) == (0 if claim.tenant == sender else 1)
        others = [one.number for one in claims if one.number != claim.number]
        assert all(f"CLM*{claim.number}*" in text for text in kept)
        assert not any(f"CLM*{number}*" in text for text in kept for number in others)


def test_extracting_again_makes_no_claim_twice(world: World) -> None:
    world.send(world.order(claims=3).content)
    advance(world, READ)
    (ref,) = sets(world, world.practice)
    first, second = taken(world, ref), taken(world, ref)
    assert (type(first[0]), second) == (Moved, [Already(ref)])
    assert world.states() == {"received": 3}


def test_numbers_tell_every_claim_apart(world: World) -> None:
    content = world.order(claims=6, claims_per_set=2).content
    for name in ("a", "OATEST"):
        world.send(content, name=name)
    advance(world, READ)
    taken(world, *sets(world, world.practice))
    traces = [claim.trace for claim in claims_of(world)]
    assert len(set(traces)) == len(traces) == 12
    assert all(is_trace_number(trace) for trace in traces)


@pytest.mark.parametrize(
    ("planted", "born", "given"),
    [
        ({}, {"received": 3}, [Kind.CLAIM] * 3),
        ({1: "bad_amount"}, {"received": 2, "dead": 1}, [Kind.CLAIM] * 2 + [Kind.ANSWER]),
        ({0: "bad_amount", 1: "bad_amount", 2: "bad_amount"}, {"dead": 3}, []),
    ],
)
def test_the_dead_among_the_living_are_told_and_a_dead_set_is_not(
    world: World, planted: dict[int, str], born: dict[str, int], given: list[Kind]
) -> None:
    world.send(world.order(claims=3, planted=planted).content)
    advance(world, READ)
    (outcome,) = taken(world, *sets(world, world.practice))
    assert [one.kind for one in outcome.gives] == given
    assert world.states() == born
    counted = world.rows("SELECT state, sum(n) FROM exchange_claims_claimcount GROUP BY 1")
    assert dict(counted) == born


def test_a_set_keeps_how_many_claims_it_had_and_for_how_much(world: World) -> None:
    made = world.order(claims=4)
    world.send(made.content)
    advance(world, READ)
    taken(world, *sets(world, world.practice))
    row = world.rows("SELECT state, claims, cents FROM exchange_interchanges_transactionset")
    assert row == [("extracted", 4, sum(claim.cents for claim in claims_of(world)))]


def test_an_atypical_providers_claims_belong_to_who_registered_him(world: World, tenant: Callable[..., int]) -> None:
    company, client = tenant(kind="billing"), tenant()
    with world.as_role("operator"), scope([1, client], by=BY):
        add_atypical(number="MILES77", tin=world.pairs[0].tin, tenant=client, submitter=company, by=BY)
    (pair, *_) = world.pairs
    content = world.order(claims=1, pairs=(pair,), share_dependents=0.0).content.decode()
    payer = content[content.index("NM1*PR*") : content.index("CLM*")]
    atypical = content.replace(f"*XX*{pair.npi}~", "~", 1).replace("*****~", "~", 1)
    atypical = atypical.replace(payer, payer + "REF*G2*MILES77~\n")
    counted = re.sub(r"SE\*(\d+)\*0001", lambda found: f"SE*{int(found[1]) + 1}*0001", atypical)
    world.send(counted.encode(), tenant=company)
    advance(world, READ)
    taken(world, *sets(world, company))
    assert [claim.tenant for claim in claims_of(world, company, client)] == [client]
