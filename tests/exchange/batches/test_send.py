"""A batch leaves for a payer's real server: sent once, in doubt where nobody knows, and never blindly sent again."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

import psycopg
import pytest

from clearlane.exchange.batches.send import send
from clearlane.exchange.connections.add import add
from clearlane.flows import run as runner
from clearlane.flows.retry import retry
from clearlane.flows.steps import STEPS
from clearlane.flows.unbatch import MayNotUnbatch, unbatch
from clearlane.foundation.outbox.conclude import resolve
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import fetch
from clearlane.vocabulary.outcome import Moved, Outcome, Ref, Waiting
from tests.exchange.connections.payer_server import PayerServer
from tests.exchange.payer_files import ak, arrive, items
from tests.flows.world import BY, PROFILE, World

SEND = STEPS["claims/batches.send"]


class Sending:
    """A world whose batches go to the payer's server."""

    def __init__(self, world: World, payer: PayerServer) -> None:
        self.world, self.payer = world, payer

    def profile(self, *more: str, away: bool = False) -> None:
        """Give the connection the payer's address, or one where nobody is."""
        head = self.payer.profile.replace(str(self.payer.port), "1") if away else self.payer.profile
        text = "\n".join([head + "[identity]" + PROFILE.split("[identity]")[1], *more])
        with self.world.as_role("operator"), scope([1], by=BY):
            add(name="sunrise", tier="production", profile=text, by=BY)

    def build(self, *, seed: int = 1, claims: int = 3) -> None:
        """A batch that waits to be sent: the payer was away when it was built."""
        self.profile(away=True)
        self.world.send(self.world.order(seed=seed, claims=claims, control=seed).content, name=f"{seed}.837")
        self.world.run()
        self.profile()

    def round(self) -> int:
        """Let the step take what it has, as if its time had come; returns how much that was."""
        self.world.rows(
            "UPDATE foundation_queue_work SET due_at = now() - interval '1 hour' WHERE step = %s RETURNING 1", SEND.name
        )
        with self.world.as_role("flow"):
            return runner.run(step=SEND, worker="test").taken

    def again(self) -> int:
        """An operator lets what is in doubt be sent again; returns how many batches."""
        ids = [id for (id,) in self.world.rows("SELECT id FROM exchange_batches_batch WHERE state = 'in_doubt'")]
        with self.world.as_role("operator"), scope([1, self.world.practice], by=BY):
            return retry(ids=ids, by="operator:ann")

    def again_as_pending(self, batch: UUID) -> None:
        """A person has looked, and lets it be sent again."""
        ((outbox,),) = self.world.rows("SELECT id FROM foundation_outbox_outbox WHERE subject = %s", batch)
        with self.world.as_role("operator"), scope([1], by=BY):
            assert resolve(tenant=1, outbox=outbox, to="pending", by=BY)

    def other(self) -> UUID:
        """Another connection to the same server."""
        text = self.payer.profile + "[identity]" + PROFILE.split("[identity]")[1]
        with self.world.as_role("operator"), scope([1], by=BY):
            return add(name="harbor", tier="production", profile=text, by=BY)

    def batches(self) -> list[str]:
        """Their states, by number."""
        return [state for (state,) in self.world.rows("SELECT state FROM exchange_batches_batch ORDER BY control")]

    def outbox(self) -> list[str]:
        return [state for (state,) in self.world.rows("SELECT state FROM foundation_outbox_outbox ORDER BY put_at")]

    def content(self) -> dict[str, bytes]:
        """What was built, by the name under which it leaves."""
        rows = self.world.rows("SELECT name, address FROM exchange_batches_batch")
        with self.world.as_role("flow"), scope([1], by=BY):
            return {name: fetch(tenant=1, address=bytes(address)) for name, address in rows}


@pytest.fixture
def sending(world: World, payer: PayerServer) -> Sending:
    made = Sending(world, payer)
    made.build()
    return made


def test_a_batch_is_sent_once_as_it_was_built(sending: Sending) -> None:
    assert sending.round() == 1
    assert sending.payer.inbound() == sending.content()
    assert (sending.batches(), sending.outbox()) == (["sent"], ["confirmed"])
    assert sending.world.states() == {"sent": 3}
    assert sending.round() == 0
    assert len(sending.payer.asked) == 1


def test_a_payer_that_is_away_gets_the_same_bytes_later(sending: Sending) -> None:
    built = sending.content()
    sending.profile(away=True)
    sending.round()
    assert (sending.batches(), sending.world.states()) == (["built"], {"batched": 3})
    assert sending.outbox() == ["pending"]
    sending.profile()
    sending.round()
    assert sending.payer.inbound() == built
    assert sending.batches() == ["sent"]


