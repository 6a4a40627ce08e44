"""What the sandbox's payers answer to a batch of ours comes home onto its very claims."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import fetch
from clearlane_sandbox.judge import judge
from clearlane_sandbox.outgoing import Judged
from clearlane_sandbox.read_profile import read_profiles
from tests.exchange.payer_files import arrive, items, mails, mark_sent
from tests.flows.world import BY, World
from tests.sandbox.counters import Counters

SHIPPED = Path(__file__).parents[2] / "clearlane_sandbox" / "profiles"
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def _judged(world: World, user: str, *, claims: int) -> Judged:
    """What a shipped payer makes of one batch of ours."""
    world.send(world.order(claims=claims).content)
    world.run()
    mark_sent(world)
    ((address,),) = world.rows("SELECT address FROM exchange_batches_batch")
    with world.as_role("flow"), scope([1], by=BY):
        content = fetch(tenant=1, address=bytes(address))
    profile = next(one for one in read_profiles(SHIPPED) if one.user == user)
    return judge(data=content, profile=profile, numbers=Counters(), batch=1, at=NOON, seed=4)


@pytest.mark.parametrize("user", ["granite", "harbor", "meadow", "sunrise"])
def test_every_answer_of_a_shipped_payer_meets_its_claims(world: World, user: str) -> None:
    judged = _judged(world, user, claims=20)
    for number, answer in enumerate(judged.answers):
        arrive(world, answer.content, name=f"{number}-{answer.name}")
    unmatched = [item for item in items(world) if item[1] in ("unmatched", "unexpected", "unassigned", "unreadable")]
    assert unmatched == []
    assert world.rows("SELECT state FROM exchange_batches_batch") == [("acknowledged",)]
    assert set(world.states()) <= {"accepted_by_payer", "rejected_by_payer"}


@pytest.mark.parametrize("user", ["granite", "meadow"])
def test_what_a_payer_paid_is_delivered_to_the_cent(world: World, user: str) -> None:
    judged = _judged(world, user, claims=20)
    for number, answer in enumerate(judged.answers):
        arrive(world, answer.content, name=f"{number}-{answer.name}")
    books = Counter(
        dict(world.rows("SELECT state, sum(cents) FROM exchange_remits_payment WHERE tenant_id = 1 GROUP BY state"))
    )
    ((delivered,),) = world.rows("SELECT sum(cents) FROM exchange_remits_payment WHERE delivered_at IS NOT NULL")
    assert delivered == books["assigned"]
    assert books["unassigned"] == 0
    posted = world.rows(
        "SELECT coalesce(sum(adjudication.paid_cents), 0) FROM exchange_remits_adjudication AS adjudication "
        "JOIN exchange_remits_payment AS payment ON payment.id = adjudication.payment_id AND payment.state = 'posted'"
    )
    claimed = world.rows(
        "SELECT coalesce(sum(cents + adjusted_cents), 0) FROM exchange_remits_payment "
        "WHERE tenant_id <> 1 AND state = 'posted'"
    )
    assert posted == claimed
    assert (
        len(mails(world, "835"))
        == world.rows("SELECT count(*) FROM exchange_remits_payment WHERE tenant_id <> 1")[0][0]
    )
