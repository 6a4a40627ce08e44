"""A person's word on what is held: it goes on or is dropped; what is not held is left alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from clearlane.directory.providers.add_pair import add_pair
from clearlane.flows import run as runner
from clearlane.flows.let_go import LIVE, PAIR, ROUTE, let_go
from clearlane.flows.release import BelongsToAnother, drop, release, withdraw
from clearlane.flows.steps import STEPS
from clearlane.flows.tell_let_in import tell_let_in
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.scope import scope
from tests.exchange.payer_files import claims_of, items, mails
from tests.flows.world import BY, World

Verb = Callable[..., int]


def word(world: World, verb: Verb, ids: Sequence[UUID], *tenants: int) -> int:
    """An operator's word, in a scope of the house and the practice."""
    with world.as_role("operator"), scope([1, *(tenants or (world.practice,))], by=BY):
        return verb(ids=ids, by="operator:ann")


def claims_in(world: World, state: str) -> list[UUID]:
    return [claim.id for claim in claims_of(world) if claim.state == state]


def held_and_going(world: World) -> tuple[UUID, UUID]:
    """One claim that is held, and one that went on."""
    world.send(world.order(claims=2, planted={0: "stranger_pair"}).content)
    world.run()
    return claims_in(world, "held")[0], claims_in(world, "batched")[0]


@pytest.mark.parametrize("verb", [release, drop])
def test_only_what_is_held_hears_it(world: World, verb: Verb) -> None:
    held, going = held_and_going(world)
    assert word(world, verb, [going, uuid4()]) == 0
    assert world.states() == {"held": 1, "batched": 1}
    assert [reason for _, reason, _ in items(world)] == ["held"]
    assert word(world, verb, [held, going]) == 1


@pytest.mark.parametrize("verb", [release, drop])
def test_saying_it_twice_changes_nothing_more(world: World, verb: Verb) -> None:
    held, _ = held_and_going(world)
    word(world, verb, [held])
    before = world.rows("SELECT claim_id, seq, event FROM exchange_claims_transition ORDER BY 1, 2")
    assert word(world, verb, [held]) == 0
    assert world.rows("SELECT claim_id, seq, event FROM exchange_claims_transition ORDER BY 1, 2") == before


@pytest.mark.parametrize("verb", [release, drop])
def test_a_stranger_changes_nothing(world: World, verb: Verb, tenant: Callable[..., int]) -> None:
    held, _ = held_and_going(world)
    assert word(world, verb, [held], tenant()) == 0
    assert world.states()["held"] == 1
    assert [reason for _, reason, _ in items(world)] == ["held"]


def test_a_release_says_who_and_which_rules_he_waived(world: World) -> None:
    held, _ = held_and_going(world)
    word(world, release, [held])
    ((by, detail),) = world.rows("SELECT by, detail FROM exchange_claims_transition WHERE event = 'release'")
    assert (by, detail) == ("operator:ann", '["authorized_pair"]')
    assert items(world) == []


def test_both_words_stand_in_the_audit_trail(world: World, owner: psycopg.Connection[Any]) -> None:
    held, _ = held_and_going(world)
    word(world, drop, [held])
    query = "SELECT tenant_id, by, subjects FROM foundation_audit_entry WHERE event = 'worklists:hold:dropped'"
    assert owner.execute(query).fetchall() == [(world.practice, "operator:ann", [held])]


def stuck(world: World, owner: psycopg.Connection[Any]) -> UUID:
    """A claim that a step could not read, mended by now."""
    world.send(world.order(claims=2).content)
    with world.as_role("flow"):
        for name in ("claims/interchanges.read", "claims/claims.extract"):
            runner.run(step=STEPS[name], worker="test")
    spoilt = claims_of(world)[0].id
    owner.execute("UPDATE exchange_claims_claim SET delimiters = '*' WHERE id = %s", [spoilt])
    world.run()
    owner.execute("UPDATE exchange_claims_claim SET delimiters = '*:~^' WHERE id = %s", [spoilt])
    return spoilt


def test_a_stuck_claim_that_is_released_is_judged_again(world: World, owner: psycopg.Connection[Any]) -> None:
    claim = stuck(world, owner)
    assert word(world, release, [claim]) == 1
    world.run()
    assert world.states() == {"batched": 2}
    assert [kind for kind, _, _ in items(world) if kind == "claim"] == []


def test_a_stuck_claim_that_is_dropped_leaves_no_dead_letter(world: World, owner: psycopg.Connection[Any]) -> None:
    claim = stuck(world, owner)
    assert word(world, drop, [claim]) == 1
    world.run()
    assert world.states() == {"withdrawn": 1, "batched": 1}
    assert world.rows("SELECT step FROM foundation_queue_work WHERE thing_id = %s", claim) == []
    assert any("STC*A3:23" in mail for mail in mails(world, "277ca"))


