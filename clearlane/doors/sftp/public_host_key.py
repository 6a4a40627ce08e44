"""The server's key as those who connect may see it."""

from __future__ import annotations

from dataclasses import dataclass

from clearlane.doors.sftp.host_key import host_key


@dataclass(frozen=True, slots=True)
class PublicHostKey:
    """``line`` as in known_hosts without the host; ``fingerprint`` as OpenSSH prints it."""

    line: str
    fingerprint: str


def public_host_key() -> PublicHostKey:
    """The public half of the key, and its fingerprint."""
    key = host_key()
    return PublicHostKey(key.export_public_key().decode().strip(), key.get_fingerprint())
