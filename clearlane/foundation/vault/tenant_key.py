"""Each tenant's data key: random, wrapped by the master key, made at its first use."""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connections

from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import alias, current_by, cursor
from clearlane.foundation.vault.keyring import MASTER, KeyDoesNotFit, key

_VERSION = 1
_NONCE = 12
_known: dict[tuple[int, int], TenantKey] = {}


class KeyIsGone(RuntimeError):
    """There is no row with the key under which something lies: it was lost, or the bytes that name it were changed.
    Restore the table of keys from a backup; a new key would not open what the lost one sealed, so none is made."""


@dataclass(frozen=True)
class TenantKey:
    """One tenant's unwrapped key; what it is used for are keys derived from it."""

    tenant: int
    version: int
    secret: bytes

    @cached_property
    def _sealing(self) -> bytes:
        return hmac.digest(self.secret, b"seal", "sha256")

    @cached_property
    def _addressing(self) -> bytes:
        return hmac.digest(self.secret, b"address", "sha256")

    def cipher(self, salt: bytes) -> AESGCM:
        """The cipher of one object; ``salt`` is its own, so that no two objects share a key and a nonce."""
        return AESGCM(hmac.digest(self._sealing, salt, "sha256"))

    def addresser(self) -> hmac.HMAC:
        """A running HMAC whose digest over the plain bytes is their address."""
        return hmac.new(self._addressing, digestmod=hashlib.sha256)


def tenant_key(tenant: int, version: int | None = None) -> TenantKey:
    """The key of a tenant, made at its first use, or that of a version, which must be there; inside a scope that holds
    the tenant. Raises KeyDoesNotFit, KeyIsGone."""
    wanted = _VERSION if version is None else version
    found = _known.get((tenant, wanted))
    if found is None:
        wrapped = _read(tenant, wanted)
        if wrapped is None and version is not None:
            raise KeyIsGone(f"key {version} of tenant {tenant} is not there")
        secret = _unwrap(_make(tenant, wanted) if wrapped is None else wrapped, tenant, wanted)
        found = _known[tenant, wanted] = TenantKey(tenant, wanted, secret)
    return found


def try_master() -> bool:
    """Open the newest stored key with the master key, inside a scope: False where none is stored yet.

    Raises KeyIsMissing, KeyIsOpen, KeyDoesNotFit.
    """
    with cursor() as cur:
        cur.execute("SELECT wrapped, tenant_id, version FROM foundation_vault_key ORDER BY made_at DESC LIMIT 1")
        row = cur.fetchone()
    if row:
        _unwrap(bytes(row[0]), row[1], row[2])
    return row is not None


def forget() -> None:
    """Read the tenants' keys anew: for tests that empty the database."""
    _known.clear()


def _read(tenant: int, version: int) -> bytes | None:
    with cursor() as cur:
        cur.execute("SELECT wrapped FROM foundation_vault_key WHERE tenant_id = %s AND version = %s", [tenant, version])
        row = cur.fetchone()
    return bytes(row[0]) if row else None


def _make(tenant: int, version: int) -> bytes:
    """Make and commit a key on a connection of its own: a rollback around us must not lose a key that was used."""
    nonce = os.urandom(_NONCE)
    wrapped = nonce + AESGCM(key(MASTER)).encrypt(nonce, os.urandom(32), _bound_to(tenant, version))
    apart = connections[alias()].copy()
    try:
        apart.set_autocommit(False)
        with apart.cursor() as cur:
            cur.execute("SELECT set_config('app.tenants', %s, true)", [f"{{{tenant}}}"])
            cur.execute("SELECT set_config('app.by', %s, true)", [current_by()])
            cur.execute(
                "INSERT INTO foundation_vault_key (tenant_id, version, wrapped, made_at) VALUES (%s, %s, %s, %s)"
                " ON CONFLICT DO NOTHING",
                [tenant, version, wrapped, now()],
            )
            cur.execute(
                "SELECT wrapped FROM foundation_vault_key WHERE tenant_id = %s AND version = %s", [tenant, version]
            )
            kept = bytes(cur.fetchone()[0])
        apart.commit()
    finally:
        apart.close()
    return kept


def _unwrap(wrapped: bytes, tenant: int, version: int) -> bytes:
    try:
        return AESGCM(key(MASTER)).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], _bound_to(tenant, version))
    except (InvalidTag, ValueError) as error:
        raise KeyDoesNotFit(MASTER, f"does not open the key of tenant {tenant}") from error


def _bound_to(tenant: int, version: int) -> bytes:
    return struct.pack(">ii", tenant, version)
