"""Every column of an entry and of a block, changed behind the trail's back: each is seen, and told where it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.test import override_settings

from clearlane.foundation.audit.record import NotAnEvent, record
from clearlane.foundation.audit.roots import read_roots, roots_folder, write_roots
from clearlane.foundation.audit.verify import verify
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import MakeTenant
from tests.foundation.audit.sealing import seal_all
from tests.foundation.audit.test_verify import fresh_roots, write

__all__ = ["fresh_roots"]
Attacker = psycopg.Connection[Any]
ENTRY, BLOCK = "foundation_audit_entry", "foundation_audit_block"
ONE = 'id = (SELECT id FROM foundation_audit_entry WHERE detail @> \'{"block": 1, "entry": 2}\')'
ENTRY_CHANGES = {
    "id": "overlay(id::text PLACING 'ffff' FROM 33)::uuid",
    "at": "at + interval '1 microsecond'",
    "event": "'a:row:Written'",
    "by": "by || ' '",
    "correlation": "'019a0000-0000-7000-8000-000000000001'",
    "subjects": "ARRAY['019a0000-0000-7000-8000-000000000001']::uuid[]",
    "detail": "detail || '{\"more\": 1}'",
    "xid": "xid + 1",
    "cluster": "cluster + 1",
}
BLOCK_CHANGES = {
    "cluster": "cluster + 1",
    "from_xid": "from_xid + 1",
    "to_xid": "to_xid + 1",
    "entries": "entries + 1",
    "root": "set_byte(root, 0, get_byte(root, 0) # 1)",
    "previous": "set_byte(previous, 31, get_byte(previous, 31) # 1)",
    "seal": "set_byte(seal, 0, get_byte(seal, 0) # 1)",
}


@pytest.fixture
def trail(tenant: MakeTenant) -> int:
    """Three blocks of four entries of one tenant."""
    mine = tenant()
    write(mine)
    assert verify(by="test").faults == ()
    return mine


@contextmanager
def changed(attacker: Attacker, table: str, column: str, to: str, where: str) -> Iterator[None]:
    """Change a column while the loop's body runs, and put the table back."""
    attacker.execute("SET session_replication_role = replica")
    attacker.execute(f"CREATE TEMPORARY TABLE kept AS TABLE {table}".encode())
    done = attacker.execute(f"UPDATE {table} SET {column} = {to} WHERE {where}".encode())
    assert done.rowcount == 1, column
    yield
    attacker.execute(f"DELETE FROM {table}".encode())
    attacker.execute(f"INSERT INTO {table} TABLE kept".encode())
    attacker.execute("DROP TABLE kept")


def test_an_entry_that_was_changed_in_any_column_is_seen_in_its_block(trail: int, superuser: Attacker) -> None:
    for column, to in ENTRY_CHANGES.items():
        with changed(superuser, ENTRY, column, to, ONE):
            faults = verify(by="test").faults
            assert any("were sealed; those there are not they" in fault.what for fault in faults), column
            assert {fault.tenant for fault in faults} == {trail}
    assert verify(by="test").faults == ()


def test_a_block_that_was_changed_in_any_column_is_seen(trail: int, superuser: Attacker) -> None:
    for column, to in BLOCK_CHANGES.items():
        with changed(superuser, BLOCK, column, to, "number = 2"):
            faults = verify(by="test").faults
            assert {2} <= {fault.number for fault in faults} <= {2, 3}, column
    assert verify(by="test").faults == ()


def test_each_fault_says_its_block_and_what_is_wrong(trail: int, superuser: Attacker) -> None:
    with changed(superuser, BLOCK, "seal", BLOCK_CHANGES["seal"], "number = 2"):
        told = {(fault.number, fault.what) for fault in verify(by="test").faults}
    assert told == {
        (2, "the seal was not made with our key"),
        (3, "the block before it is missing or another one"),
        (2, "it is not the block that was written down outside"),
    }


