"""Give stored bytes back, whole, in part, or as a stream."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from typing import Any

from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.vault.frames import ContentIsDamaged, Opener
from clearlane.foundation.vault.places import readers
from clearlane.foundation.vault.tenant_key import tenant_key


class NothingStored(LookupError):
    """The tenant has nothing at this address: it is another's, or was never stored."""


def fetch(*, tenant: int, address: bytes) -> bytes:
    """All bytes at an address; inside a scope that holds the tenant. Raises NothingStored, ContentIsDamaged,
    KeyIsGone."""
    content = b"".join(_opener(tenant, address).open())
    running = tenant_key(tenant).addresser()
    running.update(content)
    if not hmac.compare_digest(running.digest(), bytes(address)):
        raise ContentIsDamaged("the stored bytes are not those of their address")
    return content


def read(*, tenant: int, address: bytes, offset: int, length: int) -> bytes:
    """``length`` bytes from ``offset`` on, fewer at the end; only the frames they lie in are read and opened.

    Inside a scope that holds the tenant. Raises NothingStored, ContentIsDamaged, KeyIsGone.
    """
    if length <= 0:
        return b""
    return _opener(tenant, address).read(offset, length)


def stream(*, tenant: int, address: bytes) -> Iterator[bytes]:
    """The bytes at an address in parts of 1 MiB. The scope is needed for the call only, not while reading on.

    Raises NothingStored and KeyIsGone at the call, ContentIsDamaged while reading.
    """
    return _opener(tenant, address).open()


def open_many(wanted: Iterable[tuple[int, bytes]]) -> dict[tuple[int, bytes], Opener]:
    """For each tenant and address what opens the bytes there; two statements for all.

    Inside a scope that holds the tenants. Raises NothingStored.
    """
    asked = {(tenant, bytes(address)) for tenant, address in wanted}
    found = {(tenant, bytes(address)): tuple(rest) for tenant, address, *rest in _objects(asked)}
    if missing := asked - found.keys():
        raise NothingStored(f"tenant {min(missing)[0]} has nothing at this address")
    places = {(tenant, object_id): place for (tenant, _), (object_id, _, _, place) in found.items()}
    read_at = readers(places)
    return {
        (tenant, address): Opener(tenant_key(tenant, version), object_id, size, read_at[tenant, object_id])
        for (tenant, address), (object_id, size, version, _) in found.items()
    }


def _objects(asked: set[tuple[int, bytes]]) -> list[tuple[Any, ...]]:
    with cursor() as cur:
        cur.execute(
            "SELECT object.tenant_id, object.address, object_id, size, key_version, place"
            " FROM foundation_vault_object AS object JOIN unnest(%s::int[], %s::bytea[]) AS asked (tenant_id, address)"
            " ON object.tenant_id = asked.tenant_id AND object.address = asked.address",
            [[tenant for tenant, _ in asked], [address for _, address in asked]],
        )
        return list(cur.fetchall())


def _opener(tenant: int, address: bytes) -> Opener:
    return open_many([(tenant, address)])[tenant, bytes(address)]
