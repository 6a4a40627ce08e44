"""Keep bytes for good, sealed under their tenant's key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.vault import places
from clearlane.foundation.vault.frames import seal_whole
from clearlane.foundation.vault.spool import Spool
from clearlane.foundation.vault.tenant_key import tenant_key

SMALL = 200_000


@dataclass(frozen=True, slots=True)
class Stored:
    """Where bytes are found again (``address``, 32 bytes), and what they are: SHA-256 and size in bytes."""

    address: bytes
    sha256: bytes
    size: int


def store(*, tenant: int, content: bytes | Iterable[bytes] | Spool) -> Stored:
    """Keep bytes for a tenant; inside a scope that holds it. The same bytes twice are one object.

    Up to 200 kB they lie in the database, else in the vault's folder or S3 store. They are durable when the scope has
    committed; when it rolls back, a large object may stay behind, without a row and unreadable. A Spool may be given
    finished or not, and is gone afterwards.
    """
    if isinstance(content, bytes) and len(content) <= SMALL:
        return _store_small(tenant, content)
    return _store_spool(_spooled(tenant, content))


def _spooled(tenant: int, content: bytes | Iterable[bytes] | Spool) -> Spool:
    """The content as a finished spool of this tenant."""
    if isinstance(content, Spool):
        if content.tenant != tenant:
            raise ValueError(f"a spool of tenant {content.tenant} is not tenant {tenant}'s")
        spool = content
    else:
        spool = Spool(tenant)
        for chunk in [content] if isinstance(content, bytes) else content:
            spool.write(chunk)
    if not spool.is_finished:
        spool.finish()
    return spool


def _store_small(tenant: int, content: bytes) -> Stored:
    key = tenant_key(tenant)
    address = key.addresser()
    address.update(content)
    stored = Stored(address.digest(), hashlib.sha256(content).digest(), len(content))
    object_id = new_id()
    if _register(tenant, object_id, stored, key.version, places.DATABASE):
        places.keep_row(tenant=tenant, object_id=object_id, sealed=seal_whole(content, key=key, object_id=object_id))
    return stored


def _store_spool(spool: Spool) -> Stored:
    stored = Stored(spool.address, spool.sha256, spool.size)
    if spool.size <= SMALL:
        _store_small(spool.tenant, b"".join(spool.chunks()))
        spool.discard()
        return stored
    place = places.keep_file(tenant=spool.tenant, object_id=spool.object_id, sealed=spool.path)
    if not _register(spool.tenant, spool.object_id, stored, spool.key_version, place):
        places.drop_file(tenant=spool.tenant, object_id=spool.object_id, place=place)
    return stored


def _register(tenant: int, object_id: UUID, stored: Stored, key_version: int, place: str) -> bool:
    """Write the object's row; False where the tenant has these bytes already."""
    with cursor() as cur:
        cur.execute(
            "INSERT INTO foundation_vault_object"
            " (tenant_id, address, object_id, sha256, size, key_version, place, stored_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (tenant_id, address) DO NOTHING RETURNING 1",
            [tenant, stored.address, object_id, stored.sha256, stored.size, key_version, place, now()],
        )
        return cur.fetchone() is not None