def same_content_again(world: World) -> UUID:
    """The id of a file that waits, since its content came before."""
    world.send(world.order(claims=2, control=1).content, name="first.837")
    world.run()
    received = world.send(world.order(claims=2, control=2).content, name="second.837")
    world.run()
    return received.id


def test_a_held_file_that_is_released_is_taken_in_and_its_claims_are_held_as_duplicates(world: World) -> None:
    file = same_content_again(world)
    assert word(world, release, [file]) == 1
    world.run()
    assert world.states() == {"batched": 2, "held": 2}
    assert {reason for _, reason, _ in items(world)} == {"held"}


@pytest.mark.parametrize("scheme", ["clean", "compatible"])
def test_the_sender_of_a_held_file_that_is_dropped_is_told(
    world: World, owner: psycopg.Connection[Any], scheme: str
) -> None:
    owner.execute("UPDATE foundation_tenancy_tenant SET scheme = %s WHERE id = %s", [scheme, world.practice])
    file = same_content_again(world)
    before = mails(world, "summary")
    word(world, drop, [file])
    world.run()
    (told,) = mails(world, "summary")[len(before) :]
    repeats = f"Set 0001 repeats the content of file {world.sent[0].number}"
    assert f"{repeats}: held for a person" in " ".join(before[-1].split())
    assert f"{repeats}: dropped" in " ".join(told.split())
    assert "DO NOT TIE OUT" not in told


def test_a_held_file_that_is_dropped_comes_to_nothing_and_blocks_nothing(world: World) -> None:
    file = same_content_again(world)
    assert word(world, drop, [file]) == 1
    world.run()
    assert world.states() == {"batched": 2}
    assert items(world) == []
    assert word(world, release, [file]) == 0


def test_a_file_counts_once_whatever_the_number_of_its_held_sets(world: World) -> None:
    world.send(world.order(claims=3, claims_per_set=1, control=1).content)
    world.run()
    again = world.send(world.order(claims=3, claims_per_set=1, control=2).content)
    world.run()
    held = world.rows("SELECT count(*) FROM exchange_interchanges_transactionset WHERE state = 'held'")
    assert held == [(3,)]
    assert word(world, release, [again.id, uuid4()]) == 1


def test_a_claim_whose_pair_was_given_to_another_is_not_let_go_on_as_its_senders(
    world: World, tenant: Callable[..., int]
) -> None:
    held, _ = held_and_going(world)
    ((npi, tin),) = world.rows("SELECT billing_npi, billing_tin FROM exchange_claims_claim WHERE id = %s", held)
    client = tenant(name="A client")
    with world.as_role("operator"), scope([1, client, world.practice], by=BY):
        add_pair(npi=npi, tin=tin, tenant=client, by=BY)
        add_pair(npi=npi, tin=tin, tenant=client, submitter=world.practice, by=BY)
    with pytest.raises(BelongsToAnother, match=f"of tenant {client}"):
        word(world, release, [held])
    assert world.states()["held"] == 1
    assert word(world, drop, [held]) == 1


def rules_on(world: World) -> set[tuple[str, str]]:
    """Rule and disposition of all that stands on held claims."""
    return set(
        world.rows(
            "SELECT rule, found.disposition FROM exchange_claims_claimfinding AS found"
            " JOIN exchange_claims_claim AS claim ON claim.id = found.claim_id WHERE claim.state = 'held'"
        )
    )


def happens(world: World, rule: str, **what: Any) -> int:
    """What claims waited for has happened; the workers do what is due then."""
    with world.as_role("operator"), scope([1, world.practice], by=BY):
        done = let_go(rule=rule, by="operator:ann", **what)
    world.run()
    return done


def pair_of(world: World, claim: UUID) -> dict[str, Any]:
    ((npi, tin),) = world.rows("SELECT billing_npi, billing_tin FROM exchange_claims_claim WHERE id = %s", claim)
    return {"npi": npi, "tin": tin}


def test_each_thing_that_happens_lets_claims_go_until_the_next_hold_and_the_last_lets_them_leave(
    world: World, owner: psycopg.Connection[Any]
) -> None:
    owner.execute("UPDATE foundation_tenancy_tenant SET is_live = false WHERE id = %s", [world.practice])
    owner.execute("UPDATE exchange_connections_connection SET is_live = false")
    world.send(world.order(claims=2, planted={0: "stranger_pair"}).content)
    world.run()
    stranger = {
        str(id) for (id,) in world.rows("SELECT claim_id FROM exchange_claims_claimfinding WHERE rule = %s", PAIR)
    }
    pair = pair_of(world, UUID(stranger.pop()))
    assert rules_on(world) == {(PAIR, "hold"), (LIVE, "hold")}
    with world.as_role("operator"), scope([1, world.practice], by=BY):
        add_pair(**pair, tenant=world.practice, by=BY)
    assert happens(world, PAIR, **pair) == 1
    assert rules_on(world) == {(LIVE, "hold")}
    owner.execute("UPDATE foundation_tenancy_tenant SET is_live = true WHERE id = %s", [world.practice])
    assert happens(world, LIVE, submitter=world.practice) == 2
    assert rules_on(world) == {(ROUTE, "hold")}
    assert {reason for _, reason, _ in items(world)} == {"no_route"}
    owner.execute("UPDATE exchange_connections_connection SET is_live = true")
    assert happens(world, ROUTE) == 2
    assert (world.states(), items(world)) == ({"batched": 2}, [])


