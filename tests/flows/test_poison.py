"""One bad thing in a chunk: it is halved out, stands before a person, and every other thing goes on, in every stage."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from clearlane.exchange.intake.receive import Upload, receive
from clearlane.flows import run as runner
from clearlane.flows.steps import STEPS
from clearlane.foundation.queue.put import Due, put
from clearlane.foundation.tenancy.scope import scope
from tests.exchange.payer_files import FIRST_STEP, about, advice, answer_277, paid, pays, send_out
from tests.flows.world import BY, World

OUT = (
    "claims/interchanges.read", "claims/acks.answer", "claims/claims.extract", "claims/edits.check",
    "claims/routing.choose", "claims/batches.build", "claims/replies.tell", "claims/replies.summarise",
)  # fmt: skip
ONE = "(SELECT thing_id FROM foundation_queue_work WHERE step = %(step)s ORDER BY id OFFSET 1 LIMIT 1)"
POISON = {
    "claims/acks.answer": "UPDATE exchange_interchanges_interchange SET report = 'x' WHERE id = {one}",
    "claims/claims.extract": "UPDATE exchange_interchanges_transactionset SET delimiters = '*' WHERE id = {one}",
    "claims/edits.check": "UPDATE exchange_claims_claim SET delimiters = '*' WHERE id = {one}",
    "claims/batches.build": "UPDATE exchange_claims_claim SET delimiters = '*' WHERE id = {one}",
    "claims/replies.tell": "UPDATE exchange_claims_answer SET statuses = 'x' WHERE id = {one}",
}
HOME = {
    "answers/responses.extract": "UPDATE exchange_interchanges_transactionset SET delimiters = '*' WHERE id = {one}",
    "answers/responses.match": "UPDATE exchange_responses_response SET body = 'x' WHERE id = {one}",
    "remittance/remits.extract": "UPDATE exchange_interchanges_transactionset SET delimiters = '*' WHERE id = {one}",
    "remittance/remits.match": "UPDATE exchange_remits_paymentclaim SET line_controls = 'x' WHERE payment_id = {one}",
    "remittance/remits.post": "UPDATE exchange_remits_payment SET findings = 'x' WHERE id = {one}",
    "remittance/replies.deliver": "UPDATE exchange_remits_payment SET findings = 'x' WHERE id = {one}",
}
PAYMENTS: tuple[str, ...] = ("answers/interchanges.read", "remittance/remits.extract", "remittance/remits.match",
            "remittance/remits.post", "remittance/replies.deliver")  # fmt: skip
WORDS: tuple[str, ...] = (
    "answers/interchanges.read",
    "answers/responses.extract",
    "answers/responses.match",
    "answers/replies.tell",
)


def advance(world: World, *names: str) -> None:
    """Let each of these steps take one chunk, and nothing that follows."""
    with world.as_role("flow"):
        for name in names:
            runner.run(step=STEPS[name], worker="test")


def poison(owner: psycopg.Connection[Any], step: str, statement: str) -> int:
    """Spoil the second thing that waits for a step; returns how many wait."""
    row = owner.execute("SELECT count(*) FROM foundation_queue_work WHERE step = %s", [step]).fetchone()
    owner.execute(statement.format(one=ONE).encode(), {"step": step})
    assert row is not None
    return int(row[0])


def left(world: World, step: str) -> tuple[int, list[tuple[Any, ...]]]:
    """How much waits for a step that is no dead letter, and what stands on the worklist as stuck."""
    ((waiting,),) = world.rows(
        "SELECT count(*) FROM foundation_queue_work WHERE step = %s AND stuck_at IS NULL", step
    )  # fmt: skip
    stuck = world.rows("SELECT kind, note FROM exchange_worklists_item WHERE reason = 'stuck'")
    return waiting, stuck


@pytest.mark.parametrize("step", POISON)
def test_on_the_way_out_one_bad_thing_stops_no_other(world: World, owner: psycopg.Connection[Any], step: str) -> None:
    for seed in (1, 2, 3):
        world.send(world.order(seed=seed, claims=2, control=seed).content, name=f"{seed}.837")
    advance(world, *OUT[: OUT.index(step)])
    assert poison(owner, step, POISON[step]) >= 3
    advance(world, step, step, step)
    waiting, stuck = left(world, step)
    assert waiting == 0
    assert len(stuck) == 1
    assert stuck[0][1].startswith(f"{step} failed with ")


def arrived(world: World, content: bytes) -> None:
    """A payer's file that waits to be read."""
    with world.as_role("flow"), scope([1], by=BY):
        upload = Upload(
            tenant=1, name="answer.txt", content=content, way="sftp", direction="payer", connection=world.connection
        )
        put([Due(FIRST_STEP, 1, receive(upload=upload, by=BY).id)])


