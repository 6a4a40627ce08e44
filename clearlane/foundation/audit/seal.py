"""Close what was written to the trail into sealed blocks, one chain a tenant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from clearlane.foundation.audit.hashing import FIRST, Sealed, hash_entry, merkle_root
from clearlane.foundation.audit.read_entries import read_entries_of_all
from clearlane.foundation.audit.roots import roots_folder, write_roots
from clearlane.foundation.audit.try_keys import try_audit
from clearlane.foundation.clock.read import now
from clearlane.foundation.telemetry.metrics import BLOCKS_SEALED
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.insert import insert
from clearlane.foundation.tenancy.models import Tenant
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.keyring import AUDIT, key

_LOCK = 7_205_002
_told: set[str] = set()
_tried: set[str] = set()
NewBlock = tuple[int, int, bytes]
End = tuple[int, bytes, int]
_ENDS = """
    SELECT asked.tenant_id, coalesce(last.number, 0), last.seal,
           (SELECT coalesce(max(to_xid), 0) FROM foundation_audit_block AS block
            WHERE block.tenant_id = asked.tenant_id AND block.cluster = %s)
    FROM unnest(%s::int[]) AS asked (tenant_id) LEFT JOIN LATERAL (
        SELECT number, seal FROM foundation_audit_block AS block
        WHERE block.tenant_id = asked.tenant_id ORDER BY number DESC LIMIT 1
    ) AS last ON true
    ORDER BY asked.tenant_id
"""
_BLOCK_COLUMNS = {
    "tenant_id": "int", "number": "bigint", "cluster": "bigint", "from_xid": "bigint", "to_xid": "bigint",
    "entries": "int", "root": "bytea", "previous": "bytea", "seal": "bytea", "sealed_at": "timestamptz",
}  # fmt: skip


def seal(*, by: str) -> int:
    """Seal what no open transaction can still add to, for all tenants, and give the number of new blocks.

    Runs as ``flow`` every second, opens a scope of its own, and leaves at once where another sealer is busy.
    The seals are then written outside the database as well. A key that did not make the newest seal makes none.
    Raises KeyIsMissing, KeyIsOpen, KeyDoesNotFit.
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
    if _keys() not in _tried and try_audit():
        _tried.add(_keys())
    cur.execute("SELECT coalesce(max(to_xid), 0) FROM foundation_audit_block WHERE cluster = %s", [cluster])
    (sealed,) = cur.fetchone()
    cur.execute(
        "SELECT DISTINCT tenant_id FROM foundation_audit_entry WHERE cluster = %s AND xid >= %s AND xid < %s",
        [cluster, sealed, horizon],
    )
    ends = _ends(cur, sorted(tenant for (tenant,) in cur.fetchall()), cluster)
    spans = {tenant: (cluster, from_xid, horizon) for tenant, (_, _, from_xid) in ends.items()}
    entries = read_entries_of_all(cur, spans=spans)
    return _write([_next_block(tenant, ends[tenant], spans[tenant], entries[tenant]) for tenant in ends])


def _keys() -> str:
    """The folder of the keys: a key that fits once fits for as long as the process lives."""
    return str(settings.KEYS)


def _ends(cur: Any, tenants: Sequence[int], cluster: int) -> dict[int, End]:
    """By tenant where his chain ends: the last block's number and seal, and up to which transaction it is sealed."""
    cur.execute(_ENDS, [cluster, list(tenants)])
    return {tenant: (number, bytes(sealed or FIRST), to_xid) for tenant, number, sealed, to_xid in cur.fetchall()}


def _next_block(tenant: int, end: End, span: tuple[int, int, int], entries: Sequence[Sequence[Any]]) -> Sealed:
    """The block that goes on from where the tenant's last one ended."""
    number, previous, _ = end
    leaves = [hash_entry(entry) for entry in entries]
    return Sealed(tenant, number + 1, span, len(leaves), merkle_root(leaves), previous)


def _write(blocks: Sequence[Sealed]) -> list[NewBlock]:
    at = now()
    sealed = [(block, block.seal(key(AUDIT))) for block in blocks]
    rows = [
        (block.tenant, block.number, *block.span, block.entries, block.root, block.previous, seal_of, at)
        for block, seal_of in sealed
    ]
    insert(table="foundation_audit_block", columns=_BLOCK_COLUMNS, rows=rows)
    return [(block.tenant, block.number, seal_of) for block, seal_of in sealed]


def _last_blocks(cur: Any) -> list[NewBlock]:
    """The last block of each tenant: what this machine may not have written down before it stopped."""
    cur.execute(
        "SELECT t.id, b.number, b.seal FROM foundation_tenancy_tenant t JOIN LATERAL (SELECT number, seal"
        " FROM foundation_audit_block WHERE tenant_id = t.id ORDER BY number DESC LIMIT 1) b ON true"
    )
    return [(tenant, number, bytes(sealed)) for tenant, number, sealed in cur.fetchall()]
