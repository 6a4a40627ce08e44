"""The sealer and the proof; and an attacker with the superuser's rights, but without our key."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test import override_settings

from clearlane.foundation.audit.hashing import FIRST, Sealed, hash_entry, merkle_root
from clearlane.foundation.audit.read_entries import read_entries
from clearlane.foundation.audit.record import record
from clearlane.foundation.audit.roots import read_roots, roots_folder
from clearlane.foundation.audit.seal import seal
from clearlane.foundation.audit.verify import Verified, verify
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.keyring import AUDIT, KeyIsMissing, key
from tests.conftest import AsRole, MakeTenant
from tests.foundation.audit.sealing import seal_all

Attacker = psycopg.Connection[Any]


@pytest.fixture(autouse=True)
def fresh_roots(tmp_path: Path, database: None) -> Iterator[None]:
    with override_settings(AUDIT_ROOTS=tmp_path / "audit-roots"):
        yield


def write(tenant: int, *, blocks: int = 3, entries: int = 4) -> None:
    """A trail of some blocks."""
    for block in range(blocks):
        with scope([tenant], by="test"):
            for entry in range(entries):
                record(tenant=tenant, event="a:row:written", by="test", detail={"block": block, "entry": entry})
        seal_all()


def faults(result: Verified) -> list[tuple[int, str]]:
    return [(fault.number, fault.what) for fault in result.faults]


def test_an_untouched_trail_holds(tenant: MakeTenant) -> None:
    mine = tenant()
    write(mine)
    result = verify(by="operator:ann")
    assert result.faults == ()
    assert (result.blocks, result.entries, result.unsealed) == (3, 12, 0)


def test_an_empty_trail_holds(tenant: MakeTenant) -> None:
    tenant()
    assert seal(by="sealer") == 0
    assert verify(by="operator:ann") == Verified(2, 0, 0, 0, ())


def test_each_tenant_has_a_chain_of_his_own(tenant: MakeTenant) -> None:
    mine, other = tenant(), tenant()
    write(mine, blocks=2)
    write(other, blocks=1)
    assert verify(by="test", tenant=mine).blocks == 2
    assert verify(by="test", tenant=other).blocks == 1
    assert verify(by="test").faults == ()


def test_what_is_not_sealed_yet_is_counted(tenant: MakeTenant) -> None:
    mine = tenant()
    write(mine, blocks=1)
    with scope([mine], by="test"):
        record(tenant=mine, event="a:row:written", by="test")
    assert verify(by="test").unsealed == 1


def test_an_open_transaction_keeps_what_it_may_still_write_out_of_the_block(
    tenant: MakeTenant, owner: psycopg.Connection[Any]
) -> None:
    mine = tenant()
    with owner.transaction():
        owner.execute("SELECT pg_current_xact_id()")
        with scope([mine], by="test"):
            record(tenant=mine, event="a:row:written", by="test")
        assert seal(by="sealer") == 0
    seal_all()
    assert verify(by="test").faults == ()


def test_a_row_that_commits_late_is_sealed_later(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine = tenant()
    with owner.transaction():
        owner.execute(
            "INSERT INTO foundation_audit_entry (id, tenant_id, at, event, by, subjects, detail)"
            " VALUES (%s, %s, now(), 'a:row:late', 'test', '{}', '{}')",
            [new_id(), mine],
        )
        with scope([mine], by="test"):
            record(tenant=mine, event="a:row:early", by="test")
        assert seal(by="sealer") == 0
    seal_all()
    result = verify(by="test")
    assert (result.entries, result.unsealed, result.faults) == (2, 0, ())


def test_a_transaction_between_two_entries_keeps_the_later_one_for_the_next_block(
    tenant: MakeTenant, superuser: Attacker
) -> None:
    """Whichever database of the cluster it works in: numbers are given to all of them from one row."""
    mine = tenant()
    with scope([mine], by="test"):
        record(tenant=mine, event="a:row:before", by="test")
    with superuser.transaction():
        superuser.execute("SELECT pg_current_xact_id()")
        with scope([mine], by="test"):
            record(tenant=mine, event="a:row:after", by="test")
        seal(by="sealer")
        assert verify(by="test").unsealed > 0
    seal_all()
    result = verify(by="test")
    assert (result.entries, result.unsealed, result.faults) == (2, 0, ())


def test_a_trail_goes_on_after_a_restore_into_another_cluster(tenant: MakeTenant, superuser: Attacker) -> None:
    mine = tenant()
    write(mine, blocks=1)
    superuser.execute("UPDATE foundation_audit_entry SET cluster = 5, xid = xid + 1000000")
    superuser.execute("DELETE FROM foundation_audit_block")
    shutil.rmtree(roots_folder())
    write(mine, blocks=2)
    result = verify(by="test")
    assert (result.blocks, result.unsealed, result.faults) == (2, 4, ())


def test_the_seals_are_written_outside_the_database(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine = tenant()
    write(mine, blocks=2)
    inside = dict(owner.execute("SELECT number, seal FROM foundation_audit_block").fetchall())
    assert read_roots() == {mine: inside}
    (only,) = roots_folder().iterdir()
    assert only.stat().st_mode & 0o777 == 0o600


def test_a_machine_that_stopped_before_it_wrote_a_seal_down_catches_up(tenant: MakeTenant) -> None:
    mine = tenant()
    write(mine, blocks=2)
    with override_settings(AUDIT_ROOTS=roots_folder().with_name("another-machine")):
        seal(by="sealer")
        assert list(read_roots()[mine]) == [2]


def test_a_line_cut_off_by_a_crash_is_passed_over(tenant: MakeTenant) -> None:
    mine = tenant()
    write(mine, blocks=1)
    (only,) = roots_folder().iterdir()
    only.write_text(only.read_text() + f"{mine} 2 abc")
    assert verify(by="test").faults == ()


def test_only_one_sealer_works_at_a_time(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        record(tenant=mine, event="a:b:c", by="test")
    with owner.transaction():
        owner.execute("SELECT pg_advisory_xact_lock(7205002)")
        assert seal(by="sealer") == 0
    seal_all()


def test_without_the_key_nothing_is_sealed(tenant: MakeTenant, tmp_path: Path) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        record(tenant=mine, event="a:b:c", by="test")
    with override_settings(KEYS=tmp_path), pytest.raises(KeyIsMissing):
        seal(by="sealer")


def test_the_operator_may_verify(tenant: MakeTenant, as_role: AsRole) -> None:
    write(tenant())
    with as_role("operator"):
        assert verify(by="operator:ann").faults == ()


TAMPERINGS = {
    "an entry is changed": "UPDATE foundation_audit_entry SET by = 'somebody else' WHERE detail->>'entry' = '2'",
    "an entry is removed": 'DELETE FROM foundation_audit_entry WHERE detail @> \'{"block": 1, "entry": 0}\'',
    "an entry is added": "INSERT INTO foundation_audit_entry (id, tenant_id, at, event, by, subjects, detail, xid)"
    " SELECT overlay(id::text PLACING 'ffff' FROM 33)::uuid, tenant_id, at, 'a:row:forged', by, subjects, detail, xid"
    " FROM foundation_audit_entry ORDER BY id LIMIT 1",
    "a block is removed": "DELETE FROM foundation_audit_block WHERE number = 2",
    "a block is changed": "UPDATE foundation_audit_block SET entries = 3 WHERE number = 2",
    "the tail is cut": "DELETE FROM foundation_audit_block WHERE number = 3",
    "the whole chain is removed": "DELETE FROM foundation_audit_block",
}


@pytest.mark.parametrize("statement", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_tampering_is_seen(tenant: MakeTenant, superuser: Attacker, statement: str) -> None:
    write(tenant())
    superuser.execute(statement)
    assert verify(by="test").faults != ()


def forge(attacker: Attacker, tenant: int, *, upto: int, secret: bytes) -> None:
    """Cut the tail after block ``upto`` with its entries, and recompute what is left, as one who reads our code."""
    attacker.execute("DELETE FROM foundation_audit_block WHERE number > %s", [upto])
    attacker.execute("DELETE FROM foundation_audit_entry WHERE detail->>'block' >= %s", [str(upto)])
    attacker.execute("UPDATE foundation_audit_entry SET by = 'nobody'")
    previous = FIRST
    for number, *span in attacker.execute(
        "SELECT number, cluster, from_xid, to_xid FROM foundation_audit_block ORDER BY number"
    ).fetchall():
        with attacker.cursor() as cur:
            leaves = [hash_entry(entry) for entry in read_entries(cur, tenant=tenant, span=tuple(span))]
        block = Sealed(tenant, number, tuple(span), len(leaves), merkle_root(leaves), previous)
        previous, before = block.seal(secret), previous
        attacker.execute(
            "UPDATE foundation_audit_block SET entries = %s, root = %s, previous = %s, seal = %s WHERE number = %s",
            [block.entries, block.root, before, previous, number],
        )


def test_a_cut_tail_and_a_recomputed_chain_are_seen_by_the_key(tenant: MakeTenant, superuser: Attacker) -> None:
    mine = tenant()
    write(mine)
    shutil.rmtree(roots_folder())
    forge(superuser, mine, upto=2, secret=hashlib.sha256(b"a guess").digest())
    assert {what for _, what in faults(verify(by="test"))} == {"the seal was not made with our key"}


def test_a_cut_tail_and_a_chain_recomputed_with_the_key_are_seen_outside(
    tenant: MakeTenant, superuser: Attacker
) -> None:
    """Even who has stolen the key does not change what was written down outside of the database."""
    mine = tenant()
    write(mine)
    forge(superuser, mine, upto=2, secret=key(AUDIT))
    assert faults(verify(by="test")) == [
        (1, "it is not the block that was written down outside"),
        (2, "it is not the block that was written down outside"),
        (3, "it was sealed and written down outside, and is gone"),
    ]


def test_a_tenant_that_is_gone_is_seen(tenant: MakeTenant, superuser: Attacker) -> None:
    mine = tenant()
    write(mine, blocks=1)
    superuser.execute("DELETE FROM foundation_tenancy_tenant WHERE id = %s", [mine])
    assert faults(verify(by="test")) == [(1, "the tenant is gone")]
