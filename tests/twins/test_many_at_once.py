"""Many at once come to the same as one after the other: objects, entries of the trail, numbers, replies."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from clearlane.exchange.intake.number import take_number, take_numbers
from clearlane.exchange.intake.reply import Letter, reply, reply_all
from clearlane.foundation.audit.record import Entry, NotAnEvent, record, record_all
from clearlane.foundation.tenancy.insert import insert_new
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import NothingStored, open_many
from clearlane.foundation.vault.store import SMALL, store, store_many
from clearlane.vocabulary.outcome import Ref
from tests.conftest import MakeTenant

CONTENTS = (b"", b"ISA*00*", b"ISA*00*", b"x" * (SMALL + 1))
NAMES = {"tenant_id": "int", "name": "text", "mail_id": "uuid"}


def rows(owner: psycopg.Connection[Any], query: str) -> list[tuple[Any, ...]]:
    return owner.execute(query.encode()).fetchall()


def test_many_objects_are_stored_as_single_ones(tenant: MakeTenant) -> None:
    mine, other = tenant(), tenant()
    contents = [(owner, content) for owner in (mine, other) for content in CONTENTS]
    with scope([mine, other], by="test"):
        many = store_many(contents)
        assert many == [store(tenant=owner, content=content) for owner, content in contents]
        opened = open_many((owner, one.address) for (owner, _), one in zip(contents, many, strict=True))
        read = [opened[owner, one.address].read(0, one.size) for (owner, _), one in zip(contents, many, strict=True)]
    assert read == [content for _, content in contents]


def test_the_same_bytes_among_many_are_one_object(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        first, second = store_many([(mine, b"twice"), (mine, b"twice")])
    assert first == second
    assert rows(owner, "SELECT count(*) FROM foundation_vault_object") == [(1,)]
    assert rows(owner, "SELECT count(*) FROM foundation_vault_content") == [(1,)]


def test_of_many_one_that_is_anothers_is_nothing_stored(tenant: MakeTenant) -> None:
    mine, other = tenant(), tenant()
    with scope([other], by="test"):
        theirs = store(tenant=other, content=b"secret")
    with scope([mine], by="test"):
        ours = store(tenant=mine, content=b"plain")
        with pytest.raises(NothingStored):
            open_many([(mine, ours.address), (mine, theirs.address)])
        with pytest.raises(NothingStored):
            open_many([(other, theirs.address)])


def test_many_numbers_ascend_and_none_comes_twice(tenant: MakeTenant) -> None:
    with scope([tenant()], by="test"):
        taken = [take_number(), *take_numbers(5), take_number()]
        assert take_numbers(0) == []
    assert taken == sorted(set(taken))


def test_many_entries_are_recorded_as_single_ones(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine, other = tenant(), tenant()
    with scope([mine, other], by="test"):
        subject = record(tenant=mine, event="a:thing:done", by="ann", detail={"n": 1})
        record_all(
            [Entry(mine, "a:thing:done", (subject,), {"n": 2}), Entry(other, "a:thing:left", (), {"who": 'é"\\'})],
            by="ann",
        )
        assert record_all([], by="ann") == []
    told = rows(
        owner,
        "SELECT tenant_id, event, by, subjects, detail, xid > 0, cluster <> 0 FROM foundation_audit_entry ORDER BY id",
    )
    assert told == [
        (mine, "a:thing:done", "ann", [], {"n": 1}, True, True),
        (mine, "a:thing:done", "ann", [subject], {"n": 2}, True, True),
        (other, "a:thing:left", "ann", [], {"who": 'é"\\'}, True, True),
    ]


def test_one_bad_entry_refuses_all(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine = tenant()
    with scope([mine], by="test"), pytest.raises(NotAnEvent):
        record_all([Entry(mine, "a:thing:done"), Entry(mine, "nothing")], by="ann")
    assert rows(owner, "SELECT count(*) FROM foundation_audit_entry") == [(0,)]


def test_insert_new_gives_what_was_not_there(tenant: MakeTenant) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        first, second = reply_all([Letter(mine, "835", b"a", None), Letter(mine, "835", b"b", None)])
        wanted = [(mine, "new.txt", first.id), (mine, "new.txt", second.id), (mine, "other.txt", second.id)]
        added = insert_new(table="foundation_outbox_mailname", columns=NAMES, rows=wanted, give="name")
        again = insert_new(table="foundation_outbox_mailname", columns=NAMES, rows=wanted, give="name")
        assert insert_new(table="foundation_outbox_mailname", columns=NAMES, rows=[], give="name") == []
    assert (sorted(added), again) == (["new.txt", "other.txt"], [])


def test_replies_of_one_name_are_told_apart_by_a_number(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine = tenant()
    letters = [Letter(mine, "835", bytes([n]), None, claims=n, cents=n * 100, number=77) for n in range(3)]
    with scope([mine], by="test"):
        before = reply(tenant=mine, kind="835", content=b"first", source=None, number=77)
        assert reply_all([]) == []
        mails = reply_all(letters)
    found = rows(owner, "SELECT id, name, number, claims, cents FROM foundation_outbox_mail ORDER BY id")
    stem = found[0][1].removesuffix(".835")
    assert [Ref(mine, row[0]) for row in found] == [before, *mails]
    assert [row[1] for row in found] == [f"{stem}.835", *(f"{stem}-{n}.835" for n in (2, 3, 4))]
    assert [row[2:] for row in found[1:]] == [(77, n, n * 100) for n in range(3)]


def test_a_reply_without_a_number_takes_a_fresh_one(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine, other = tenant(), tenant()
    with scope([mine, other], by="test"):
        reply_all(
            [
                Letter(mine, "835", b"a", None),
                Letter(other, "835", b"a", None, number=5),
                Letter(mine, "835", b"b", None),
            ]
        )
    numbers = [number for (number,) in rows(owner, "SELECT number FROM foundation_outbox_mail ORDER BY id")]
    assert numbers[1] == 5
    assert numbers[0] < numbers[2]
