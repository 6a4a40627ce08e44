"""A file is read: what it holds goes on by kind, what cannot be is set aside, and repeats are told apart."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connections

from clearlane.exchange.intake.receive import Upload, receive
from clearlane.exchange.interchanges.read import read
from clearlane.foundation.tenancy.connection import alias
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Already, Aside, Kind, Moved, Outcome, Ref
from tests.exchange.payer_files import about, advice, ak, answer_277, arrive, items, paid, pays, send_out, ta1
from tests.flows.world import BY, World


def reads(world: World, content: bytes, name: str = "claims.837", tenant: int = 0) -> Outcome:
    """What reading answers for one file of the practice."""
    file = world.send(content, name=name, tenant=tenant)
    return again(world, file.id, tenant)


def again(world: World, file: UUID, tenant: int = 0) -> Outcome:
    owner = tenant or world.practice
    with world.as_role("flow"), scope([1, owner], by=BY):
        (outcome,) = read(chunk=[Ref(owner, file)], by=BY)
    return outcome


def given(outcome: Outcome) -> list[tuple[Kind, str]]:
    assert not isinstance(outcome, Already)
    return [(one.kind, one.of) for one in outcome.gives]


def test_a_good_file_gives_sets_an_interchange_and_itself(world: World) -> None:
    outcome = reads(world, world.order(claims=4, claims_per_set=2).content)
    assert isinstance(outcome, Moved)
    assert given(outcome) == [(Kind.SET, "837"), (Kind.SET, "837"), (Kind.INTERCHANGE, ""), (Kind.FILE, "")]


def test_reading_again_changes_nothing(world: World) -> None:
    file = world.send(world.order(claims=1).content)
    first, second = again(world, file.id), again(world, file.id)
    assert (type(first), type(second)) == (Moved, Already)
    assert world.rows("SELECT count(*) FROM exchange_interchanges_transactionset") == [(1,)]


UNREADABLE = [b"", b"hello", b"\0" * 500, b"ISA*00*", b"PK\x03\x04" + b"z" * 400]


@pytest.mark.parametrize("content", UNREADABLE)
def test_what_is_no_interchange_is_quarantined_and_told_in_words(world: World, content: bytes) -> None:
    outcome = reads(world, content)
    assert isinstance(outcome, Aside)
    assert (outcome.reason, outcome.gives) == ("unreadable", ())
    assert world.rows("SELECT state FROM exchange_intake_file") == [("unreadable",)]
    assert world.rows("SELECT kind FROM foundation_outbox_mail") == [("summary",)]


@pytest.mark.parametrize(
    ("content", "held"),
    [(ak(1), "999"), (ta1(1), "TA1"), (answer_277(), "277")],
    ids=["999", "TA1", "277"],
)
def test_an_answer_where_claims_are_due_is_set_aside_by_name(world: World, content: bytes, held: str) -> None:
    outcome = reads(world, content)
    assert isinstance(outcome, Aside)
    assert (outcome.reason, outcome.note) == ("unexpected", f"holds {held} where 837 is due")


@pytest.mark.parametrize("content", UNREADABLE)
def test_a_payers_broken_file_is_not_told_to_come_from_billing_software(
    world: World, owner: psycopg.Connection[Any], content: bytes
) -> None:
    arrive(world, content)
    ((state, reason),) = owner.execute("SELECT state, reason FROM exchange_intake_file").fetchall()
    assert state == "unreadable"
    assert reason
    assert not any(word in reason for word in ("837P", "software", "drop"))


def test_claims_from_a_payer_are_set_aside_and_not_taken_in(world: World) -> None:
    arrive(world, world.order(claims=2).content)
    assert [(kind, reason) for kind, reason, _ in items(world)] == [("file", "unexpected")]
    assert world.states() == {}


def test_a_version_that_is_not_known_waits_for_a_person(world: World) -> None:
    old = (
        world.order(claims=1)
        .content.replace(b"005010X222A1", b"004010X098A1")
        .replace(b"ST*837*0001*004010X098A1", b"ST*837*0001")
    )
    outcome = reads(world, old)
    assert isinstance(outcome, Aside)
    assert outcome.reason == "unexpected"
    assert Kind.SET not in {kind for kind, _ in given(outcome)}


@pytest.mark.parametrize(
    ("name", "usages", "usage"),
    [("a", "P", "P"), ("a", "T", "T"), ("OATEST", "P", "T"), ("a", "PT", "T"), ("a", "PP", "P")],
)
def test_a_file_is_never_half_a_test(world: World, name: str, usages: str, usage: str) -> None:
    parts = [world.order(seed=n, claims=1, control=n, usage=one).content for n, one in enumerate(usages, start=1)]
    reads(world, b"".join(parts), name=name)
    assert world.rows("SELECT usage FROM exchange_intake_file") == [(usage,)]
    assert set(world.rows("SELECT usage FROM exchange_interchanges_transactionset")) == {(usage,)}


def test_an_envelope_that_was_refused_keeps_its_sets_from_going_on(world: World) -> None:
    content = world.order(claims=1).content.replace(b"IEA*1*000000001", b"IEA*1*000000009")
    outcome = reads(world, content)
    assert given(outcome) == [(Kind.INTERCHANGE, ""), (Kind.FILE, "")]
    assert world.rows("SELECT state FROM exchange_interchanges_transactionset") == [("refused",)]


# Repeats: same bytes, same control number, same content


def test_the_same_bytes_are_a_repeat_only_while_the_first_lives(world: World, owner: psycopg.Connection[Any]) -> None:
    content = world.order(claims=2).content
    first = world.send(content)
    world.run()
    assert [kind for kind, _ in given(reads(world, content, name="b"))] == [Kind.FILE]
    ((state, reason),) = world.rows("SELECT state, reason FROM exchange_intake_file WHERE name = 'b'")
    assert (state, reason.partition(":")[0]) == ("repeat", f"same bytes as file {first.number}")
    assert "send it once more with a reason: clearlane send --again REASON, or the header Send-Again" in reason
    owner.execute("UPDATE exchange_claims_claim SET state = 'rejected'")
    assert (Kind.SET, "837") in given(reads(world, content, name="c"))


BLOCKS = {
    "received": True, "dead": False, "held": True, "stuck": True, "rejected": False, "withdrawn": False, "ready": True,
    "batched": True, "in_doubt": True, "sent": True, "received_by_payer": True, "accepted_by_payer": True,
    "rejected_by_payer": False, "replaced": False,
}  # fmt: skip


def test_a_file_whose_claims_were_refused_or_withdrawn_blocks_no_later_one(
    world: World, owner: psycopg.Connection[Any]
) -> None:
    contents = {state: world.order(seed=n, claims=1, control=n).content for n, state in enumerate(BLOCKS, start=1)}
    first = {state: world.send(content, name=state).id for state, content in contents.items()}
    world.run("claims/interchanges.read")
    for state, file in first.items():
        owner.execute("UPDATE exchange_claims_claim SET state = %s WHERE file_id = %s", [state, file])
    outcomes = {state: reads(world, content, name=f"{state} again") for state, content in contents.items()}
    assert {state: (Kind.SET, "837") not in given(outcome) for state, outcome in outcomes.items()} == BLOCKS


def test_the_same_bytes_of_another_tenant_are_no_repeat(world: World, tenant: Any) -> None:
    content = world.order(claims=1).content
    world.send(content)
    world.run()
    assert (Kind.SET, "837") in given(reads(world, content, tenant=tenant(kind="practice")))


def test_a_test_never_blocks_production_nor_the_other_way(world: World) -> None:
    content = world.order(claims=1).content
    world.send(content, name="OATEST.837")
    world.run()
    assert (Kind.SET, "837") in given(reads(world, content, name="real.837"))


def test_the_same_content_is_held_for_thirty_days(world: World, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world.send(world.order(claims=1, control=1).content)
    world.run()
    clock = data / "repeats-clock"
    monkeypatch.setitem(os.environ, "CLEARLANE_TEST_CLOCK", str(clock))
    for days, held in ((29, True), (31, False)):
        clock.write_text(f"+{dt.timedelta(days=days).total_seconds():.0f}")
        outcome = reads(world, world.order(claims=1, control=days).content, name=f"{days}.837")
        assert isinstance(outcome, Aside) is held
        assert ((Kind.SET, "837") in given(outcome)) is not held


def test_what_is_held_stands_on_the_list_also_beside_something_odd(world: World) -> None:
    world.send(world.order(claims=1, control=1).content)
    world.run()
    old = world.order(claims=1, seed=2, control=3).content.replace(b"005010X222A1", b"004010X098A1")
    old = old.replace(b"ST*837*0001*004010X098A1", b"ST*837*0001")
    outcome = reads(world, world.order(claims=1, control=2).content + ak(1) + old, name="mixed.837")
    assert isinstance(outcome, Aside)
    assert outcome.reason == "same_content"
    assert outcome.note.split("; ") == [
        "1 sets repeat content that came before", "holds 999 where 837 is due",
        "1 sets of a version that is not known",
    ]  # fmt: skip


def test_a_payers_answer_that_comes_again_says_nothing_new(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, answer_277(about(claim, "A2:20:PR")))
    arrive(world, answer_277(about(claim, "A2:20:PR")), name="again.277")
    assert world.rows("SELECT state FROM exchange_interchanges_transactionset WHERE set_id = '277' ORDER BY id") == [
        ("read",), ("repeat",),
    ]  # fmt: skip


def test_two_ta1_are_two_words(world: World) -> None:
    send_out(world, claims=1)
    for name in ("one", "two"):
        arrive(world, ta1(1), name=name)
    assert world.rows("SELECT state FROM exchange_interchanges_transactionset WHERE set_id = 'TA1'") == [("read",)] * 2


def test_a_ta1_with_a_wrong_date_is_heard_and_so_is_what_stands_beside_it(world: World) -> None:
    send_out(world, claims=1)
    wrong = ta1(1).split(b"~")[1].replace(b"*261123*", b"*20261123*")
    arrive(world, ak(1).replace(b"GS*FA", wrong + b"~GS*FA"))
    query = "SELECT set_id, state FROM exchange_interchanges_transactionset WHERE set_id <> '837' ORDER BY seq"
    assert world.rows(query) == [("TA1", "read"), ("999", "read")]


def test_one_payers_file_may_hold_answers_and_payments(world: World) -> None:
    claim, other, *_ = send_out(world)
    arrive(world, answer_277(about(claim, "A2:20:PR")) + ak(1) + advice(pays(other, paid(other))))
    sets = world.rows("SELECT set_id FROM exchange_interchanges_transactionset WHERE tenant_id = 1 ORDER BY seq")
    assert sets == [("277",), ("999",), ("835",)]
    assert world.states() == {"accepted_by_payer": 2, "received_by_payer": 2}


@pytest.mark.parametrize("direction", ["in", "payer"])
def test_the_same_content_in_two_files_that_are_read_at_once_goes_on_once(
    world: World, owner: psycopg.Connection[Any], direction: str
) -> None:
    content = world.order(claims=2).content if direction == "in" else advice(pays(send_out(world)[0], amount="0"))
    refs = [received(world, content, direction, name) for name in ("one", "two")]
    outcomes: list[Outcome] = []
    with world.as_role("flow"):
        other = Thread(target=lambda: outcomes.extend(read_alone(refs[1])))
        with scope([1, world.practice], by=BY):
            outcomes += read(chunk=refs[:1], by=BY)
            other.start()
            wait_for(other, owner)
        other.join()
    assert [Kind.SET in {kind for kind, _ in given(outcome)} for outcome in outcomes] == [True, False]


def received(world: World, content: bytes, direction: str, name: str) -> Ref:
    """A file that nobody has read yet."""
    tenant, connection = (1, world.connection) if direction == "payer" else (world.practice, None)
    upload = Upload(
        tenant=tenant, name=name, content=content, way="sftp", direction=direction, connection=connection
    )  # fmt: skip
    with world.as_role("flow"), scope([tenant], by=BY):
        return Ref(tenant, receive(upload=upload, by=BY).id)


def read_alone(file: Ref) -> list[Outcome]:
    """What another worker's transaction makes of a file."""
    try:
        with scope([1, file.tenant], by=BY):
            return read(chunk=[file], by=BY)
    finally:
        connections[alias()].close()


