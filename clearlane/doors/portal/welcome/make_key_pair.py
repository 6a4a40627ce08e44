"""A key pair for an SFTP account: the private half goes to the browser once and is kept nowhere."""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

_MOST = 20


@dataclass(frozen=True, slots=True)
class KeyPair:
    """``private`` in OpenSSH's form, ``public`` as a line of authorized_keys."""

    public: str
    private: bytes = field(repr=False)


def make_key_pair() -> KeyPair:
    """A new pair, Ed25519."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    return KeyPair(key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode(), private)


def account_name(organization: str) -> str:
    """A name for an account: from the organization's, with an end that tells nobody which other names are taken."""
    plain = unicodedata.normalize("NFKD", organization).encode("ascii", "ignore").decode().lower()
    return f"{re.sub(r'[^a-z0-9]+', '-', plain)[:_MOST].strip('-') or 'account'}-{secrets.token_hex(3)}"
