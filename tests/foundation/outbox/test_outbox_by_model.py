"""A row of the outbox moves as a small table says, for any sequence of words about it."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from clearlane.foundation.outbox.begin import begin
from clearlane.foundation.outbox.conclude import conclude, confirm, doubt, resolve, withdraw
from clearlane.foundation.outbox.put import put
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole

Owner = psycopg.Connection[Any]
BY = "flow:test"
LAW: dict[tuple[str, str], str] = {
    ("begin", "pending"): "sending",
    ("conclude confirmed", "sending"): "confirmed",
    ("conclude in_doubt", "sending"): "in_doubt",
    ("conclude failed", "sending"): "failed",
    ("doubt", "sending"): "in_doubt",
    ("resolve confirmed", "in_doubt"): "confirmed",
    ("resolve failed", "in_doubt"): "failed",
    ("resolve pending", "in_doubt"): "pending",
    ("confirm", "in_doubt"): "confirmed",
    ("confirm", "pending"): "confirmed",
    ("withdraw", "in_doubt"): "failed",
    ("withdraw", "pending"): "failed",
}
"""Word and state -> the next state; every other pair changes nothing and says so."""

STATES = ("pending", "sending", "in_doubt", "confirmed", "failed")


class Row:
    """One row, its state as the model knows it, and the attempt that goes on."""

    def __init__(self, owner: Owner, as_role: AsRole) -> None:
        self.owner, self.as_role, self.state, self.attempt = owner, as_role, "pending", 0
        with as_role("flow"), scope([1], by=BY):
            self.id: UUID = put(
                tenant=1, kind="batch", subject=uuid4(), connection=uuid4(), name="a.837", size=1, by=BY
            )

    def say(self, word: str) -> bool:
        """Say a word; whether it moved the row."""
        verbs: dict[str, Callable[[], Any]] = {
            "begin": lambda: begin(tenant=1, outbox=self.id, by=BY),
            "doubt": lambda: doubt(tenant=1, outbox=self.id, by=BY),
            "confirm": lambda: confirm(tenant=1, outbox=self.id, by=BY),
            "withdraw": lambda: withdraw(tenant=1, outbox=self.id, by=BY),
        }
        verb, _, result = word.partition(" ")
        if verb == "conclude":
            verbs[word] = lambda: conclude(tenant=1, outbox=self.id, attempt=self.attempt, result=result, by=BY)
        if verb == "resolve":
            verbs[word] = lambda: resolve(tenant=1, outbox=self.id, to=result, by=BY)
        with self.as_role("flow"), scope([1], by=BY):
            done = verbs[word]()
        if verb == "begin" and done is not None:
            self.attempt = int(done)
        return bool(done)

    def stored(self) -> tuple[str, int]:
        row = self.owner.execute(
            "SELECT state, attempts FROM foundation_outbox_outbox WHERE id = %s", [self.id]
        ).fetchone()
        assert row is not None
        return str(row[0]), int(row[1])


@pytest.fixture
def row(owner: Owner, as_role: AsRole, database: None) -> Row:
    return Row(owner, as_role)


WORDS = sorted({word for word, _ in LAW})


@pytest.mark.parametrize("seed", range(12))
def test_any_sequence_of_words_moves_a_row_as_the_table_says(row: Row, seed: int) -> None:
    chance, begun = random.Random(seed), 0
    for _ in range(25):
        word = chance.choice(WORDS)
        expected = LAW.get((word, row.state))
        moved = row.say(word)
        assert moved is (expected is not None), (word, row.state)
        row.state = expected or row.state
        begun += moved and word == "begin"
        assert row.stored() == (row.state, begun)


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("state", STATES)
def test_a_word_out_of_place_changes_nothing_and_says_so(row: Row, word: str, state: str) -> None:
    paths = {"pending": [], "sending": ["begin"], "in_doubt": ["begin", "doubt"],
             "confirmed": ["begin", "conclude confirmed"], "failed": ["begin", "conclude failed"]}  # fmt: skip
    for step in paths[state]:
        assert row.say(step)
    assert row.say(word) is ((word, state) in LAW)
    assert row.stored()[0] == LAW.get((word, state), state)


def test_what_is_over_stays_over(row: Row) -> None:
    row.say("begin")
    row.say("conclude confirmed")
    for word in WORDS:
        assert not row.say(word)
    assert row.stored()[0] == "confirmed"


def test_each_begin_is_an_attempt_with_an_end_of_its_own(row: Row, owner: Owner) -> None:
    for _ in range(3):
        assert row.say("begin")
        assert row.say("conclude in_doubt")
        assert row.say("resolve pending")
    rows = owner.execute(
        "SELECT seq, result, ended_at IS NOT NULL FROM foundation_outbox_attempt WHERE outbox_id = %s ORDER BY seq",
        [row.id],
    ).fetchall()
    assert rows == [(n, "in_doubt", True) for n in (1, 2, 3)]
