"""What has become of each claim, and who has been silent: told for many claims at once as for each by hand."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from clearlane.exchange.reading.claim_outcomes import ClaimOutcome, claim_outcomes
from clearlane.exchange.reading.list_claims import list_claims
from clearlane.exchange.reading.oldest_unanswered import oldest_unanswered
from clearlane.exchange.reading.tie_out import PLACES, tie_out
from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant
from tests.exchange.reading.plant import Planted, adjudicate, plant

Owner = psycopg.Connection[Any]
BY = "user:1"
STATES = [state for among in PLACES.values() for state in among]
WAITING = {"batched", "sent", "in_doubt", "received_by_payer"}


@dataclass
class One:
    """A claim as a person would keep it on a card."""

    planted: Planted
    state: str
    payer: str
    cents: int
    at: datetime
    said: str = ""
    papers: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def reason(self) -> str:
        if self.state in ("rejected", "held"):
            return self.said
        if self.state == "rejected_by_payer":
            return "A value is wrong: the NPI of the billing provider (A7:562:85)"
        return "refused by the guide, see the 999" if self.state == "dead" else ""


class Cards:
    """The cards of several tenants."""

    def __init__(self, tenants: list[int], owner: Owner) -> None:
        self.tenants, self.owner = tenants, owner
        self.cards: list[One] = []

    def add(self, chance: random.Random) -> None:
        state, payer, cents = chance.choice(STATES), chance.choice(["HARBOR", "GRANITE"]), chance.randrange(10**6)
        at = now() - timedelta(minutes=chance.randrange(10_000))
        planted = plant(
            submitter=chance.choice(self.tenants), state=state, payer_code=payer, total_cents=cents, received_at=at
        )
        card = One(planted, state, payer, cents, at)
        if state in ("rejected", "held"):
            card.said = f"wrong {chance.randrange(100)}"
            self._find(planted, card.said)
        if state == "rejected_by_payer":
            self._answer(planted)
        if state == "accepted_by_payer" and chance.random() < 0.7:
            card.papers = [("1", chance.randrange(1, 500), chance.randrange(9)) for _ in range(chance.randrange(1, 3))]
            adjudicate(planted, *card.papers)
        self.cards.append(card)

    def _find(self, planted: Planted, what: str) -> None:
        self.owner.execute(
            "INSERT INTO exchange_claims_claimfinding (claim_id, tenant_id, seq, rule, disposition, finding)"
            " VALUES (%s, %s, 2, 'x', 'reject', %s)",
            [planted.claim, planted.owner, json.dumps({"what": what})],
        )

    def _answer(self, planted: Planted) -> None:
        self.owner.execute(
            "INSERT INTO exchange_claims_answer (id, tenant_id, claim_id, submitter_id, file_id, source, statuses, at)"
            " VALUES (%s, %s, %s, %s, %s, 'payer', %s, now())",
            [new_id(), planted.owner, planted.claim, planted.submitter, planted.file,
             json.dumps([{"stc": [["A7", "562", "85"]]}])],
        )  # fmt: skip

    def of(self, *tenants: int) -> list[One]:
        return [card for card in self.cards if card.planted.owner in tenants]


@pytest.fixture
def cards(tenant: MakeTenant, owner: Owner, as_role: AsRole) -> Cards:
    made = Cards([tenant(), tenant()], owner)
    chance = random.Random(4)
    with as_role("flow"):
        for _ in range(36):
            made.add(chance)
    return made


def is_told(card: One, one: ClaimOutcome) -> None:
    assert (one.tenant, one.state, one.payer, one.charge) == (card.planted.owner, card.state, card.payer, card.cents)
    assert one.reason == card.reason
    assert one.paid == (sum(paid for _, paid, _ in card.papers) if card.papers else None)
    assert one.patient == (sum(patient for _, _, patient in card.papers) if card.papers else None)


def test_each_claims_outcome_is_that_of_its_card_the_oldest_first(cards: Cards, as_role: AsRole) -> None:
    with as_role("web"), scope(cards.tenants, by=BY):
        found = claim_outcomes()
    assert [one.id for one in found] == sorted(card.planted.claim for card in cards.cards)
    known = {card.planted.claim: card for card in cards.cards}
    for one in found:
        is_told(known[one.id], one)


def test_outcomes_of_some_files_are_those_of_their_claims(cards: Cards, as_role: AsRole) -> None:
    some = cards.of(cards.tenants[0])[::3]
    with as_role("web"), scope(cards.tenants, by=BY):
        found = claim_outcomes(files=[card.planted.file for card in some])
        assert claim_outcomes(files=[]) == ()
    assert {one.id for one in found} == {card.planted.claim for card in some}


def test_a_tenant_alone_is_told_of_its_own_alone(cards: Cards, as_role: AsRole, tenant: MakeTenant) -> None:
    for alone in cards.tenants:
        with as_role("web"), scope([alone], by=BY):
            assert {one.id for one in claim_outcomes()} == {card.planted.claim for card in cards.of(alone)}
    with as_role("web"), scope([tenant()], by=BY):
        assert (claim_outcomes(), oldest_unanswered()) == ((), ())


def test_silence_is_told_by_payer_the_longest_first_with_its_oldest_claim(cards: Cards, as_role: AsRole) -> None:
    by_payer: dict[str, list[One]] = defaultdict(list)
    for card in cards.cards:
        if card.state in WAITING:
            by_payer[card.payer].append(card)
    with as_role("web"), scope(cards.tenants, by=BY):
        found = oldest_unanswered()
    expected = sorted((min(card.at for card in those), payer) for payer, those in by_payer.items())
    assert [(one.oldest_at, one.payer) for one in found] == expected
    for one in found:
        assert one.claims == len(by_payer[one.payer])
        assert one.oldest == min(card.planted.claim for card in by_payer[one.payer])


def test_every_claim_and_every_cent_stands_in_its_place_of_the_tie_out(cards: Cards, as_role: AsRole) -> None:
    with as_role("web"), scope(cards.tenants, by=BY):
        tied = tie_out()
    for place, states in PLACES.items():
        those = [card for card in cards.cards if card.state in states]
        assert (tied.places[place].count, tied.places[place].cents) == (len(those), sum(card.cents for card in those))


@pytest.mark.parametrize("limit", [1, 7, 500])
def test_a_list_read_on_from_its_last_claim_holds_each_once(cards: Cards, as_role: AsRole, limit: int) -> None:
    found: list[UUID] = []
    after: UUID | None = None
    with as_role("web"), scope(cards.tenants, by=BY):
        while rows := list_claims(tenant=cards.tenants[0], by=BY, after=after, limit=limit):
            found.extend(row.id for row in rows)
            after = rows[-1].id
    assert found == sorted(card.planted.claim for card in cards.cards)
