"""Keep bytes for good, sealed under their tenant's key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.insert import insert_new
from clearlane.foundation.vault import places
from clearlane.foundation.vault.frames import seal_whole
from clearlane.foundation.vault.spool import Spool
from clearlane.foundation.vault.tenant_key import tenant_key

SMALL = 200_000
_OBJECT_COLUMNS = {
    "tenant_id": "int", "address": "bytea", "object_id": "uuid", "sha256": "bytea", "size": "bigint",
    "key_version": "int", "place": "text", "stored_at": "timestamptz",
}  # fmt: skip


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
        return _store_small([(tenant, content)])[0]
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


def store_many(contents: Sequence[tuple[int, bytes]]) -> list[Stored]:
    """As ``store``, for each tenant's bytes, in order; two statements for all the small ones."""
    small = [(tenant, content) for tenant, content in contents if len(content) <= SMALL]
    kept = dict(zip(small, _store_small(small), strict=True))
    return [kept.get((tenant, content)) or store(tenant=tenant, content=content) for tenant, content in contents]


def _store_small(contents: Sequence[tuple[int, bytes]]) -> list[Stored]:
    stored = [_described(tenant, content) for tenant, content in contents]
    ids = [new_id() for _ in contents]
    new = _register(
        [
            (tenant, id, one, tenant_key(tenant).version, places.DATABASE)
            for (tenant, _), id, one in zip(contents, ids, stored, strict=True)
        ]
    )
    places.keep_rows(
        [
            (id, tenant, seal_whole(content, key=tenant_key(tenant), object_id=id))
            for id, (tenant, content) in zip(ids, contents, strict=True)
            if id in new
        ]
    )
    return stored


def _described(tenant: int, content: bytes) -> Stored:
    address = tenant_key(tenant).addresser()
    address.update(content)
    return Stored(address.digest(), hashlib.sha256(content).digest(), len(content))


def _store_spool(spool: Spool) -> Stored:
    stored = Stored(spool.address, spool.sha256, spool.size)
    if spool.size <= SMALL:
        _store_small([(spool.tenant, b"".join(spool.chunks()))])
        spool.discard()
        return stored
    place = places.keep_file(tenant=spool.tenant, object_id=spool.object_id, sealed=spool.path)
    if not _register([(spool.tenant, spool.object_id, stored, spool.key_version, place)]):
        places.drop_file(tenant=spool.tenant, object_id=spool.object_id, place=place)
    return stored


def _register(objects: Sequence[tuple[int, UUID, Stored, int, str]]) -> set[UUID]:
    """Write the rows of objects: tenant, id, what it is, version of the key, place. The ids of those that are new."""
    at = now()
    rows = [
        (tenant, one.address, id, one.sha256, one.size, version, place, at)
        for tenant, id, one, version, place in objects
    ]
    return set(insert_new(table="foundation_vault_object", columns=_OBJECT_COLUMNS, rows=rows, give="object_id"))
