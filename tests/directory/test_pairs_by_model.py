"""Who holds an NPI and tax id, by a plain model: one holder a pair, others in dispute, submitters of the holder."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from clearlane.directory.organizations.find_visible import find_visible
from clearlane.directory.providers.add_pair import add_pair
from clearlane.directory.providers.find_clients import find_clients
from clearlane.directory.providers.find_holders import find_holders
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

Owner = psycopg.Connection[Any]
PAIRS = (("1234567893", "111223333"), ("1245319599", "444556666"))
BY = "operator:ann"


class Registry:
    """Pairs that were entered in some order, and what the model makes of it."""

    def __init__(self, tenants: list[int], as_role: AsRole, owner: Owner) -> None:
        self.tenants, self.as_role, self.owner = tenants, as_role, owner
        self.holder: dict[tuple[str, str], int] = {}
        self.submitters: dict[tuple[str, str], set[int]] = {}

    def add(self, pair: tuple[str, str], tenant: int, submitter: int) -> str:
        with self.as_role("operator"), scope([1, tenant, submitter], by=BY):
            return add_pair(npi=pair[0], tin=pair[1], tenant=tenant, submitter=submitter, by=BY).status

    def expect(self, pair: tuple[str, str], tenant: int, submitter: int) -> str:
        holder = self.holder.setdefault(pair, tenant)
        if holder != tenant:
            return "disputed"
        self.submitters.setdefault(pair, {tenant}).add(submitter)
        return "live"

    def sign_up(self, pair: tuple[str, str], tenant: int) -> None:
        """As sign-up leaves it: given by the tenant for itself, and not verified by anybody."""
        self.owner.execute(
            "INSERT INTO directory_providers_authorizedpair (npi, tin, tenant_id, submitter_id, status, from_date,"
            " verified_by, created_at, created_by) VALUES (%s, %s, %s, %s, 'pending', %s, '', now(), 'sign-up')",
            [*pair, tenant, tenant, today() - timedelta(days=1)],
        )

    def check(self) -> None:
        wanted = {(tenant, *pair) for tenant in self.tenants for pair in PAIRS}
        with self.as_role("flow"), scope([1], by="flow:test"):
            found = find_holders(wanted=wanted, on=today())
        expected = {
            (submitter, *pair): self.holder[pair] for pair in self.holder for submitter in self.submitters.get(pair, ())
        }
        assert found == expected


@pytest.fixture
def registry(tenant: MakeTenant, as_role: AsRole, owner: Owner) -> Registry:
    return Registry([tenant(name=f"T{n}") for n in range(4)], as_role, owner)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_entered_in_whatever_order_each_pair_has_one_holder(registry: Registry, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(14):
        pair, tenant, submitter = chance.choice(PAIRS), *chance.choices(registry.tenants, k=2)
        if chance.random() < 0.2:
            registry.sign_up(pair, tenant)
        else:
            assert registry.add(pair, tenant, submitter) == registry.expect(pair, tenant, submitter)
        registry.check()
    holders = registry.owner.execute(
        "SELECT npi, tin, count(DISTINCT tenant_id) FROM directory_providers_authorizedpair"
        " WHERE status = 'live' AND until_date IS NULL GROUP BY 1, 2"
    ).fetchall()
    assert all(number == 1 for _, _, number in holders)


def test_a_pair_that_was_typed_at_sign_up_routes_nothing(registry: Registry) -> None:
    first, second, *_ = registry.tenants
    for tenant in (first, second):
        registry.sign_up(PAIRS[0], tenant)
    registry.check()
    assert registry.add(PAIRS[0], second, second) == registry.expect(PAIRS[0], second, second) == "live"
    registry.check()


@pytest.mark.parametrize("seed", range(4))
def test_a_submitter_sees_those_who_let_it_and_nobody_else(registry: Registry, seed: int) -> None:
    chance = random.Random(50 + seed)
    may: dict[int, set[int]] = {tenant: {tenant} for tenant in registry.tenants}
    for _ in range(8):
        pair, tenant, submitter = chance.choice(PAIRS), *chance.choices(registry.tenants, k=2)
        if registry.add(pair, tenant, submitter) == registry.expect(pair, tenant, submitter) == "live":
            may[submitter].add(tenant)
    with registry.as_role("web"):
        for tenant in registry.tenants:
            seen = find_visible(tenant=tenant)
            assert (seen[0], set(seen)) == (tenant, may[tenant])


def test_the_clients_of_a_submitter_are_the_holders_of_its_pairs(registry: Registry) -> None:
    company, first, second, _ = registry.tenants
    for pair, holder in zip(PAIRS, (first, second), strict=True):
        registry.add(pair, holder, company)
    with registry.as_role("flow"), scope([1], by="flow:test"):
        assert set(find_clients(submitter=company)) - {company} == {first, second}
        assert set(find_clients(submitter=first)) - {first} == set()