def wait_for(other: Thread, owner: psycopg.Connection[Any]) -> None:
    """Until the other worker is through, or waits for what this one holds."""
    query = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    while other.is_alive() and not owner.execute(query).fetchone():
        other.join(0.01)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace(b"IEA*1*", b"IEA*7*"),
        lambda text: text.replace(b"GE*1*", b"GE*4*"),
        lambda text: text[: text.index(b"GE*1*")],
    ],
    ids=["IEA01", "GE01", "cut before GE"],
)
@pytest.mark.parametrize("kind", ["999", "277", "835"])
def test_a_payers_file_in_a_wrong_envelope_is_told_to_a_person(world: World, kind: str, spoil: Any) -> None:
    (claim,) = send_out(world, claims=1)
    good = {"999": ak(1), "277": answer_277(about(claim, "A2:20:PR")), "835": advice(pays(claim, paid(claim)))}[kind]
    arrive(world, spoil(good))
    ((_, reason, note),) = items(world)
    assert (reason, "1 sets stand in an envelope that is wrong" in note) == ("unexpected", True)
    assert world.rows("SELECT count(*) FROM exchange_responses_response") == [(0,)]


def test_a_payers_file_without_any_set_is_told_to_a_person(world: World) -> None:
    whole = ak(1)
    arrive(world, whole[: whole.index(b"GS*")] + b"IEA*0*" + whole.split(b"IEA*1*")[1])
    assert [(kind, reason) for kind, reason, _ in items(world)] == [("file", "unexpected")]


def test_the_same_content_twice_in_one_file_waits_for_a_person(world: World) -> None:
    first, second = (world.order(seed=3, claims=2, control=number).content for number in (1, 2))
    outcome = reads(world, first + second)
    assert isinstance(outcome, Aside)
    assert (outcome.reason, outcome.note) == ("same_content", "1 sets repeat content that came before")
    assert world.rows("SELECT state FROM exchange_interchanges_transactionset ORDER BY seq") == [("read",), ("held",)]
