"""Moving claims: the table holds in the database too, each move is written down, and the counts follow."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from clearlane.exchange.claims.keep_extract import ExtractOf, keep_extracts
from clearlane.exchange.claims.learn import learn
from clearlane.exchange.claims.move import Moves, move
from clearlane.exchange.claims.owe import Owed, owe
from clearlane.exchange.claims.recall import recall, submitted
from clearlane.exchange.claims.states import BY_WHOM, CLAIM_STATES, ITEM, NOTE, STATES
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.seal import unseal
from clearlane.standards import x12
from clearlane.vocabulary.outcome import Kind, Ref
from tests.conftest import AsRole, MakeTenant
from tests.exchange.payer_files import claims_of
from tests.exchange.reading.plant import Planted, plant
from tests.flows.world import BY, World

Owner = psycopg.Connection[Any]


def ref(one: Planted) -> Ref:
    return Ref(one.owner, one.claim)


@pytest.fixture
def one_of_each(tenant: MakeTenant, as_role: AsRole) -> dict[str, Planted]:
    """A claim in every state."""
    practice = tenant()
    with as_role("flow"):
        return {state: plant(submitter=practice, state=state, seq=2) for state in STATES}


def moved(as_role: AsRole, claims: dict[str, Planted], event: str, **more: Any) -> Moves:
    tenants = {one.owner for one in claims.values()}
    with as_role("flow"), scope(tenants, by=BY):
        return move(claims=[ref(one) for one in claims.values()], event=event, by="flow:test", **more)


def test_an_event_in_the_database_does_what_the_table_says(
    one_of_each: dict[str, Planted], as_role: AsRole, owner: Owner
) -> None:
    for turn, (event, law) in enumerate(CLAIM_STATES.items(), start=3):
        for state, one in one_of_each.items():
            reset = "UPDATE exchange_claims_claim SET state = %s, by_whom = 'us' WHERE id = %s"
            owner.execute(reset, [state, one.claim])
        moves = moved(as_role, one_of_each, event, detail="why")
        by_way = {NOTE: moves.noted, ITEM: moves.odd}
        now = {id: rest for id, *rest in owner.execute("SELECT id, state, by_whom, seq FROM exchange_claims_claim")}
        for state, one in one_of_each.items():
            to = law[state]
            stays = to in (NOTE, ITEM)
            assert ref(one) in by_way.get(to, moves.moved)
            assert now[one.claim] == [state if stays else to, "us" if stays else BY_WHOM.get(event, "us"), turn]


def test_each_move_is_written_down_with_who_and_why(
    one_of_each: dict[str, Planted], as_role: AsRole, owner: Owner
) -> None:
    held = one_of_each["held"]
    moved(as_role, {"held": held}, "release", details={ref(held): '["x"]'})
    row = owner.execute(
        "SELECT event, from_state, to_state, by, detail FROM exchange_claims_transition"
        " WHERE claim_id = %s AND seq = 3",
        [held.claim],
    ).fetchone()
    assert row == ("release", "held", "received", "flow:test", '["x"]')


def test_the_counts_follow_every_move(one_of_each: dict[str, Planted], as_role: AsRole, owner: Owner) -> None:
    for event in ("pass", "batch", "send", "payer_received", "payer_rejected", "payer_accepted", "replace", "withdraw"):
        moved(as_role, one_of_each, event)
    delta = "SELECT state, sum(n), sum(cents) FROM exchange_claims_claimcount GROUP BY 1 HAVING sum(n) <> 0"
    now = "SELECT state, count(*), sum(total_cents) FROM exchange_claims_claim GROUP BY 1"
    before = dict.fromkeys(STATES, 1)
    counted = {state: before.get(state, 0) for state in STATES}
    for state, n, _ in owner.execute(delta):
        counted[state] += int(n)
    assert {state: n for state, n in counted.items() if n} == {state: n for state, n, _ in owner.execute(now)}


def test_an_event_that_the_table_does_not_have_moves_nothing(one_of_each: dict[str, Planted], as_role: AsRole) -> None:
    with pytest.raises(KeyError):
        moved(as_role, one_of_each, "vanish")


def test_no_claims_are_no_moves(house: int) -> None:
    with scope([house], by=BY):
        assert move(claims=[], event="send", by=BY) == Moves(frozenset())


def test_a_claim_that_is_not_there_or_not_in_scope_moves_not(
    one_of_each: dict[str, Planted], as_role: AsRole, tenant: MakeTenant, owner: Owner
) -> None:
    ready, stranger = one_of_each["ready"], tenant()
    with as_role("flow"), scope([stranger], by=BY):
        assert move(claims=[ref(ready), Ref(stranger, new_id())], event="batch", by=BY) == Moves(frozenset())
    assert owner.execute("SELECT state FROM exchange_claims_claim WHERE id = %s", [ready.claim]).fetchone() == (
        "ready",
    )


def test_a_claim_twice_in_a_chunk_moves_once(one_of_each: dict[str, Planted], as_role: AsRole, owner: Owner) -> None:
    ready = one_of_each["ready"]
    with as_role("flow"), scope([ready.owner], by=BY):
        move(claims=[ref(ready), ref(ready)], event="batch", by=BY)
    query = "SELECT count(*) FROM exchange_claims_transition WHERE claim_id = %s AND event = 'batch' AND seq > 2"
    assert owner.execute(query, [ready.claim]).fetchone() == (1,)


# What hangs on a claim


def test_an_answer_is_owed_in_the_lane_of_its_file_and_source(one_of_each: dict[str, Planted], as_role: AsRole) -> None:
    one, other = one_of_each["sent"], one_of_each["held"]
    with as_role("flow"), scope([one.owner], by=BY):
        given = owe(
            owed=[
                Owed(ref(one), one.submitter, one.file, [{"category": "A1", "code": "20"}]),
                Owed(ref(one), one.submitter, one.file, [{"stc": ["A2"]}], "payer", new_id()),
                Owed(ref(other), other.submitter, other.file, []),
            ]
        )
    assert [each.lane for each in given] == [f"us/{one.file}", f"payer/{one.file}", f"us/{other.file}"]
    assert {each.kind for each in given} == {Kind.ANSWER}
    assert len({each.ref for each in given}) == 3


def test_a_payers_number_is_learnt_once_with_the_first_time(one_of_each: dict[str, Planted], as_role: AsRole) -> None:
    one = one_of_each["sent"]
    with as_role("flow"), scope([one.owner], by=BY), cursor() as sql:
        for _ in range(2):
            learn(heard=[(ref(one), "ICN9"), (ref(one), "ICN9"), (ref(one), "")], kind="1K")
        learn(heard=[(ref(one), "ICN9")], kind="CLP07")
        learn(heard=[], kind="1K")
        sql.execute(
            "SELECT number, kind FROM exchange_claims_payernumber WHERE claim_id = %s ORDER BY 1, 2", [one.claim]
        )
        assert sql.fetchall() == [("ICN-1", "1K"), ("ICN9", "1K"), ("ICN9", "CLP07")]


def test_extracts_are_sealed_and_numbered_by_claim(one_of_each: dict[str, Planted], as_role: AsRole) -> None:
    one, other = one_of_each["sent"], one_of_each["held"]
    kept = [
        ExtractOf(ref(each), "999", b"h" * 32, 1, 9, text) for each, text in ((one, b"A"), (other, b"B"), (one, b"C"))
    ]
    with as_role("flow"), scope([one.owner], by=BY), cursor() as sql:
        keep_extracts(extracts=kept)
        keep_extracts(extracts=[])
        sql.execute("SELECT claim_id, seq, sealed FROM exchange_claims_extract WHERE seq > 1 ORDER BY claim_id, seq")
        rows = [(id, seq, unseal(tenant=one.owner, sealed=bytes(sealed))) for id, seq, sealed in sql.fetchall()]
    assert sorted(rows) == sorted([(one.claim, 2, b"A"), (one.claim, 3, b"C"), (other.claim, 2, b"B")])


def test_a_claim_is_recalled_as_it_was_submitted(world: World) -> None:
    content = world.order(claims=6, share_dependents=0.5, claims_per_set=4).content
    world.send(content)
    world.run("claims/interchanges.read")
    claims = claims_of(world)
    with world.as_role("flow"), scope([1, world.practice], by=BY):
        recalled = {one.row.id: one for one in recall(chunk=[claim.ref for claim in claims] + [Ref(1, new_id())])}
        assert list(recall(chunk=[])) == []
        for claim in claims:
            one = recalled[claim.id]
            assert all(content[piece.offset : piece.offset + len(piece.text)] == piece.text for piece in one.pieces)
            again = submitted(one)
            assert again.text("2300", "CLM", 1) == claim.number
            assert all(content[s.offset :].startswith(x12.encode("*".join(s.elements[:2]))) for s in again.segments)
            assert len(again.lines()) >= 1
    assert len(recalled) == 6
