"""The bytes of a file, read once for all that is taken from it where it is small, and by stretches where it is not."""

from __future__ import annotations

from clearlane.foundation.vault.fetch import read

WHOLE = 8 << 20
"""Files up to this size are read as one."""


class FileBytes:
    """One file of a tenant in the vault; inside a scope that holds the tenant."""

    def __init__(self, *, tenant: int, address: bytes, size: int) -> None:
        self._tenant, self._address, self._size = tenant, address, size
        self._all: bytes | None = None

    def read(self, offset: int, length: int) -> bytes:
        """``length`` bytes from ``offset`` on, fewer at the end."""
        if self._size > WHOLE:
            return read(tenant=self._tenant, address=self._address, offset=offset, length=length)
        if self._all is None:
            self._all = read(tenant=self._tenant, address=self._address, offset=0, length=self._size)
        return self._all[offset : offset + length]
