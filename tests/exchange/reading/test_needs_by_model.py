"""What needs a person is gathered as a person would gather it, and each group leads to its claims and no others."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import Any
from uuid import UUID

import psycopg
import pytest

from clearlane.exchange.reading import list_needs as needs_module
from clearlane.exchange.reading.claim_filter import ClaimFilter
from clearlane.exchange.reading.count_claims import count_claims
from clearlane.exchange.reading.list_needs import MOST_GROUPS, Need, list_needs
from clearlane.exchange.reading.walk_claims import walk_claims
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant
from tests.exchange.reading.plant import Planted, plant

Owner = psycopg.Connection[Any]
BY = "user:1"
STOPS: list[tuple[str, str, list[str]]] = [
    ("rejected", "", ["total_charge", "billing_npi", "total_charge, billing_npi"]),
    ("held", "", ["payer_known", "authorized_pair"]),
    ("rejected_by_payer", "", ["A7:562:85", "A3:33:IL", "A8:400"]),
    ("accepted_by_payer", "denied", [""]),
    ("accepted_by_payer", "paid", [""]),
    ("sent", "", [""]),
    ("ready", "", [""]),
]
STOPPED = {"rejected", "held", "rejected_by_payer"}
Group = tuple[str, str, str, str]


class Desk:
    """Claims of a tenant by the group in which a person would lay them."""

    def __init__(self, tenant: int, owner: Owner) -> None:
        self.tenant, self.owner = tenant, owner
        self.groups: dict[Group, list[tuple[UUID, int]]] = defaultdict(list)

    def add(self, state: str, decision: str, reason: str, *, payer: str, cents: int) -> Planted:
        one = plant(submitter=self.tenant, state=state, decision=decision, payer_code=payer, total_cents=cents)
        if reason:
            self.owner.execute(
                "INSERT INTO exchange_claims_transition (claim_id, tenant_id, seq, event, from_state, to_state, by,"
                " detail, at) VALUES (%s, %s, 9, 'x', 'received', %s, 'flow:test', %s, now())",
                [one.claim, self.tenant, state, reason],
            )
        if state in STOPPED or decision == "denied":
            self.groups[state, decision, payer, reason].append((one.claim, cents))
        return one

    def fill(self, count: int, seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(count):
            state, decision, reasons = chance.choice(STOPS)
            self.add(
                state, decision, chance.choice(reasons), payer=chance.choice(["HARBOR", "GRANITE"]),
                cents=chance.randrange(1, 100_000),
            )  # fmt: skip

    def worth(self) -> list[tuple[str, str, int, int]]:
        """Payer, reason, claims and cents of each group, the dearest first."""
        found = [
            (payer, reason, len(those), sum(cents for _, cents in those))
            for (_, _, payer, reason), those in self.groups.items()
        ]
        return sorted(found, key=lambda one: -one[3])


@pytest.fixture
def desk(tenant: MakeTenant, owner: Owner, as_role: AsRole) -> Desk:
    return Desk(tenant(), owner)


def needs(desk: Desk, as_role: AsRole) -> tuple[Need, ...]:
    with as_role("web"), scope([desk.tenant], by=BY):
        return list_needs()


@pytest.mark.parametrize("seed", range(4))
def test_groups_are_those_of_a_person_the_dearest_first(desk: Desk, as_role: AsRole, seed: int) -> None:
    with as_role("flow"):
        desk.fill(45, seed)
    found = [(one.payer, one.reason, one.claims, one.cents) for one in needs(desk, as_role)]
    assert found == desk.worth()[:MOST_GROUPS]


@pytest.mark.parametrize("seed", range(2))
def test_each_group_leads_to_its_claims_and_no_others(desk: Desk, as_role: AsRole, seed: int) -> None:
    with as_role("flow"):
        desk.fill(40, 10 + seed)
    for one in needs(desk, as_role):
        by = one.by if one.word == "Rejected" else ""
        wanted = ClaimFilter(words=(one.word,), by=by, payer=one.payer, reason=one.reason)
        with as_role("web"), scope([desk.tenant], by=BY):
            ids, count = set(walk_claims(wanted=wanted, limit=99)), count_claims(wanted=wanted)
        (those,) = [
            those for (_, decision, payer, reason), those in desk.groups.items()
            if (payer, reason, bool(decision)) == (one.payer, one.reason, one.word == "Denied")
        ]  # fmt: skip
        assert ids == {id for id, _ in those}
        assert (count.claims, count.cents) == (one.claims, one.cents)


@pytest.mark.parametrize(
    ("state", "decision", "reason", "word", "by", "told"),
    [
        ("rejected", "", "total_charge", "Rejected", "us", "The total is not the sum of the lines"),
        ("rejected", "", "x_y, billing_npi", "Rejected", "us", "x_y; The billing NPI is missing or wrong"),
        ("held", "", "authorized_pair", "Held", "us", "You may not bill for this provider yet"),
        ("rejected_by_payer", "", "A7:164:IL", "Rejected", "payer", "A value is wrong: the member ID"),
        ("rejected_by_payer", "", "", "Rejected", "payer", "Refused by the payer's front end"),
        ("dead", "", "", "Rejected", "us", "The format is broken; our 999 says where"),
        ("stuck", "", "", "Held", "us", "A fault of ours stopped them; they go on by themselves"),
        ("accepted_by_payer", "denied", "", "Denied", "payer", "The payer pays nothing; each claim says why"),
    ],
)  # fmt: skip
def test_each_reason_is_told_in_words(
    desk: Desk, as_role: AsRole, state: str, decision: str, reason: str, word: str, by: str, told: str
) -> None:
    with as_role("flow"):
        desk.add(state, decision, reason, payer="HARBOR", cents=500)
    (one,) = needs(desk, as_role)
    assert (one.word, one.by, one.told, one.claims, one.cents) == (word, by, told, 1, 500)


def test_the_last_move_into_a_state_is_the_reason(desk: Desk, as_role: AsRole, owner: Owner) -> None:
    with as_role("flow"):
        one = desk.add("held", "", "payer_known", payer="HARBOR", cents=5)
    owner.execute(
        "INSERT INTO exchange_claims_transition (claim_id, tenant_id, seq, event, from_state, to_state, by, detail, at)"
        " VALUES (%s, %s, 10, 'x', 'held', 'received', 'p', 'released', now()),"
        " (%s, %s, 11, 'x', 'received', 'held', 'p', 'authorized_pair', now())",
        [one.claim, desk.tenant, one.claim, desk.tenant],
    )
    assert [need.reason for need in needs(desk, as_role)] == ["authorized_pair"]


def test_of_very_many_groups_the_dearest_twelve_are_told(desk: Desk, as_role: AsRole) -> None:
    with as_role("flow"):
        for n in range(MOST_GROUPS + 4):
            desk.add("rejected", "", f"rule_{n:02d}", payer="HARBOR", cents=100 + n)
    found = needs(desk, as_role)
    assert [one.cents for one in found] == [100 + n for n in range(MOST_GROUPS + 3, 3, -1)]


def test_of_very_many_claims_the_newest_are_gathered(
    desk: Desk, as_role: AsRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needs_module, "MOST_CLAIMS", 3)
    with as_role("flow"):
        for n in range(5):
            desk.add("held", "", "payer_known", payer="HARBOR", cents=10**n)
    (one,) = needs(desk, as_role)
    assert (one.claims, one.cents) == (3, 11_100)


def test_whoever_needs_nothing_and_a_stranger_are_told_nothing(desk: Desk, as_role: AsRole, tenant: MakeTenant) -> None:
    with as_role("flow"):
        desk.add("sent", "", "", payer="HARBOR", cents=5)
    assert needs(desk, as_role) == ()
    with as_role("flow"):
        desk.add("held", "", "payer_known", payer="HARBOR", cents=5)
    with as_role("web"), scope([tenant()], by=BY):
        assert list_needs() == ()
