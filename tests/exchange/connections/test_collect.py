"""Collecting from a payer: stored before it is removed there, and never taken twice."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import psycopg
import pytest

from clearlane.exchange.connections import sftp
from clearlane.exchange.connections.add import add
from clearlane.exchange.connections.collect import collect
from clearlane.exchange.connections.set_live import set_live
from clearlane.flows import run as runner
from clearlane.flows.steps import collecting
from clearlane.flows.watch import watch, watch_all
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Ref
from tests.conftest import AsRole
from tests.exchange.connections.payer_server import PayerServer
from tests.flows.world import BY, PROFILE, profile_of


class Collector:
    """One connection to the payer, and a worker that asks it."""

    def __init__(self, payer: PayerServer, as_role: AsRole) -> None:
        self.payer, self.as_role = payer, as_role
        text = PROFILE.split("[identity]")[1]
        with as_role("operator"), scope([1], by=BY):
            self.connection = add(name="sunrise", tier="production", profile=payer.profile + "[identity]" + text, by=BY)
        with as_role("flow"), scope([1], by=BY):
            watch(connections=[self.connection])

    def round(self) -> None:
        """Ask once, as if its time had come."""
        self.rows("UPDATE foundation_queue_work SET due_at = now() - interval '1 hour' WHERE step = %s RETURNING 1",
                  collecting().name)  # fmt: skip
        with self.as_role("flow"):
            runner.run(step=collecting(), worker="test")

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with self.as_role("flow"), scope([1], by=BY), cursor() as sql:
            sql.execute(query, values)
            return list(sql.fetchall())

    def files(self) -> list[tuple[Any, ...]]:
        return self.rows("SELECT name, size, direction, connection_id, state FROM exchange_intake_file ORDER BY number")


@pytest.fixture
def collector(payer: PayerServer, house: int, as_role: AsRole) -> Collector:
    return Collector(payer, as_role)


def names(rows: Sequence[tuple[Any, ...]]) -> list[str]:
    return [str(row[0]) for row in rows]


def test_a_file_is_stored_first_and_removed_in_a_later_round(collector: Collector) -> None:
    collector.payer.lay("a.999", b"ISA*1")
    collector.round()
    assert collector.files() == [("a.999", 5, "payer", collector.connection, "received")]
    assert collector.payer.outbound() == ["a.999"]
    collector.round()
    assert collector.payer.outbound() == []
    assert names(collector.files()) == ["a.999"]


def test_what_a_payer_lays_there_again_is_not_taken_again(collector: Collector) -> None:
    for _ in range(3):
        collector.payer.lay("a.999", b"ISA*1")
        collector.round()
    assert names(collector.files()) == ["a.999"]
    assert collector.rows("SELECT attempts FROM foundation_queue_work WHERE step = %s", collecting().name) == [(0,)]


def test_where_nothing_may_be_removed_new_files_come_in_and_old_ones_are_not_taken_again(
    collector: Collector, owner: psycopg.Connection[Any]
) -> None:
    collector.payer.faults.forbids_removing = True
    collector.payer.lay("a.999", b"ISA*1")
    collector.round()
    owner.execute("UPDATE exchange_connections_collected SET at = at - interval '5 years'")
    collector.payer.lay("b.999", b"ISA*2")
    collector.round()
    collector.round()
    assert names(collector.files()) == ["a.999", "b.999"]
    works = collector.rows("SELECT attempts, stuck_at FROM foundation_queue_work WHERE step = %s", collecting().name)
    assert works == [(0, None)]


def test_what_another_round_stored_meanwhile_is_not_taken_again(collector: Collector) -> None:
    collector.payer.lay("a.999", b"ISA*1")
    chunk = [Ref(1, collector.connection)]
    with collector.as_role("flow"), scope([1], by=BY):
        acts = collect(chunk=chunk, by=BY)
        next(acts)
        next(acts)
    collector.round()
    with collector.as_role("flow"), scope([1], by=BY), pytest.raises(StopIteration) as ended:
        next(acts)
    assert [outcome.gives for outcome in ended.value.value] == [()]
    assert names(collector.files()) == ["a.999"]


def test_other_bytes_under_the_same_name_are_another_file(collector: Collector) -> None:
    for content in (b"ISA*1", b"ISA*2"):
        collector.payer.lay("answer.txt", content)
        collector.round()
    assert names(collector.files()) == ["answer.txt", "answer.txt"]


def test_what_was_collected_goes_on_to_be_read_and_collecting_goes_on(collector: Collector) -> None:
    collector.payer.lay("a.999", b"ISA*1")
    collector.round()
    steps = names(collector.rows("SELECT step FROM foundation_queue_work ORDER BY step"))
    assert steps == ["answers/connections.collect", "answers/interchanges.read"]


def test_a_payer_that_is_away_is_asked_again_later(collector: Collector) -> None:
    collector.payer.lay("a.999", b"ISA*1")
    with collector.as_role("operator"), scope([1], by=BY):
        away = collector.payer.profile.replace(str(collector.payer.port), "1")
        add(name="sunrise", tier="production", profile=away + "[identity]" + PROFILE.split("[identity]")[1], by=BY)
    collector.round()
    assert collector.files() == []
    assert collector.rows("SELECT attempts, stuck_at, due_at > now() FROM foundation_queue_work") == [(0, None, True)]


def test_watching_twice_is_watching_once_and_a_closed_connection_is_not_watched(
    collector: Collector, owner: psycopg.Connection[Any]
) -> None:
    with collector.as_role("operator"), scope([1], by=BY):
        closed = add(name="closed", tier="practice", profile=profile_of("practice"), by=BY)
    owner.execute("UPDATE exchange_connections_connection SET is_live = false WHERE id = %s", [closed])
    with collector.as_role("flow"), scope([1], by=BY):
        watch_all()
        watch_all()
    assert collector.rows("SELECT thing_id FROM foundation_queue_work") == [(collector.connection,)]


def test_a_connection_that_was_closed_is_asked_no_more(collector: Collector) -> None:
    collector.payer.lay("a.999", b"ISA*1")
    with collector.as_role("operator"), scope([1], by=BY):
        set_live(name="sunrise", is_live=False, by=BY)
    collector.round()
    assert collector.files() == []
    assert collector.rows("SELECT 1 FROM foundation_queue_work") == []


def test_a_folder_that_is_not_for_us_is_told_once_until_it_opens(collector: Collector) -> None:
    asked = "SELECT kind, reason, subject_id, closed_at IS NULL FROM exchange_worklists_item"
    collector.payer.faults.closed = b"/outbound"
    for _ in range(2):
        collector.round()
        assert collector.rows(asked) == [("connection", "unreached", collector.connection, True)]
    collector.payer.faults.closed = b""
    collector.payer.lay("a.999", b"ISA*1")
    collector.round()
    assert collector.rows(asked) == [("connection", "unreached", collector.connection, False)]
    assert names(collector.files()) == ["a.999"]


def test_a_file_that_may_not_be_removed_is_read_until_it_is_known_to_stay(collector: Collector) -> None:
    collector.payer.faults.forbids_removing = True
    collector.payer.lay("a.999", b"ISA*1")
    for _ in range(4):
        collector.round()
    assert collector.payer.opened == ["a.999", "a.999"]


@pytest.mark.parametrize(("content", "seconds"), [(b"ISA*2", 60), (b"ISA*12", 0)], ids=["later", "longer"])
def test_a_file_that_stays_is_read_again_once_it_looks_otherwise(
    collector: Collector, content: bytes, seconds: int
) -> None:
    collector.payer.faults.forbids_removing = True
    collector.payer.lay("a.999", b"ISA*1")
    for _ in range(3):
        collector.round()
    path = collector.payer.root / "outbound" / "a.999"
    changed_at = path.stat().st_mtime + seconds
    collector.payer.lay("a.999", content)
    os.utime(path, (changed_at, changed_at))
    collector.round()
    assert names(collector.files()) == ["a.999", "a.999"]


def test_only_what_may_still_lie_there_is_remembered_for_the_next_round(collector: Collector) -> None:
    asked = "SELECT name FROM exchange_connections_collected WHERE lies_there ORDER BY name"
    for name in ("a.999", "b.999"):
        collector.payer.lay(name, name.encode())
    collector.round()
    assert names(collector.rows(asked)) == ["a.999", "b.999"]
    (collector.payer.root / "outbound" / "a.999").unlink()
    collector.round()
    assert collector.payer.outbound() == []
    assert names(collector.rows(asked)) == []
    collector.payer.lay("b.999", b"b.999")
    collector.round()
    assert names(collector.rows(asked)) == ["b.999"]
    assert names(collector.files()) == ["a.999", "b.999"]


def test_a_file_that_is_too_large_is_told_until_it_is_gone(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "SELECT kind, reason, note LIKE '%% largest 2000:%%', closed_at IS NULL FROM exchange_worklists_item"
    monkeypatch.setattr(sftp, "MOST_SIZE", 1000)
    collector.payer.lay("a.835", b"1" * 2000)
    collector.payer.lay("b.835", b"1" * 1000)
    for _ in range(2):
        collector.round()
        assert collector.rows(asked) == [("connection", "too_large", True, True)]
    assert names(collector.files()) == ["b.835"]
    (collector.payer.root / "outbound" / "a.835").unlink()
    collector.round()
    assert collector.rows(asked) == [("connection", "too_large", True, False)]
