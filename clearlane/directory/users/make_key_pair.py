"""Make a pair of SSH keys for who has none."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat


@dataclass(frozen=True, slots=True)
class KeyPair:
    """``private`` as OpenSSH keeps it, to be handed over once and kept nowhere; ``public`` as in authorized_keys."""

    private: str
    public: str


def make_key_pair(*, name: str = "") -> KeyPair:
    """A new pair of Ed25519 keys, its public one under ``name`` where that is given."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()).decode("ascii")
    public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode("ascii")
    return KeyPair(private, f"{public} {name}".rstrip())
