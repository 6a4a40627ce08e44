"""A file on its way in: in memory while it is small, in the encrypted spool when it is not, never in clear on disk."""

from __future__ import annotations

import hashlib

from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.spool import Spool

SMALL = 200_000


class Incoming:
    """The bytes of one file of a tenant, as they arrive; ``size`` and ``sha256`` are those so far.

    It opens a scope of its own when it needs the spool, so it is written outside of any.
    """

    def __init__(self, tenant: int, by: str) -> None:
        self.tenant, self.by, self.size = tenant, by, 0
        self._digest = hashlib.sha256()
        self._small = bytearray()
        self._spool: Spool | None = None

    @property
    def sha256(self) -> bytes:
        """The SHA-256 of the bytes so far."""
        return self._digest.digest()

    @property
    def content(self) -> bytes | Spool:
        """What has arrived, as the vault takes it."""
        return bytes(self._small) if self._spool is None else self._spool

    def write(self, piece: bytes) -> None:
        """Add bytes."""
        self._digest.update(piece)
        self.size += len(piece)
        if self._spool is None and self.size <= SMALL:
            self._small += piece
            return
        if self._spool is None:
            with scope([self.tenant], by=self.by):
                self._spool = Spool(self.tenant)
            self._spool.write(bytes(self._small))
            self._small.clear()
        self._spool.write(piece)

    def discard(self) -> None:
        """Forget what has arrived; what the vault has taken over stays there."""
        self._small.clear()
        if self._spool is not None:
            self._spool.discard()
