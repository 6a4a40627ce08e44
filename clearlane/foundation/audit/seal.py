"""Close what was written to the trail into sealed blocks, one chain a tenant."""

from __future__ import annotations

from typing import Any

from clearlane.foundation.audit.hashing import FIRST, Sealed, hash_entry, merkle_root
from clearlane.foundation.audit.read_entries import read_entries
from clearlane.foundation.audit.roots import roots_folder, write_roots
from clearlane.foundation.clock.read import now
from clearlane.foundation.telemetry.metrics import BLOCKS_SEALED
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.models import Tenant
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.keyring import AUDIT, key

_LOCK = 7_205_002
_told: set[str] = set()
NewBlock = tuple[int, int, bytes]


def seal(*, by: str) -> int:
    """Seal what no open transaction can still add to, for all tenants, and give the number of new blocks.

    Runs as ``flow`` every second, opens a scope of its own, and leaves at once where another sealer is busy.
    The seals are then written outside the database as well. Raises KeyIsMissing.
    """
    key(AUDIT)
    cluster, horizon = _horizon()
    tenants = list(Tenant.objects.values_list("id", flat=True))
    with scope(tenants, by=by), cursor() as cur:
        cur.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        blocks = _seal_all(cur, cluster, horizon) if cur.fetchone() == (True,) else []
        told = blocks if str(roots_folder()) in _told else _last_blocks(cur)
    write_roots(told)
    _told.add(str(roots_folder()))
    BLOCKS_SEALED.inc(len(blocks))
    return len(blocks)


def _horizon() -> tuple[int, int]:
    """This cluster, and the transaction number below which nothing can still be written. Asked before the tenants
    are listed, so that the list has every tenant that an entry below the horizon can belong to."""
    with cursor() as cur:
        cur.execute(
            "SELECT (pg_control_system()).system_identifier, pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
        )
        found: tuple[int, int] = cur.fetchone()
    return found


def _seal_all(cur: Any, cluster: int, horizon: int) -> list[NewBlock]:
    """One block for each tenant that has unsealed entries. All below the highest ``to_xid`` is sealed already."""
    cur.execute("SELECT coalesce(max(to_xid), 0) FROM foundation_audit_block WHERE cluster = %s", [cluster])
    (sealed,) = cur.fetchone()
    cur.execute(
        "SELECT DISTINCT tenant_id FROM foundation_audit_entry WHERE cluster = %s AND xid >= %s AND xid < %s",
        [cluster, sealed, horizon],
    )
    return [_seal_one(cur, tenant, cluster, horizon) for (tenant,) in sorted(cur.fetchall())]


def _seal_one(cur: Any, tenant: int, cluster: int, horizon: int) -> NewBlock:
    """Add one block to one tenant's chain, from where his last one ended."""
    cur.execute(
        "SELECT number, seal FROM foundation_audit_block WHERE tenant_id = %s ORDER BY number DESC LIMIT 1", [tenant]
    )
    number, previous = cur.fetchone() or (0, FIRST)
    cur.execute(
        "SELECT coalesce(max(to_xid), 0) FROM foundation_audit_block WHERE tenant_id = %s AND cluster = %s",
        [tenant, cluster],
    )
    span = (cluster, cur.fetchone()[0], horizon)
    leaves = [hash_entry(entry) for entry in read_entries(cur, tenant=tenant, span=span)]
    block = Sealed(tenant, number + 1, span, len(leaves), merkle_root(leaves), bytes(previous))
    return _write(cur, block)


def _write(cur: Any, block: Sealed) -> NewBlock:
    seal_of = block.seal(key(AUDIT))
    cur.execute(
        "INSERT INTO foundation_audit_block"
        " (tenant_id, number, cluster, from_xid, to_xid, entries, root, previous, seal, sealed_at)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [block.tenant, block.number, *block.span, block.entries, block.root, block.previous, seal_of, now()],
    )
    return block.tenant, block.number, seal_of


def _last_blocks(cur: Any) -> list[NewBlock]:
    """The last block of each tenant: what this machine may not have written down before it stopped."""
    cur.execute(
        "SELECT t.id, b.number, b.seal FROM foundation_tenancy_tenant t JOIN LATERAL (SELECT number, seal"
        " FROM foundation_audit_block WHERE tenant_id = t.id ORDER BY number DESC LIMIT 1) b ON true"
    )
    return [(tenant, number, bytes(sealed)) for tenant, number, sealed in cur.fetchall()]