def test_a_payer_that_stays_away_is_told_to_a_person_until_it_is_back(
    sending: Sending, owner: psycopg.Connection[Any]
) -> None:
    sending.profile(away=True)
    sending.round()
    assert items(sending.world) == []
    owner.execute("UPDATE exchange_batches_batch SET built_at = built_at - interval '10 minutes'")
    sending.round()
    ((kind, reason, note),) = items(sending.world)
    assert (kind, reason, "127.0.0.1:1" in note) == ("batch", "unreached", True)
    sending.profile()
    sending.round()
    assert (items(sending.world), sending.batches()) == ([], ["sent"])


def test_a_payer_that_lets_us_not_in_is_told_at_once(sending: Sending) -> None:
    sending.payer.faults.closed = b"/inbound"
    sending.round()
    assert [(kind, reason) for kind, reason, _ in items(sending.world)] == [("batch", "unreached")]
    assert (sending.batches(), sending.outbox()) == (["built"], ["pending"])


def test_a_cut_on_the_way_leaves_it_in_doubt_and_a_person_decides(sending: Sending) -> None:
    sending.payer.faults.cut_while_writing = True
    sending.round()
    assert (sending.batches(), sending.world.states()) == (["in_doubt"], {"in_doubt": 3})
    sending.payer.faults.cut_while_writing = False
    sending.round()
    assert sending.payer.asked == []
    assert [(kind, reason) for kind, reason, _ in items(sending.world)] == [("batch", "in_doubt")]
    assert sending.round() == 0


def test_a_batch_in_doubt_that_lies_at_the_payers_was_sent(sending: Sending) -> None:
    sending.payer.faults.cut_after_rename = True
    sending.round()
    assert sending.world.states() == {"in_doubt": 3}
    sending.round()
    assert (sending.batches(), sending.outbox()) == (["sent"], ["confirmed"])
    assert sending.world.states() == {"sent": 3}
    assert len(sending.payer.asked) == 1


def test_half_a_file_under_the_final_name_is_not_taken_for_the_batch(sending: Sending) -> None:
    sending.payer.faults.loses_bytes = 5
    sending.round()
    sending.round()
    assert sending.batches() == ["in_doubt"]
    assert [reason for _, reason, _ in items(sending.world)] == ["in_doubt"]


def test_a_payer_that_deduplicates_gets_it_again_by_itself(sending: Sending) -> None:
    sending.profile('[answers]\nresend = "deduplicates"')
    built = sending.content()
    sending.payer.faults.cut_while_writing = True
    sending.round()
    sending.payer.faults.cut_while_writing = False
    sending.round()
    sending.round()
    assert sending.payer.inbound().items() >= built.items()
    assert (sending.batches(), sending.world.states()) == (["sent"], {"sent": 3})
    assert items(sending.world) == []


def test_a_person_lets_it_be_sent_again_with_the_same_bytes_and_name(sending: Sending) -> None:
    built = sending.content()
    sending.payer.faults.cut_while_writing = True
    sending.round()
    sending.payer.faults.cut_while_writing = False
    sending.round()
    assert sending.again() == 1
    assert items(sending.world) == []
    sending.round()
    assert sending.payer.inbound().items() >= built.items()
    assert (sending.batches(), sending.world.states()) == (["sent"], {"sent": 3})


def in_doubt_and_again(sending: Sending) -> None:
    """It arrived and was collected before the connection was cut; a person had it sent again, and nobody was there."""
    sending.payer.faults.cut_after_rename = sending.payer.faults.collects_at_once = True
    for _ in range(2):
        sending.round()
    assert sending.again() == 1
    sending.payer.faults.cut_after_rename = sending.payer.faults.collects_at_once = False
    sending.profile(away=True)
    sending.round()


def test_a_doubt_outlives_a_later_try_that_reached_nobody(sending: Sending) -> None:
    in_doubt_and_again(sending)
    ((batch,),) = sending.world.rows("SELECT id FROM exchange_batches_batch")
    assert (sending.batches(), sending.outbox()) == (["in_doubt"], ["pending"])
    with (
        sending.world.as_role("operator"),
        scope([1, sending.world.practice], by=BY),
        pytest.raises(MayNotUnbatch, match="in doubt"),
    ):
        unbatch(id=batch, by="operator:ann")
    assert sending.world.states() == {"in_doubt": 3}
    sending.profile()
    sending.round()
    assert (sending.batches(), sending.world.states()) == (["sent"], {"sent": 3})


def test_a_payers_answer_ends_a_doubt_that_waits_to_be_sent_again(sending: Sending) -> None:
    in_doubt_and_again(sending)
    sending.profile()
    ((connection,),) = sending.world.rows("SELECT connection_id FROM exchange_batches_batch")
    arrive(sending.world, ak(1), connection=connection)
    sending.round()
    assert (sending.batches(), sending.outbox()) == (["acknowledged"], ["confirmed"])
    assert (sending.world.states(), sending.payer.inbound()) == ({"sent": 3}, {})


