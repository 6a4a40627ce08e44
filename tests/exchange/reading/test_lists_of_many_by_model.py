"""The list of a company with very many clients, in every way of walking it, is that of the model."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest

from clearlane.exchange.reading import walk_claims as walking
from clearlane.exchange.reading.claim_filter import ClaimFilter
from clearlane.exchange.reading.count_claims import count_claims
from clearlane.exchange.reading.find_neighbours import find_neighbours
from clearlane.exchange.reading.walk_claims import goes_across, goes_together, walk_claims
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant
from tests.exchange.reading.model import PAYERS, Known, in_order, plant_many, word_for

BY = "user:1"
CLIENTS = 12


class Company:
    """A company's clients with their claims, and strangers beside them whose claims lie between."""

    def __init__(self, clients: list[int], claims: list[Known]) -> None:
        self.clients, self.claims = clients, [one for one in claims if one.tenant in clients]

    def walk(self, wanted: ClaimFilter, *, limit: int) -> list[UUID]:
        found: list[UUID] = []
        with scope(self.clients, by=BY):
            while True:
                part = walk_claims(wanted=wanted, after=found[-1] if found else None, limit=limit)
                found += part
                if len(part) < limit:
                    return found

    def back(self, wanted: ClaimFilter, last: UUID, *, limit: int) -> list[UUID]:
        found: list[UUID] = [last]
        with scope(self.clients, by=BY):
            while True:
                part = walk_claims(wanted=wanted, before=found[-1], limit=limit)
                found += part
                if len(part) < limit:
                    return found[::-1]


@pytest.fixture
def company(tenant: MakeTenant, as_role: AsRole) -> Iterator[Company]:
    clients = [tenant(name=f"Client {n}") for n in range(CLIENTS)]
    strangers = [tenant(name=f"Stranger {n}") for n in range(3)]
    with as_role("flow"):
        claims = plant_many([*clients, *strangers], count=48, seed=5)
    with as_role("web"):
        yield Company(clients, claims)


FILTERS: dict[str, tuple[dict[str, Any], Callable[[Known], bool]]] = {
    "all": ({}, lambda one: True),
    "rejected": ({"words": ("Rejected",)}, lambda one: word_for(one) == "Rejected"),
    "paid or held": ({"words": ("Paid", "Held")}, lambda one: word_for(one) in ("Paid", "Held")),
    "by the payer": ({"by": "payer"}, lambda one: one.by == "payer"),
    "of a payer": ({"payer": PAYERS[0]}, lambda one: one.payer == PAYERS[0]),
    "tests": ({"usage": "T"}, lambda one: one.usage == "T"),
    "void of a payer": ({"words": ("Void",), "payer": PAYERS[1]},
                        lambda one: word_for(one) == "Void" and one.payer == PAYERS[1]),
}  # fmt: skip


@pytest.mark.parametrize("many", [0, 10, 10_000])
@pytest.mark.parametrize("ascending", [False, True])
@pytest.mark.parametrize("name", FILTERS)
def test_however_a_list_is_walked_it_is_the_same_list(
    company: Company, monkeypatch: pytest.MonkeyPatch, name: str, ascending: bool, many: int
) -> None:
    monkeypatch.setattr(walking, "MANY_LANES", many)
    asked, fits = FILTERS[name]
    wanted = ClaimFilter(**asked, ascending=ascending)
    expected = in_order([one for one in company.claims if fits(one)], sort="newest", ascending=ascending)
    for limit in (1, 7, 200):
        assert company.walk(wanted, limit=limit) == expected
        if expected:
            assert company.back(wanted, expected[-1], limit=limit) == expected


@pytest.mark.parametrize("many", [0, 10_000])
@pytest.mark.parametrize("sort", ["charge", "service"])
def test_other_orders_are_walked_lane_by_lane_and_are_the_same(
    company: Company, monkeypatch: pytest.MonkeyPatch, sort: str, many: int
) -> None:
    monkeypatch.setattr(walking, "MANY_LANES", many)
    for ascending in (False, True):
        wanted = ClaimFilter(sort=sort, ascending=ascending)
        assert company.walk(wanted, limit=9) == in_order(company.claims, sort=sort, ascending=ascending)


@pytest.mark.parametrize("many", [0, 10_000])
@pytest.mark.parametrize("seed", range(3))
def test_picked_claims_come_in_order_and_strangers_never(
    company: Company, monkeypatch: pytest.MonkeyPatch, many: int, seed: int
) -> None:
    monkeypatch.setattr(walking, "MANY_LANES", many)
    picked = random.Random(seed).sample(company.claims, 15)
    foreign = UUID(int=1)
    wanted = ClaimFilter(ids=(*(one.id for one in picked), foreign))
    assert company.walk(wanted, limit=4) == in_order(picked, sort="newest", ascending=False)


@pytest.mark.parametrize("many", [0, 10_000])
def test_neighbours_and_counts_do_not_depend_on_the_way(
    company: Company, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(walking, "MANY_LANES", many)
    those = [one for one in company.claims if one.by == "payer"]
    order, wanted = in_order(those, sort="newest", ascending=False), ClaimFilter(by="payer", payer="")
    with scope(company.clients, by=BY):
        for at in range(1, len(order) - 1):
            assert find_neighbours(wanted=wanted, claim_id=order[at]) == (order[at - 1], order[at + 1])
        ids = tuple(one.id for one in company.claims)
        assert count_claims(wanted=ClaimFilter(by="payer", ids=ids)).claims == len(those)


def test_the_way_is_chosen_by_how_many_lanes_there_are(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    with scope(company.clients, by=BY):
        monkeypatch.setattr(walking, "MANY_LANES", CLIENTS)
        assert not goes_across(ClaimFilter())
        assert goes_across(ClaimFilter(words=("Rejected",)))
        assert not goes_across(ClaimFilter(words=("Rejected",), sort="charge"))
        assert goes_together(ClaimFilter(words=("Rejected",), ids=(UUID(int=1),)))
        assert not goes_together(ClaimFilter(words=("Rejected",)))
        assert not goes_across(ClaimFilter(words=("Rejected",), client=company.clients[0]))
