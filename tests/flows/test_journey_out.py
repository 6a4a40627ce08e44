"""A file's way from the door to the batch: what goes on, what is held, what is rejected, and what each is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from clearlane.flows.release import drop, release
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import fetch
from tests.flows.world import BY, World

FAULTS = {
    "bad_billing_npi": "rejected",
    "stranger_pair": "held",
    "unknown_payer": "held",
    "charge_mismatch": "rejected",
    "future_service": "rejected",
    "bad_diagnosis": "rejected",
    "bad_pointer": "rejected",
    "bad_place": "rejected",
    "no_payer_number": "dead",
    "missing_diagnosis": "dead",
}


def mails(world: World) -> dict[str, bytes]:
    """The mailbox of the practice: kind of reply and number in order -> bytes."""
    rows = world.rows("SELECT kind, address FROM foundation_outbox_mail ORDER BY id")
    with world.as_role("flow"), scope([world.practice], by=BY):
        return {f"{kind} {at}": fetch(tenant=world.practice, address=bytes(a)) for at, (kind, a) in enumerate(rows)}


def of_kind(world: World, kind: str) -> list[bytes]:
    """The replies of one kind, in the order in which they were laid ready."""
    return [content for name, content in mails(world).items() if name.split()[0] == kind]


def test_a_clean_file_becomes_one_batch(world: World) -> None:
    world.send(world.order(claims=5).content)
    world.run()
    assert world.states() == {"batched": 5}


def test_a_clean_file_is_told_of_by_999_and_277ca_and_summary(world: World) -> None:
    world.send(world.order(claims=5).content)
    world.run()
    assert sorted(name.split()[0] for name in mails(world)) == ["277ca", "999", "summary"]


@pytest.mark.parametrize(("fault", "state"), FAULTS.items())
def test_one_faulty_claim_ends_where_its_fault_belongs_and_the_others_go_out(
    world: World, fault: str, state: str
) -> None:
    world.send(world.order(claims=4, planted={1: fault}).content)
    world.run()
    assert world.states() == {"batched": 3, state: 1}


def test_each_claim_is_told_once_in_our_277ca_but_for_held_ones(world: World) -> None:
    planted = {1: "charge_mismatch", 2: "missing_diagnosis", 3: "stranger_pair"}
    world.send(world.order(claims=6, planted=planted).content)
    world.run()
    (told,) = of_kind(world, "277ca")
    assert told.count(b"*PT~") == 5
    assert told.count(b"STC*A3:684") == 1


def test_a_held_claim_that_is_released_goes_out_and_is_told(world: World) -> None:
    world.send(world.order(claims=2, planted={0: "stranger_pair"}).content)
    world.run()
    _word(world, release)
    world.run()
    assert world.states() == {"batched": 2}
    assert len(of_kind(world, "277ca")) == 2


def test_a_held_claim_that_is_dropped_is_withdrawn_and_told(world: World) -> None:
    world.send(world.order(claims=2, planted={0: "stranger_pair"}).content)
    world.run()
    _word(world, drop)
    world.run()
    assert world.states() == {"batched": 1, "withdrawn": 1}
    assert b"STC*A3:23" in of_kind(world, "277ca")[-1]


def _word(world: World, verb: Any) -> None:
    """An operator's word on whatever is held."""
    held = [id for (id,) in world.rows("SELECT id FROM exchange_claims_claim WHERE state = 'held'")]
    with world.as_role("operator"), scope([1, world.practice], by=BY):
        assert verb(ids=held, by=BY) == len(held)


def test_a_release_waives_the_rule_that_held_the_claim(world: World) -> None:
    world.send(world.order(claims=1, planted={0: "stranger_pair"}).content)
    world.run()
    _word(world, release)
    world.run()
    ((finding,),) = world.rows("SELECT finding FROM exchange_claims_claimfinding WHERE rule = 'authorized_pair'")
    assert json.loads(finding)["disposition"] == "warn"


def test_the_same_bytes_again_are_not_processed_and_the_answer_names_the_first(world: World) -> None:
    content = world.order(claims=3).content
    first = world.send(content)
    world.run()
    world.send(content, name="again.837")
    world.run()
    assert world.states() == {"batched": 3}
    assert str(first.number).encode() in of_kind(world, "summary")[-1]


def test_the_same_bytes_after_all_was_dropped_are_processed(world: World) -> None:
    content = world.order(claims=1, planted={0: "stranger_pair"}).content
    world.send(content)
    world.run()
    _word(world, drop)
    world.send(content, name="again.837")
    world.run()
    assert world.states() == {"withdrawn": 1, "held": 1}


def test_the_same_content_under_another_control_number_waits_for_a_person(world: World) -> None:
    world.send(world.order(claims=3, control=1).content)
    world.run()
    world.send(world.order(claims=3, control=2).content, name="other.837")
    world.run()
    items = world.rows("SELECT reason FROM exchange_worklists_item WHERE closed_at IS NULL")
    assert (world.states(), items) == ({"batched": 3}, [("same_content",)])


def test_the_same_control_number_with_other_bytes_is_processed_with_a_warning(world: World) -> None:
    for seed in (1, 2):
        world.send(world.order(seed=seed, claims=2, control=7).content, name=f"{seed}.837")
        world.run()
    reports = [report for (report,) in world.rows("SELECT report FROM exchange_interchanges_interchange ORDER BY id")]
    assert ["same_control_number" in report for report in reports] == [False, True]
    assert world.states() == {"batched": 4}


def test_a_duplicate_claim_in_another_file_is_held(world: World) -> None:
    world.send(world.order(claims=3, claim_numbers={0: "FIRST"}).content)
    world.run()
    world.send(world.order(claims=3, claim_numbers={0: "SECOND"}).content, name="second.837")
    world.run()
    assert world.states() == {"batched": 3, "held": 3}


def test_a_test_file_has_no_way_to_a_production_connection(world: World) -> None:
    world.send(world.order(claims=2, usage="T").content)
    world.run()
    assert world.states() == {"held": 2}
    assert world.rows("SELECT DISTINCT reason FROM exchange_worklists_item") == [("no_route",)]


def test_a_name_with_oatest_makes_a_file_a_test(world: World) -> None:
    world.send(world.order(claims=1).content, name="OATEST_837P.txt")
    world.run()
    assert world.rows("SELECT usage FROM exchange_claims_claim") == [("T",)]


def test_the_counts_by_state_are_those_of_the_claims(world: World) -> None:
    world.send(world.order(claims=5, planted={1: "charge_mismatch", 2: "stranger_pair"}).content)
    world.run()
    counted = world.rows(
        "SELECT state, sum(n), sum(cents) FROM exchange_claims_claimcount GROUP BY 1 HAVING sum(n) <> 0"
    )
    stands = world.rows("SELECT state, count(*), sum(total_cents) FROM exchange_claims_claim GROUP BY 1")
    assert sorted(counted) == sorted(stands)
