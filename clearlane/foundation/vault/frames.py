"""The format of stored bytes: a header, then frames of 1 MiB, each sealed with AES-256-GCM.

Header: ``CLV1``, key version (4), object id (16), nonce prefix (8). Frame n is sealed under the nonce prefix + n and
bound to (tenant, object, n, whether it is the last): a frame is read alone, and a cut, a swap or a foreign frame is
seen. An empty object is one empty last frame.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clearlane.foundation.vault.tenant_key import TenantKey

FRAME = 1 << 20
TAG = 16
_HEADER = struct.Struct(">4si16s8s")
HEADER = _HEADER.size
_MAGIC = b"CLV1"
ReadAt = Callable[[int, int], bytes]


class ContentIsDamaged(RuntimeError):
    """Stored bytes are not what was stored: cut, changed, swapped, or sealed for another tenant. Restore the object
    from a backup; its row tells size and hash."""


class Sealer:
    """Seals one object, frame by frame, in order."""

    def __init__(self, *, key: TenantKey, object_id: UUID) -> None:
        self._cipher = key.cipher(object_id.bytes)
        self._tenant = key.tenant
        self._object = object_id
        self._prefix = os.urandom(8)
        self._number = 0
        self.header = _HEADER.pack(_MAGIC, key.version, object_id.bytes, self._prefix)

    def seal(self, plain: bytes, *, is_last: bool) -> bytes:
        """The next frame; all but the last hold exactly FRAME bytes."""
        nonce = self._prefix + struct.pack(">I", self._number)
        bound = _bound_to(self._tenant, self._object, self._number, is_last)
        self._number += 1
        return self._cipher.encrypt(nonce, plain, bound)


def seal_whole(plain: bytes, *, key: TenantKey, object_id: UUID) -> bytes:
    """Header and frames of bytes that are at hand."""
    sealer = Sealer(key=key, object_id=object_id)
    last = max(0, (len(plain) - 1) // FRAME)
    frames = (sealer.seal(plain[n * FRAME : (n + 1) * FRAME], is_last=n == last) for n in range(last + 1))
    return sealer.header + b"".join(frames)


@dataclass(frozen=True)
class Opener:
    """Opens the frames of one object, in any order. ``read_at`` gives stored bytes by offset and length."""

    key: TenantKey
    object_id: UUID
    size: int
    read_at: ReadAt

    def open(self, offset: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The plain bytes from an offset, a frame's part at a time. Raises ContentIsDamaged."""
        end = self.size if length is None else min(self.size, offset + length)
        prefix = self._prefix()
        cipher = self.key.cipher(self.object_id.bytes)
        for number in range(offset // FRAME, self._last(end) + 1):
            plain = self._frame(number, prefix, cipher)
            yield plain[max(0, offset - number * FRAME) : end - number * FRAME]

    def read(self, offset: int, length: int) -> bytes:
        """``length`` bytes from ``offset`` on, fewer at the end. Raises ContentIsDamaged."""
        return b"".join(self.open(offset, length)) if length > 0 else b""

    def _last(self, end: int) -> int:
        return max(0, (end - 1) // FRAME)

    def _prefix(self) -> bytes:
        """The nonce prefix, after the header was found to be this object's."""
        header = self.read_at(0, HEADER)
        if len(header) != HEADER:
            raise ContentIsDamaged(f"object {self.object_id} has no header")
        magic, _version, object_id, prefix = _HEADER.unpack(header)
        if magic != _MAGIC or object_id != self.object_id.bytes:
            raise ContentIsDamaged(f"what is stored as object {self.object_id} is not that object")
        return bytes(prefix)

    def _frame(self, number: int, prefix: bytes, cipher: AESGCM) -> bytes:
        last = self._last(self.size)
        stored = self.read_at(HEADER + number * (FRAME + TAG), FRAME + TAG)
        bound = _bound_to(self.key.tenant, self.object_id, number, number == last)
        try:
            plain = cipher.decrypt(prefix + struct.pack(">I", number), stored, bound)
        except InvalidTag as error:
            raise ContentIsDamaged(f"frame {number} of object {self.object_id} cannot be opened") from error
        if len(plain) != min(FRAME, self.size - number * FRAME):
            raise ContentIsDamaged(f"frame {number} of object {self.object_id} has another length than was stored")
        return plain


def _bound_to(tenant: int, object_id: UUID, number: int, is_last: bool) -> bytes:
    return struct.pack(">i16sI?", tenant, object_id.bytes, number, is_last)
