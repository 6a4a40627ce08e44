"""A submitter's file ends in a summary that ties out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from clearlane.exchange.replies.summarise import summarise
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Ref, Waiting
from tests.exchange.payer_files import mails
from tests.flows.world import BY, World


def _summaries(world: World) -> list[str]:
    return mails(world, "summary")


def test_each_file_gets_one_summary_that_ties_out(world: World) -> None:
    world.send(world.order(claims=4).content)
    world.run()
    (text,) = _summaries(world)
    assert "The sums tie out." in text
    ((claims, cents),) = world.rows("SELECT claims, cents FROM foundation_outbox_mail WHERE kind = 'summary'")
    assert (claims, cents) == world.rows("SELECT count(*), sum(total_cents)::bigint FROM exchange_claims_claim")[0]


def test_a_stranger_is_held_and_the_summary_says_so(world: World) -> None:
    content = world.order(claims=1).content
    npi = next(pair.npi for pair in world.pairs if pair.npi.encode() in content)
    world.send(content.replace(npi.encode(), b"1234567893"))
    world.run()
    (text,) = _summaries(world)
    assert "HELD (1)" in text
    assert mails(world, "277ca") == []


def test_the_compatible_scheme_gets_its_columns_and_its_name(world: World, owner: Any) -> None:
    owner.execute("UPDATE foundation_tenancy_tenant SET scheme = 'compatible' WHERE id = %s", [world.practice])
    sent = world.send(world.order(claims=2).content)
    world.run()
    (text,) = _summaries(world)
    assert "-------ACCEPTED CLAIM DETAIL" in text
    assert world.rows("SELECT name FROM foundation_outbox_mail WHERE kind = 'summary'") == [
        (f"FS_HCFA_{sent.number}_IN_C.txt",)
    ]


def test_the_same_bytes_again_are_summed_up_as_a_repeat(world: World) -> None:
    content = world.order(claims=1).content
    first = world.send(content)
    world.run()
    world.send(content)
    world.run()
    assert f"same bytes as file {first.number}" in _summaries(world)[1]


def test_a_summary_waits_for_the_last_judgement(world: World) -> None:
    sent = world.send(world.order(claims=2).content)
    world.run("claims/interchanges.read", "claims/claims.extract")
    file = Ref(world.practice, sent.id)
    with world.as_role("flow"), scope([1, world.practice], by=BY), cursor() as sql:
        sql.execute("UPDATE exchange_claims_claim SET state = 'received'")
        (outcome,) = summarise(chunk=[file], by=BY)
        sql.execute("UPDATE exchange_intake_file SET received_at = received_at - interval '1 day'")
        (later,) = summarise(chunk=[file], by=BY)
    assert isinstance(outcome, Waiting)
    assert isinstance(later, Waiting)
    assert later.until - outcome.until > timedelta(seconds=50)


def test_a_billing_companys_summary_shows_the_claims_of_its_clients(world: World, tenant: Callable[..., int]) -> None:
    from clearlane.directory.providers.add_pair import add_pair

    company = tenant(kind="billing", name="Sunrise Billing")
    with world.as_role("operator"), scope([1, world.practice, company], by=BY):
        for pair in world.pairs:
            add_pair(npi=pair.npi, tin=pair.tin, tenant=world.practice, submitter=company, by=BY)
    world.send(world.order(claims=3).content, tenant=company)
    world.run()
    (text,) = mails(world, "summary", company)
    assert f"{'Received':<44}{'3':>12}" in text
    assert "The sums tie out." in text
    assert _summaries(world) == []
