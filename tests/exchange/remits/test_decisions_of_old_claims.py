"""The migration gives claims of before the word that they would get today."""

from __future__ import annotations

import json
from importlib import import_module
from itertools import product
from typing import Any

import psycopg
import pytest

from tests.conftest import AsRole, MakeTenant
from tests.exchange.reading.plant import adjudicate, plant

_MIGRATION = "clearlane.exchange.remits.migrations.0003_claims_know_their_decisions"
LINES: tuple[list[dict[str, Any]], ...] = (
    [],
    [{"charge": 100, "paid": 50}],
    [{"charge": 100, "paid": 0}],
    [{"charge": 100, "paid": 0, "adjustments": [["PR", "1", 100, ""]]}],
    [{"charge": 0, "paid": 0}, {"charge": 10, "paid": 0, "adjustments": [["CO", "97", 10, ""]]}],
)
DECISIONS: tuple[list[tuple[str, int, int]], ...] = (
    [("1", 100, 0)],
    [("1", 0, 100)],
    [("4", 0, 100)],
    [("1", 100, 0), ("22", -100, 0)],
    [("1", 100, 0), ("22", -100, 0), ("1", 40, 10)],
)


@pytest.fixture
def world(tenant: MakeTenant, as_role: AsRole) -> tuple[int, list[Any]]:
    mine = tenant()
    with as_role("flow"):
        planted = [plant(submitter=mine, state="accepted_by_payer") for _ in product(LINES, DECISIONS)]
        for one, (lines, decisions) in zip(planted, product(LINES, DECISIONS), strict=True):
            adjudicate(one, *decisions, body=json.dumps({"lines": lines}))
    return mine, planted


def test_the_words_are_the_same(world: tuple[int, list[Any]], as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    from clearlane.exchange.remits.decide import DECISIONS as WORDS
    from clearlane.exchange.remits.decide import decide
    from clearlane.foundation.tenancy.scope import scope
    from clearlane.vocabulary.outcome import Ref

    mine, planted = world
    owner.execute(import_module(_MIGRATION)._DECIDE)
    written = dict(owner.execute("SELECT id, decision FROM exchange_claims_claim").fetchall())
    with as_role("flow"), scope([mine], by="flow:test"):
        today = decide(claims=[Ref(mine, one.claim) for one in planted])
    assert written == {ref.id: word for ref, word in today.items()}
    assert set(written.values()) == set(WORDS)


def test_the_register_counts_them_anew_and_loses_none(
    world: tuple[int, list[Any]], owner: psycopg.Connection[Any]
) -> None:
    _, planted = world
    owner.execute(
        "INSERT INTO exchange_claims_claimcount (id, tenant_id, day, usage, state, n, cents) SELECT gen_random_uuid(),"
        " tenant_id, (received_at AT TIME ZONE 'UTC')::date, usage, state, count(*), sum(total_cents)"
        " FROM exchange_claims_claim GROUP BY 2, 3, 4, 5"
    )
    migration = import_module(_MIGRATION)
    owner.execute(migration._DECIDE)
    owner.execute(migration._COUNT)
    counted = owner.execute(
        "SELECT decision, sum(n), sum(cents) FROM exchange_claims_claimcount GROUP BY 1 HAVING sum(n) <> 0 ORDER BY 1"
    ).fetchall()
    claims = owner.execute(
        "SELECT decision, count(*), sum(total_cents) FROM exchange_claims_claim GROUP BY 1 ORDER BY 1"
    ).fetchall()
    assert counted == claims
    assert sum(n for _, n, _ in counted) == len(planted)
