from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg
import pytest

from clearlane.foundation.outbox.begin import begin
from clearlane.foundation.outbox.conclude import NotAnEnd, conclude, doubt, resolve
from clearlane.foundation.outbox.put import put
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole

HOUSE = 1


@pytest.fixture
def row(house: int) -> UUID:
    with scope([HOUSE], by="test"):
        return put(tenant=HOUSE, kind="batch", subject=new_id(), connection=new_id(), name="a.837", size=9, by="test")


def start(row: UUID) -> int | None:
    with scope([HOUSE], by="test"):
        return begin(tenant=HOUSE, outbox=row, by="worker")


def end(row: UUID, result: str, *, attempt: int = 1) -> bool:
    with scope([HOUSE], by="test"):
        return conclude(tenant=HOUSE, outbox=row, attempt=attempt, result=result, by="worker", note="why")


def settle(row: UUID, to: str) -> bool:
    with scope([HOUSE], by="test"):
        return resolve(tenant=HOUSE, outbox=row, to=to, by="operator:ann")


def state(owner: psycopg.Connection[Any]) -> tuple[Any, ...]:
    found = owner.execute(
        "SELECT state, attempts, concluded_by, concluded_at IS NOT NULL FROM foundation_outbox_outbox"
    ).fetchone()
    assert found is not None
    return tuple(found)


def attempts(owner: psycopg.Connection[Any]) -> list[tuple[Any, ...]]:
    return owner.execute("SELECT seq, result, note FROM foundation_outbox_attempt ORDER BY seq").fetchall()


def test_put_writes_what_is_to_leave(row: UUID, owner: psycopg.Connection[Any]) -> None:
    assert state(owner) == ("pending", 0, None, False)


def test_the_attempt_stands_before_the_first_byte_leaves(row: UUID, owner: psycopg.Connection[Any]) -> None:
    assert start(row) == 1
    assert state(owner) == ("sending", 1, None, False)
    assert attempts(owner) == [(1, "", "")]


def test_two_senders_do_not_begin_the_same(row: UUID) -> None:
    assert (start(row), start(row)) == (1, None)


def test_a_confirmed_send_is_over(row: UUID, owner: psycopg.Connection[Any]) -> None:
    start(row)
    assert end(row, "confirmed")
    assert state(owner) == ("confirmed", 1, "worker", True)
    assert attempts(owner) == [(1, "confirmed", "why")]
    assert start(row) is None


def test_a_send_in_doubt_is_not_repeated_by_itself(row: UUID, owner: psycopg.Connection[Any]) -> None:
    start(row)
    assert end(row, "in_doubt")
    assert state(owner) == ("in_doubt", 1, None, False)
    assert start(row) is None


def test_a_doubt_is_resolved_by_a_person_who_sends_again(row: UUID, owner: psycopg.Connection[Any]) -> None:
    start(row)
    end(row, "in_doubt")
    assert settle(row, "pending")
    assert start(row) == 2
    assert end(row, "confirmed", attempt=2)
    assert attempts(owner) == [(1, "in_doubt", "why"), (2, "confirmed", "why")]


