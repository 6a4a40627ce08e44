"""An operator finds a claim by our trace number, without a look into the register that only the flow may read."""

from __future__ import annotations

import json

import psycopg
import pytest

from clearlane.exchange.reading.trace_claim import find_traced
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Ref
from tests.conftest import AsRole, MakeTenant
from tests.doors.console.test_api_commands import Say, say
from tests.exchange.payer_files import Claim, claims_of
from tests.flows.world import BY, World

__all__ = ["say"]


@pytest.fixture
def claim(world: World) -> Claim:
    """A claim that no batch has taken yet, beside others of the same file."""
    world.send(world.order(claims=3).content)
    world.run("claims/interchanges.read", "claims/claims.extract")
    return claims_of(world)[1]


def traced(world: World, number: str, *tenants: int) -> tuple[Ref, ...]:
    with world.as_role("operator"), scope(tenants or (1, world.practice), by=BY):
        return find_traced(trace=number)


def test_a_claim_is_found_by_its_trace_number(world: World, claim: Claim) -> None:
    assert traced(world, claim.trace) == (claim.ref,)


def test_a_strangers_scope_finds_nothing(world: World, claim: Claim, tenant: MakeTenant) -> None:
    assert traced(world, claim.trace, tenant(name="A stranger")) == ()


@pytest.mark.parametrize("number", ["", "PATIENT-1", "10000000010010001X", "A" * 18])
def test_what_is_no_trace_number_of_ours_finds_nothing(world: World, claim: Claim, number: str) -> None:
    assert traced(world, number or "0") == ()


def test_the_command_takes_the_trace_number(world: World, claim: Claim, say: Say, as_role: AsRole) -> None:
    with as_role("operator"):
        code, said = say("trace", claim.trace, "--by", "ann", "--json")
    (told,) = json.loads(said)
    assert (code, told["summary"]["trace_number"]) == (0, claim.trace)


def test_an_operator_may_not_read_the_register(world: World, claim: Claim, database_name: str, cluster: object) -> None:
    from tests.cluster import Cluster

    assert isinstance(cluster, Cluster)
    with (
        psycopg.connect(cluster.url("operator", database_name)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("SELECT 1 FROM exchange_batches_locator")
