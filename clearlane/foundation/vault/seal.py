"""Small secrets that stay in a row: sealed under the tenant's key."""

from __future__ import annotations

import os
import struct

from cryptography.exceptions import InvalidTag

from clearlane.foundation.vault.frames import ContentIsDamaged
from clearlane.foundation.vault.tenant_key import KeyIsGone, tenant_key

_HEAD = struct.Struct(">B16s")
_NONCE = bytes(12)


def seal(*, tenant: int, plain: bytes) -> bytes:
    """Seal a few bytes for a tenant; inside a scope. The result is 33 bytes longer, and another one each time."""
    key = tenant_key(tenant)
    salt = os.urandom(16)
    head = _HEAD.pack(key.version, salt)
    return head + key.cipher(salt).encrypt(_NONCE, plain, _bound_to(tenant, head))


def unseal(*, tenant: int, sealed: bytes | memoryview) -> bytes:
    """What was sealed for this tenant. Raises ContentIsDamaged where it was changed or is another tenant's."""
    sealed = bytes(sealed)
    if len(sealed) < _HEAD.size:
        raise ContentIsDamaged("sealed bytes are too short")
    version, salt = _HEAD.unpack_from(sealed)
    head, body = sealed[: _HEAD.size], sealed[_HEAD.size :]
    try:
        return tenant_key(tenant, version).cipher(salt).decrypt(_NONCE, body, _bound_to(tenant, head))
    except (InvalidTag, KeyIsGone) as error:
        raise ContentIsDamaged(f"sealed bytes of tenant {tenant} cannot be opened") from error


def _bound_to(tenant: int, head: bytes) -> bytes:
    return struct.pack(">i", tenant) + head