def test_only_those_that_waited_for_what_happened_are_judged_again_and_nothing_is_waived(world: World) -> None:
    held, _ = held_and_going(world)
    for rule, what in ((LIVE, {"submitter": world.practice}), (PAIR, {"npi": "1234567893", "tin": "123456789"})):
        assert happens(world, rule, **what) == 0
    assert happens(world, PAIR, **pair_of(world, held)) == 1
    assert rules_on(world) == {(PAIR, "hold")}


def let_in(world: World, tenant: Callable[..., int], held: UUID) -> dict[str, Any]:
    """A client has the pair of a held claim, and lets its sender bill for it."""
    client, pair = tenant(name="A client"), pair_of(world, held)
    with world.as_role("operator"), scope([1, client, world.practice], by=BY):
        add_pair(**pair, tenant=client, by=BY)
        add_pair(**pair, tenant=client, submitter=world.practice, by=BY)
    return pair


def says(world: World, held: UUID) -> str:
    ((finding,),) = world.rows("SELECT finding FROM exchange_claims_claimfinding WHERE claim_id = %s", held)
    return str(finding)


def test_a_claim_of_a_pair_that_another_got_stays_held_and_says_that_it_is_to_be_sent_again(
    world: World, tenant: Callable[..., int]
) -> None:
    held, _ = held_and_going(world)
    assert "You are not authorized" in says(world, held)
    pair = let_in(world, tenant, held)
    assert happens(world, PAIR, **pair) == 1
    assert world.states()["held"] == 1
    assert "Withdraw this claim and send it again" in says(world, held)
    assert "A client" not in says(world, held)


def test_what_its_sender_withdraws_goes_out_as_its_clients_when_the_same_file_is_sent_again(
    world: World, tenant: Callable[..., int], owner: psycopg.Connection[Any]
) -> None:
    content = world.order(claims=1, planted={0: "stranger_pair"}).content
    world.send(content)
    world.run()
    (held,) = claims_in(world, "held")
    let_in(world, tenant, held)
    with world.as_role("web"), scope([world.practice], by=BY):
        assert not withdraw(claim=held, sender=world.practice + 1, by="user:1")
        assert withdraw(claim=held, sender=world.practice, by="user:1")
    world.run()
    assert (world.states(), items(world)) == ({"withdrawn": 1}, [])
    assert any("STC*A3:23" in mail for mail in mails(world, "277ca"))
    world.send(content)
    world.run()
    rows = owner.execute("SELECT tenant_id = %s, state FROM exchange_claims_claim ORDER BY id", [world.practice])
    assert rows.fetchall() == [(True, "withdrawn"), (False, "batched")]


TOLD = "Withdraw this claim and send it again"


def sweep(world: World) -> int:
    with world.as_role("flow"):
        done = tell_let_in(by="flow:let_in")
    world.run()
    return done


def test_a_sender_who_was_let_in_by_somebody_else_is_told_within_seconds_and_once(
    world: World, tenant: Callable[..., int]
) -> None:
    held, _ = held_and_going(world)
    assert sweep(world) == 0
    let_in(world, tenant, held)
    assert sweep(world) == 1
    assert TOLD in says(world, held)
    assert sweep(world) == 0


@pytest.mark.parametrize(
    ("begins", "ends", "is_told"),
    [(-400, None, True), (-400, 30, True), (0, 1, True), (1, None, False), (-9, 0, False)],
    ids=["long ago", "with an end ahead", "for today", "from tomorrow", "that has ended"],
)
def test_a_sender_is_told_of_what_is_valid_today_whenever_it_was_written(
    world: World,
    tenant: Callable[..., int],
    owner: psycopg.Connection[Any],
    begins: int,
    ends: int | None,
    is_told: bool,
) -> None:
    held, _ = held_and_going(world)
    let_in(world, tenant, held)
    owner.execute(
        "UPDATE directory_providers_authorizedpair SET created_at = created_at - interval '9 days', from_date = %s,"
        " until_date = %s WHERE tenant_id <> submitter_id",
        [today() + timedelta(begins), None if ends is None else today() + timedelta(ends)],
    )
    assert [sweep(world), sweep(world)] == [int(is_told), 0]
    assert (TOLD in says(world, held)) is is_told
    owner.execute("UPDATE directory_providers_authorizedpair SET from_date = %s, until_date = NULL", [today()])
    assert [sweep(world), sweep(world)] == [int(not is_told), 0]
