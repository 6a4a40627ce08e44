"""Prove that nobody has rewritten the trail, or say where he has."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clearlane.foundation.audit.hashing import FIRST, Sealed, hash_entry, merkle_root
from clearlane.foundation.audit.read_entries import read_entries
from clearlane.foundation.audit.roots import read_roots
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.models import Tenant
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.keyring import AUDIT, key


@dataclass(frozen=True, slots=True)
class Fault:
    """One place at which a trail does not hold: the tenant, the block's number, what is wrong with it."""

    tenant: int
    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at and what was found: a trail holds where there are no faults."""

    tenants: int
    blocks: int
    entries: int
    unsealed: int
    faults: tuple[Fault, ...]


def verify(*, by: str, tenant: int | None = None) -> Verified:
    """Read one tenant's trail, or all of them, from the first block to the last; opens a scope a tenant.

    ``unsealed`` counts entries that wait for the sealer. Runs as ``operator`` or ``flow``. Raises KeyIsMissing.
    """
    known = read_roots()
    tenants = [tenant] if tenant is not None else list(Tenant.objects.order_by("id").values_list("id", flat=True))
    blocks = entries = unsealed = 0
    faults: list[Fault] = []
    for one in tenants:
        with scope([one], by=by), cursor() as cur:
            chain = _chain(cur, one)
            unsealed += _count(cur, one) - sum(block.entries for block, _ in chain)
            faults += _faults(cur, chain)
        faults += _missing(one, chain, known.get(one, {}))
        blocks += len(chain)
        entries += sum(block.entries for block, _ in chain)
    faults += [Fault(gone, max(known[gone]), "the tenant is gone") for gone in _gone(known, tenant)]
    return Verified(len(tenants), blocks, entries, unsealed, tuple(faults))


def _chain(cur: Any, tenant: int) -> list[tuple[Sealed, bytes]]:
    """The blocks of a tenant with the seals that the database shows."""
    cur.execute(
        "SELECT tenant_id, number, cluster, from_xid, to_xid, entries, root, previous, seal"
        " FROM foundation_audit_block WHERE tenant_id = %s ORDER BY number",
        [tenant],
    )
    return [
        (Sealed(row[0], row[1], (row[2], row[3], row[4]), row[5], bytes(row[6]), bytes(row[7])), bytes(row[8]))
        for row in cur.fetchall()
    ]


def _faults(cur: Any, chain: list[tuple[Sealed, bytes]]) -> Iterator[Fault]:
    for block, sealed in chain:
        if not hmac.compare_digest(block.seal(key(AUDIT)), sealed):
            yield Fault(block.tenant, block.number, "the seal was not made with our key")
        leaves = [hash_entry(entry) for entry in read_entries(cur, tenant=block.tenant, span=block.span)]
        if (len(leaves), merkle_root(leaves)) != (block.entries, block.root):
            yield Fault(block.tenant, block.number, f"{block.entries} entries were sealed; those there are not they")
    yield from _breaks(chain)


def _breaks(chain: list[tuple[Sealed, bytes]]) -> Iterator[Fault]:
    """Where two neighbours do not fit: a number left out, another predecessor, a span that nobody sealed."""
    ends: dict[int, int] = {}
    number, previous = 0, FIRST
    for block, sealed in chain:
        cluster, start, end = block.span
        if block.number != number + 1 or block.previous != previous:
            yield Fault(block.tenant, number + 1, "the block before it is missing or another one")
        if start != ends.get(cluster, 0):
            yield Fault(block.tenant, block.number, "it does not begin where the one before ended")
        ends[cluster] = end
        number, previous = block.number, sealed


def _missing(tenant: int, chain: list[tuple[Sealed, bytes]], known: Mapping[int, bytes]) -> Iterator[Fault]:
    """Blocks that were written down outside and are not in the database as they were."""
    seals = {block.number: sealed for block, sealed in chain}
    for number, sealed in sorted(known.items()):
        if number not in seals:
            yield Fault(tenant, number, "it was sealed and written down outside, and is gone")
        elif seals[number] != sealed:
            yield Fault(tenant, number, "it is not the block that was written down outside")


def _gone(known: Mapping[int, Mapping[int, bytes]], asked: int | None) -> list[int]:
    """Tenants that were written down outside and that the database does not know."""
    if asked is not None:
        return []
    return sorted(set(known) - set(Tenant.objects.values_list("id", flat=True)))


def _count(cur: Any, tenant: int) -> int:
    cur.execute("SELECT count(*) FROM foundation_audit_entry WHERE tenant_id = %s", [tenant])
    return int(cur.fetchone()[0])