def test_a_doubt_is_resolved_by_the_operator(row: UUID, as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    start(row)
    end(row, "in_doubt")
    with as_role("operator"):
        assert settle(row, "confirmed")
        assert not settle(row, "failed")
    assert state(owner) == ("confirmed", 1, "operator:ann", True)


def test_what_a_dead_sender_left_is_in_doubt(row: UUID, owner: psycopg.Connection[Any]) -> None:
    start(row)
    with scope([HOUSE], by="test"):
        assert doubt(tenant=HOUSE, outbox=row, by="worker")
        assert not doubt(tenant=HOUSE, outbox=row, by="worker")
    assert state(owner)[0] == "in_doubt"
    assert attempts(owner) == [(1, "in_doubt", "the sender died")]


def test_an_attempt_ends_once(row: UUID, owner: psycopg.Connection[Any]) -> None:
    start(row)
    assert end(row, "confirmed")
    assert not end(row, "failed")
    assert state(owner)[0] == "confirmed"


@pytest.mark.parametrize("word", ["sent", "pending", "sending", ""])
def test_an_attempt_ends_in_one_of_three_ways(row: UUID, word: str) -> None:
    with pytest.raises(NotAnEnd):
        end(row, word)


def test_a_doubt_is_not_resolved_to_a_doubt(row: UUID) -> None:
    with pytest.raises(NotAnEnd):
        settle(row, "in_doubt")


def test_a_late_word_on_an_earlier_attempt_changes_nothing(row: UUID, owner: psycopg.Connection[Any]) -> None:
    """A sender that was given up and comes back speaks of its own attempt, not of the one that is under way."""
    start(row)
    with scope([HOUSE], by="worker"):
        doubt(tenant=HOUSE, outbox=row, by="worker")
    settle(row, "pending")
    assert start(row) == 2
    assert not end(row, "failed", attempt=1)
    assert state(owner) == ("sending", 2, None, False)
    assert attempts(owner) == [(1, "in_doubt", "the sender died"), (2, "", "")]
    assert end(row, "confirmed", attempt=2)


@pytest.mark.parametrize("attempt", [0, 2, 7])
def test_an_attempt_that_never_began_has_no_end(row: UUID, owner: psycopg.Connection[Any], attempt: int) -> None:
    start(row)
    assert not end(row, "confirmed", attempt=attempt)
    assert state(owner) == ("sending", 1, None, False)


@pytest.mark.parametrize("result", ["confirmed", "in_doubt", "failed"])
def test_what_has_ended_is_not_begun_again(row: UUID, result: str) -> None:
    start(row)
    assert end(row, result)
    assert start(row) is None


@pytest.mark.parametrize(
    ("came", "to", "moves"),
    [
        ("pending", "confirmed", False), ("sending", "confirmed", False), ("sending", "pending", False),
        ("in_doubt", "confirmed", True), ("in_doubt", "failed", True), ("in_doubt", "pending", True),
        ("confirmed", "failed", False), ("confirmed", "pending", False), ("failed", "pending", False),
        ("failed", "confirmed", False),
    ],
)  # fmt: skip
def test_only_a_doubt_is_resolved(row: UUID, owner: psycopg.Connection[Any], came: str, to: str, moves: bool) -> None:
    if came != "pending":
        start(row)
    if came not in ("pending", "sending"):
        end(row, came)
    assert settle(row, to) is moves
    assert state(owner)[0] == (to if moves else came)


def test_a_row_of_another_tenant_is_begun_by_nobody_else(row: UUID, owner: psycopg.Connection[Any]) -> None:
    with scope([HOUSE + 1], by="test"):
        assert begin(tenant=HOUSE, outbox=row, by="worker") is None
        assert begin(tenant=HOUSE + 1, outbox=row, by="worker") is None
    assert state(owner)[0] == "pending"


def test_only_what_is_being_sent_is_doubted(row: UUID, owner: psycopg.Connection[Any]) -> None:
    with scope([HOUSE], by="worker"):
        assert not doubt(tenant=HOUSE, outbox=row, by="worker")
    start(row)
    with scope([HOUSE], by="worker"):
        assert doubt(tenant=HOUSE, outbox=row, by="worker")
        assert not doubt(tenant=HOUSE, outbox=row, by="worker")
    assert state(owner)[0] == "in_doubt"


def test_a_doubt_about_one_row_says_nothing_of_what_others_send(row: UUID, owner: psycopg.Connection[Any]) -> None:
    with scope([HOUSE], by="test"):
        other = put(tenant=HOUSE, kind="batch", subject=new_id(), connection=new_id(), name="b", size=9, by="test")
    start(row)
    start(other)
    with scope([HOUSE], by="worker"):
        assert doubt(tenant=HOUSE, outbox=other, by="worker")
    assert end(row, "confirmed")
    assert dict(owner.execute("SELECT id, state FROM foundation_outbox_outbox").fetchall()) == {
        row: "confirmed", other: "in_doubt",
    }  # fmt: skip
