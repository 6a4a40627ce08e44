"""No claim crosses between practice connections and production connections, whatever routes there are."""

from __future__ import annotations

import re

import pytest

from clearlane.exchange.routing import choose
from clearlane.standards.x12.generate.make_pairs import make_pairs
from clearlane.standards.x12.generate.order import SANDBOX_PAYERS
from tests.cluster import ROOT
from tests.proof.stage import Stage

PAIRS = make_pairs(seed=51, count=2)
SUNRISE = SANDBOX_PAYERS[0]
CROSSED = """
    SELECT claim.trace_number FROM exchange_claims_claim AS claim
    JOIN exchange_connections_connection AS connection ON connection.id = claim.connection_id
    WHERE (claim.usage = 'P') <> (connection.tier = 'production')
"""
MIXED = """
    SELECT batch.id FROM exchange_batches_batch AS batch
    JOIN exchange_connections_connection AS connection ON connection.id = batch.connection_id
    WHERE (batch.usage = 'P') <> (connection.tier = 'production')
"""


def test_a_claim_gets_its_connection_in_one_place_only() -> None:
    """`move` alone writes it, and `choose` alone gives it one."""
    writes = re.compile(r"UPDATE exchange_claims_claim\b[^;\"]*?SET [^;\"]*?\bconnection_id\b *=", re.DOTALL)
    gives = re.compile(r"\bmove\((?:[^()]|\([^()]*\))*\bconnections=")
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in (ROOT / "clearlane").rglob("*.py")}
    assert [name for name, text in texts.items() if writes.search(text)] == ["clearlane/exchange/claims/move.py"]
    assert [name for name, text in texts.items() if gives.search(text)] == ["clearlane/exchange/routing/choose.py"]


def test_that_place_asks_for_the_tier_of_the_claims_usage() -> None:
    assert choose.TIER == {"P": "production", "T": "practice"}
    assert "connection.tier" in choose._ROUTES


@pytest.mark.parametrize("usage", ["P", "T"])
def test_claims_travel_on_connections_of_their_own_tier(stage: Stage, usage: str) -> None:
    practice = stage.organization("maple")
    stage.allow(practice, *PAIRS)
    stage.send("maple", {"claims.837": stage.order(pairs=PAIRS, claims=6, usage=usage).content})
    stage.run()
    users = {claim["user"] for claim in stage.ledger()["claims"]}
    assert len(stage.ledger()["claims"]) == 6
    assert (users == {"practice"}) == (usage == "T")
    assert "practice" not in users or usage == "T"
    assert (stage.rows(CROSSED), stage.rows(MIXED)) == ([], [])


@pytest.mark.parametrize(("usage", "tier"), [("P", "practice"), ("T", "production")])
def test_a_claim_waits_where_only_the_other_tier_has_a_route(stage: Stage, usage: str, tier: str) -> None:
    practice = stage.organization("maple")
    stage.allow(practice, *PAIRS)
    other = "SUNRISE" if tier == "production" else "PRACTICE"
    payer = SUNRISE._replace(id="LONELY", name="A LONELY PAYER")
    stage.route(payer, stage.connect()[other], there="SUNRISE")
    stage.send("maple", {"claims.837": stage.order(pairs=PAIRS, payers=(payer,), claims=2, usage=usage).content})
    stage.run()
    assert stage.states() == {"held": 2}
    assert stage.ledger()["claims"] == []