@pytest.mark.parametrize("step", HOME)
def test_on_the_way_home_one_bad_thing_stops_no_other(world: World, owner: psycopg.Connection[Any], step: str) -> None:
    claims = send_out(world, claims=3)
    if step in PAYMENTS:
        arrived(world, advice(*(pays(one, paid(one), trace=f"EFT{n}") for n, one in enumerate(claims))))
        path = PAYMENTS
    else:
        for one in claims:
            arrived(world, answer_277(about(one, "A2:20:PR")))
        path = WORDS
    advance(world, *path[: path.index(step)])
    assert poison(owner, step, HOME[step]) >= 3
    advance(world, step)
    waiting, stuck = left(world, step)
    assert waiting == 0
    assert {note.split(" failed")[0] for _, note in stuck} == {step}
    assert len(stuck) == (2 if step == "answers/responses.match" else 1)  # a set's own word is read with its claims'


@pytest.mark.parametrize("step", ["claims/interchanges.read", "claims/claims.extract"])
def test_a_tie_out_knows_of_a_file_or_set_whose_claims_nobody_has_counted(
    world: World, owner: psycopg.Connection[Any], step: str
) -> None:
    for seed in (1, 2):
        world.send(world.order(seed=seed, claims=2, control=seed).content, name=f"{seed}.837")
    world.run()
    assert world.ties_out().closes
    file = world.send(world.order(seed=3, claims=2, control=3).content, name="3.837")
    advance(world, *OUT[: OUT.index(step)])
    owner.execute("UPDATE foundation_queue_work SET stuck_at = now() WHERE step = %s", [step])
    tied = world.ties_out()
    assert (tied.is_placed, tied.uncounted, tied.closes) == (True, 1, False)
    assert [world.ties_out(files=[one.id]).uncounted for one in (file, world.sent[0])] == [1, 0]


def test_what_is_stuck_names_no_value_of_the_claim(world: World, owner: psycopg.Connection[Any]) -> None:
    world.send(world.order(claims=3).content)
    advance(world, *OUT[:3])
    poison(owner, "claims/edits.check", POISON["claims/edits.check"])
    advance(world, "claims/edits.check")
    names = {name for row in world.rows("SELECT patient_last, member_id FROM exchange_claims_claim") for name in row}
    ((note, error),) = world.rows(
        "SELECT item.note, work.error FROM exchange_worklists_item AS item "
        "JOIN foundation_queue_work AS work ON work.thing_id = item.subject_id WHERE item.reason = 'stuck'"
    )
    assert not any(name in note or name in error for name in names)


def test_two_tenants_in_one_chunk_each_keep_their_own(
    world: World, tenant: Any, owner: psycopg.Connection[Any]
) -> None:
    other = tenant(kind="practice")
    content = world.order(claims=2).content
    world.send(content)
    world.send(content, tenant=other)
    world.run()
    rows = world.rows(
        "SELECT tenant_id, state, count(*) FROM exchange_claims_claim GROUP BY 1, 2 ORDER BY 1", tenants=[other]
    )
    assert rows == [(world.practice, "batched", 2), (other, "held", 2)]
    mails = world.rows("SELECT tenant_id, kind FROM foundation_outbox_mail ORDER BY 1, 2", tenants=[other])
    assert mails == [
        (world.practice, "277ca"),
        (world.practice, "999"),
        (world.practice, "summary"),
        (other, "999"),
        (other, "summary"),
    ]


def test_a_claim_of_one_tenant_never_holds_up_another_by_its_content(world: World, tenant: Any) -> None:
    other = tenant(kind="practice")
    for control, who in ((1, world.practice), (2, other)):
        world.send(world.order(claims=1, control=control).content, tenant=who)
    world.run()
    reasons = world.rows("SELECT tenant_id, reason FROM exchange_worklists_item ORDER BY 1", tenants=[other])
    assert reasons == [(other, "held")]
