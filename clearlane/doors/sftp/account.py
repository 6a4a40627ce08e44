"""The account that a connection acts for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """An SFTP account that has signed in; ``scheme`` says how replies to it are named, ``kind`` who it works for."""

    id: int
    tenant: int
    username: str
    scheme: str
    kind: str

    @property
    def by(self) -> str:
        """Its name in the audit trail."""
        return f"sftp:{self.username}"