def test_an_entry_that_was_given_to_another_tenant_is_seen_with_both(
    tenant: MakeTenant, trail: int, superuser: Attacker
) -> None:
    other = tenant()
    write(other, blocks=1)
    with changed(superuser, ENTRY, "tenant_id", str(other), ONE):
        assert {(fault.tenant, fault.number) for fault in verify(by="test").faults} == {(trail, 2), (other, 1)}


def test_one_tenants_fault_is_not_anothers(tenant: MakeTenant, trail: int, superuser: Attacker) -> None:
    other = tenant()
    write(other, blocks=1)
    with changed(superuser, ENTRY, "by", "'x'", ONE):
        assert verify(by="test", tenant=other).faults == ()
        assert verify(by="test", tenant=trail).faults != ()


def test_an_entry_that_was_slipped_in_among_sealed_ones_is_seen(trail: int, superuser: Attacker) -> None:
    superuser.execute(
        f"INSERT INTO {ENTRY} (id, tenant_id, at, event, by, subjects, detail, xid)"
        f" SELECT overlay(id::text PLACING 'fffe' FROM 33)::uuid, tenant_id, at, event, by, subjects, detail, 1"
        f" FROM {ENTRY} ORDER BY id LIMIT 1".encode()
    )
    (fault,) = verify(by="test").faults
    assert (fault.tenant, fault.number, fault.what) == (trail, 1, "4 entries were sealed; those there are not they")


# -- what is written down outside


@pytest.mark.parametrize(
    "line", ["", " ", "garbage", "2", "2 1", "2 1 abcd", "2 1 " + "a" * 63, "2 1 " + "a" * 65, "\t\n"]
)
def test_a_line_that_is_no_seal_is_passed_over(trail: int, line: str) -> None:
    (only,) = roots_folder().iterdir()
    only.write_text(only.read_text() + line + "\n")
    assert verify(by="test").faults == ()


def test_seals_of_several_months_are_read_together(tmp_path: Any) -> None:
    with override_settings(AUDIT_ROOTS=tmp_path / "several"):
        (tmp_path / "several").mkdir()
        for number, month in enumerate(("2026-08", "2026-09"), start=1):
            (tmp_path / "several" / f"{month}.txt").write_text(f"2 {number} {'ab' * 32}\n")
        assert read_roots() == {2: {1: b"\xab" * 32, 2: b"\xab" * 32}}


def test_nothing_written_makes_no_folder(tmp_path: Any) -> None:
    with override_settings(AUDIT_ROOTS=tmp_path / "none"):
        write_roots([])
        assert read_roots() == {}
        assert not (tmp_path / "none").exists()


# -- what may be written at all

EVENTS = {
    "a:b:c": True, "file:file:received": True, "x12:set_2:read": True, "": False, "a:b": False, "a:b:c:d": False,
    "A:b:c": False, "a:b:c ": False, "a:b:c\n": False, "a::c": False, "a:b-c:d": False, "ä:b:c": False,
}  # fmt: skip


def test_an_event_has_three_words_of_small_letters(tenant: MakeTenant) -> None:
    mine = tenant()
    for event, is_one in EVENTS.items():
        with scope([mine], by="test"):
            if is_one:
                record(tenant=mine, event=event, by="test")
            else:
                with pytest.raises(NotAnEvent):
                    record(tenant=mine, event=event, by="test")


@pytest.mark.parametrize(
    "detail", [{}, {"n": 10**18}, {"text": "ä \u2028"}, {"deep": [{"a": None}, True, 0.5]}, {"": ""}]
)
def test_whatever_an_entry_details_is_sealed_and_verified(tenant: MakeTenant, detail: dict[str, Any]) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        record(tenant=mine, event="a:row:written", by="test", detail=detail)
    seal_all()
    result = verify(by="test")
    assert (result.entries, result.faults) == (1, ())
