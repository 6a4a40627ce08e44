"""Give stored bytes back, whole, in part, or as a stream."""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.vault.frames import ContentIsDamaged, Opener
from clearlane.foundation.vault.places import reader
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
    return b"".join(_opener(tenant, address).open(offset, length))


def stream(*, tenant: int, address: bytes) -> Iterator[bytes]:
    """The bytes at an address in parts of 1 MiB. The scope is needed for the call only, not while reading on.

    Raises NothingStored and KeyIsGone at the call, ContentIsDamaged while reading.
    """
    return _opener(tenant, address).open()


def _opener(tenant: int, address: bytes) -> Opener:
    with cursor() as cur:
        cur.execute(
            "SELECT object_id, size, key_version, place FROM foundation_vault_object"
            " WHERE tenant_id = %s AND address = %s",
            [tenant, bytes(address)],
        )
        row = cur.fetchone()
    if row is None:
        raise NothingStored(f"tenant {tenant} has nothing at this address")
    object_id, size, version, place = row
    return Opener(tenant_key(tenant, version), object_id, size, reader(tenant=tenant, object_id=object_id, place=place))
