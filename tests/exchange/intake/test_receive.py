"""Bytes arrive: stored under one number, as whose they are, whole or in part."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import Any
from uuid import UUID

import psycopg
import pytest

from clearlane.exchange.intake.number import control_number, take_number
from clearlane.exchange.intake.receive import Received, Upload, receive
from clearlane.exchange.intake.supersede import BECAME, REMOVED, supersede
from clearlane.flows.take_in import take_in
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import fetch
from tests.conftest import AsRole, MakeTenant

BY = "test"


def came(tenant: int, content: Any = b"ISA*1~", name: str = "claims.837", **more: Any) -> Received:
    with scope([tenant], by=BY):
        return receive(upload=Upload(tenant=tenant, name=name, content=content, way="https", **more), by=BY)


def row(tenant: int, file: UUID, columns: str) -> tuple[Any, ...]:
    with scope([tenant], by=BY), cursor() as sql:
        sql.execute(f"SELECT {columns} FROM exchange_intake_file WHERE id = %s", [file])
        return tuple(sql.fetchone() or ())


def test_a_file_is_kept_byte_for_byte_under_its_hash(tenant: MakeTenant) -> None:
    practice = tenant()
    received = came(practice, [b"ISA", b"", b"*1~"])
    sha256, size, address, state = row(practice, received.id, "sha256, size, address, state")
    assert (bytes(sha256), size, state) == (hashlib.sha256(b"ISA*1~").digest(), 6, "received")
    with scope([practice], by=BY):
        assert fetch(tenant=practice, address=bytes(address)) == b"ISA*1~"


def test_numbers_go_up_and_have_ten_digits(tenant: MakeTenant) -> None:
    practice = tenant()
    numbers = [came(practice, b"%d" % n).number for n in range(3)]
    assert numbers == sorted(set(numbers))
    assert {len(str(number)) for number in numbers} == {10}


@pytest.mark.parametrize(("number", "control"), [(1_000_000_001, 1), (1_999_999_999, 999_999_999), (2_000_000_000, 0)])
def test_a_control_number_is_the_last_nine_digits(number: int, control: int) -> None:
    assert control_number(number) == control


def test_a_number_is_never_given_twice_even_after_a_failure(tenant: MakeTenant) -> None:
    practice = tenant()
    first = 0
    with suppress(ZeroDivisionError), scope([practice], by=BY):
        first = take_number()
        raise ZeroDivisionError
    with scope([practice], by=BY):
        assert take_number() > first


@pytest.mark.parametrize(
    ("name", "usage"),
    [
        ("claims.837", ""), ("OATEST_claims.837", "T"), ("claimsOATEST", "T"), ("oatest.837", ""), ("OA_TEST", ""),
        ("folder/OATEST.txt", "T"), ("TEST.837", ""),
    ],
)  # fmt: skip
def test_a_name_with_oatest_makes_it_a_test(tenant: MakeTenant, name: str, usage: str) -> None:
    practice = tenant()
    assert row(practice, came(practice, name=name).id, "usage") == (usage,)


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({}, "received"),
        ({"complete": False}, "partial"),
        ({"direction": "out"}, "stored"),
        ({"direction": "payer"}, "received"),
    ],
)
def test_a_file_begins_in_the_state_of_its_way(tenant: MakeTenant, more: dict[str, Any], state: str) -> None:
    assert came(tenant(), **more).state == state


def test_a_whole_file_goes_on_and_a_partial_one_does_not(tenant: MakeTenant, as_role: AsRole) -> None:
    practice = tenant()
    with as_role("web"), scope([practice], by=BY):
        whole = take_in(upload=Upload(tenant=practice, name="a", content=b"1", way="sftp"), by=BY)
        take_in(upload=Upload(tenant=practice, name="b", content=b"2", way="sftp", complete=False), by=BY)
    with scope([1], by=BY), cursor() as sql:
        sql.execute("SELECT step, tenant_id, thing_id FROM foundation_queue_work")
        assert sql.fetchall() == [("claims/interchanges.read", practice, whole.id)]


def test_receiving_is_audited_with_numbers_and_no_name(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    practice = tenant()
    received = came(practice, name="RIVERA_ANA.837")
    query = (
        "SELECT tenant_id, by, subjects, detail::text FROM foundation_audit_entry WHERE event = 'file:file:received'"
    )
    (entry,) = owner.execute(query).fetchall()
    assert entry[:3] == (practice, BY, [received.id])
    assert str(received.number) in entry[3]
    assert "RIVERA" not in entry[3]


def test_nothing_is_kept_of_a_file_whose_transaction_failed(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    practice = tenant()
    with suppress(ZeroDivisionError), scope([practice], by=BY):
        receive(upload=Upload(tenant=practice, name="a", content=b"1", way="sftp"), by=BY)
        raise ZeroDivisionError
    assert owner.execute("SELECT count(*) FROM exchange_intake_file").fetchone() == (0,)


def test_a_stranger_cannot_leave_a_file_with_another(tenant: MakeTenant) -> None:
    from django.db import DatabaseError

    mine, his = tenant(), tenant()
    with pytest.raises(DatabaseError, match="row-level security"), scope([mine], by=BY):
        receive(upload=Upload(tenant=his, name="a", content=b"1", way="sftp"), by=BY)


def put_away(tenant: int, partial: UUID, became: UUID | None = None) -> bool:
    with scope([tenant], by=BY):
        return supersede(tenant=tenant, partial=partial, by=BY, became=became)


def test_a_partial_file_that_became_a_whole_one_is_put_away_once(tenant: MakeTenant) -> None:
    practice = tenant()
    partial, whole = came(practice, b"1", complete=False).id, came(practice, b"12").id
    assert [put_away(practice, partial, whole), put_away(practice, partial, whole)] == [True, False]
    assert row(practice, partial, "first_id, reason, state") == (whole, BECAME, "partial")


def test_a_partial_file_that_its_sender_removed_is_put_away_once(
    tenant: MakeTenant, owner: psycopg.Connection[Any]
) -> None:
    practice = tenant()
    partial = came(practice, b"1", complete=False).id
    assert [put_away(practice, partial), put_away(practice, partial)] == [True, False]
    assert row(practice, partial, "first_id, reason") == (None, REMOVED)
    query = "SELECT count(*) FROM foundation_audit_entry WHERE event = 'file:file:superseded'"
    assert owner.execute(query).fetchone() == (1,)


def test_a_whole_file_and_a_strangers_are_not_put_away(tenant: MakeTenant) -> None:
    practice, stranger = tenant(), tenant()
    whole, partial = came(practice).id, came(practice, b"1", complete=False).id
    assert put_away(practice, whole) is False
    assert put_away(stranger, partial) is False
    assert row(practice, partial, "reason") == ("",)
