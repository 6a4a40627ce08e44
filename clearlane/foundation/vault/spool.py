"""Bytes that are still arriving: written to disk in the vault's own format, never in clear."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings

from clearlane.foundation.durable.files import make_folder, remove, sync_file, sync_folder
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.vault.frames import FRAME, Opener, Sealer
from clearlane.foundation.vault.tenant_key import tenant_key


class SpoolIsClosed(RuntimeError):
    """Something was written to a spool after its end, or it was read before its end. Call finish once, in between."""


class Spool:
    """One file on its way in. Made inside a scope that holds the tenant; written outside of any.

    ``size`` counts the plain bytes so far. After ``finish`` the bytes are durable, ``address`` and ``sha256`` are
    known, and ``vault.store`` takes the file over without writing it again. ``discard`` forgets it.
    """

    def __init__(self, tenant: int) -> None:
        self.tenant = tenant
        self.object_id = new_id()
        self.size = 0
        self._key = tenant_key(tenant)
        self._sealer = Sealer(key=self._key, object_id=self.object_id)
        self._address = self._key.addresser()
        self._sha256 = hashlib.sha256()
        self._rest = bytearray()
        self.path = Path(settings.SPOOL) / f"{self.object_id.hex}.part"
        make_folder(self.path.parent)
        self._stream: IO[bytes] | None = open(self.path, "xb", opener=_closed_to_others)  # noqa: SIM115
        self._stream.write(self._sealer.header)

    @property
    def is_finished(self) -> bool:
        """Whether the end was reached."""
        return self._stream is None

    @property
    def address(self) -> bytes:
        """The address of the bytes so far."""
        return self._address.digest()

    @property
    def sha256(self) -> bytes:
        """The SHA-256 of the bytes so far."""
        return self._sha256.digest()

    @property
    def key_version(self) -> int:
        """The version of the tenant's key that seals this file."""
        return self._key.version

    def write(self, plain: bytes) -> int:
        """Add bytes; gives how many. Whole frames go to disk at once. Raises SpoolIsClosed."""
        stream = self._open()
        self._address.update(plain)
        self._sha256.update(plain)
        self.size += len(plain)
        self._rest += plain
        while len(self._rest) > FRAME:
            stream.write(self._sealer.seal(bytes(self._rest[:FRAME]), is_last=False))
            del self._rest[:FRAME]
        return len(plain)

    def finish(self) -> None:
        """Write the last frame; file and name are durable when this returns. Raises SpoolIsClosed."""
        stream = self._open()
        stream.write(self._sealer.seal(bytes(self._rest), is_last=True))
        self._rest.clear()
        sync_file(stream)
        stream.close()
        sync_folder(self.path.parent)
        self._stream = None

    def chunks(self) -> Iterator[bytes]:
        """The plain bytes, a frame at a time, once it is finished. Raises SpoolIsClosed, ContentIsDamaged."""
        if not self.is_finished:
            raise SpoolIsClosed("a spool is read after its end")
        with self.path.open("rb") as stream:
            descriptor = stream.fileno()
            opener = Opener(self._key, self.object_id, self.size, lambda at, n: os.pread(descriptor, n, at))
            yield from opener.open()

    def discard(self) -> None:
        """Forget the bytes. A spool that the vault took over is not there any more, which is no error."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None
        remove(self.path)

    def _open(self) -> IO[bytes]:
        if self._stream is None:
            raise SpoolIsClosed("a spool is written before its end")
        return self._stream


def _closed_to_others(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