def test_a_worker_that_died_while_sending_is_not_repeated_blindly(sending: Sending) -> None:
    ((batch,),) = sending.world.rows("SELECT id FROM exchange_batches_batch")
    with sending.world.as_role("flow"), scope([1], by=BY):
        next(send(chunk=[Ref(1, batch)], by=BY))
    assert (sending.batches(), sending.outbox()) == (["sending"], ["sending"])
    sending.round()
    assert sending.payer.asked == []
    assert [reason for _, reason, _ in items(sending.world)] == ["in_doubt"]


def test_the_lower_number_of_a_connection_goes_first(sending: Sending) -> None:
    sending.build(seed=2)
    later = "SELECT id FROM exchange_batches_batch ORDER BY control DESC LIMIT 1"
    ((second,),) = sending.world.rows(later)
    due = "UPDATE foundation_queue_work SET due_at = now() - interval '1 hour' WHERE thing_id = %s RETURNING 1"
    sending.world.rows(due, second)
    with sending.world.as_role("flow"):
        assert runner.run(step=SEND, worker="test").taken == 1
    assert sending.payer.asked == []
    assert sending.batches() == ["built", "built"]
    for _ in range(3):
        sending.round()
    assert [name.split("_")[-1] for name in sending.payer.asked] == ["000000001.837", "000000002.837"]
    assert sending.batches() == ["sent", "sent"]


def test_a_batch_in_doubt_holds_back_the_next_one_until_a_person_decides(sending: Sending) -> None:
    sending.payer.faults.cut_while_writing = True
    sending.round()
    sending.payer.faults.cut_while_writing = False
    sending.build(seed=2)
    for _ in range(4):
        sending.round()
    assert sending.batches() == ["in_doubt", "built"]
    assert sending.payer.asked == []
    sending.again()
    sending.world.run(SEND.name)
    sending.round()
    assert sending.batches() == ["sent", "sent"]
    assert [name.split("_")[-1] for name in sending.payer.asked] == ["000000001.837", "000000002.837"]


class Act:
    """One worker that sends one batch, act by act."""

    def __init__(self, sending: Sending, batch: UUID) -> None:
        self.sending = sending
        self.acts = send(chunk=[Ref(1, batch)], by=BY)
        self.inside()

    def inside(self) -> Outcome | None:
        """Its first act, or its third, in a transaction."""
        with self.sending.world.as_role("flow"), scope([1], by=BY):
            try:
                next(self.acts)
            except StopIteration as end:
                return cast(Outcome, end.value[0])
        return None

    def speak(self) -> None:
        """Its second, outside."""
        with self.sending.world.as_role("flow"):
            next(self.acts)


def numbered(sending: Sending) -> list[UUID]:
    return [id for (id,) in sending.world.rows("SELECT id FROM exchange_batches_batch ORDER BY control")]


def test_who_looks_for_a_batch_doubts_no_other_that_is_being_sent(
    sending: Sending, owner: psycopg.Connection[Any]
) -> None:
    sending.build(seed=2)
    first, second = numbered(sending)
    owner.execute("UPDATE exchange_batches_batch SET state = 'in_doubt' WHERE id = %s", [first])
    owner.execute("UPDATE foundation_outbox_outbox SET state = 'in_doubt' WHERE subject = %s", [first])
    owner.execute("UPDATE exchange_batches_batch SET connection_id = %s WHERE id = %s", [sending.other(), second])
    living = Act(sending, second)
    Act(sending, first)
    living.speak()
    assert isinstance(living.inside(), Moved)
    assert sending.batches() == ["in_doubt", "sent"]
    assert sending.outbox() == ["in_doubt", "confirmed"]


def test_who_was_taken_for_dead_and_has_sent_it_says_so(sending: Sending) -> None:
    (batch,) = numbered(sending)
    slow = Act(sending, batch)
    Act(sending, batch)
    slow.speak()
    assert isinstance(slow.inside(), Moved)
    assert (sending.batches(), sending.outbox()) == (["sent"], ["confirmed"])


@pytest.mark.parametrize("fault", ["unreached", "unknown"])
def test_who_was_taken_for_dead_and_has_not_sent_it_leaves_it_to_the_other(sending: Sending, fault: str) -> None:
    (batch,) = numbered(sending)
    sending.profile(away=fault == "unreached")
    slow = Act(sending, batch)
    sending.profile()
    Act(sending, batch)
    sending.again_as_pending(batch)
    sending.payer.faults.cut_while_writing = fault == "unknown"
    slow.speak()
    sending.payer.faults.cut_while_writing = False
    again = Act(sending, batch)
    assert isinstance(slow.inside(), Waiting)
    assert (sending.batches(), sending.outbox()) == (["sending"], ["sending"])
    again.speak()
    assert isinstance(again.inside(), Moved)
    assert (sending.batches(), sending.outbox()) == (["sent"], ["confirmed"])
