"""Seeds of authenticator apps and of recovery codes are kept sealed: who reads the table cannot sign in with them."""

from __future__ import annotations

import base64
import os
from functools import lru_cache

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clearlane.foundation.vault.keyring import WEB, key

_NONCE = 12
_FOR = b"clearlane: seeds of second factors"


def seal_seed(text: str) -> str:
    """AES-GCM under a key that is derived from the portal's own; it looks different each time."""
    nonce = os.urandom(_NONCE)
    return base64.b64encode(nonce + _cipher(key(WEB)).encrypt(nonce, text.encode(), _FOR)).decode("ascii")


def open_seed(sealed: str) -> str:
    """What was sealed. Raises InvalidTag where the key is another, or the row was changed."""
    raw = base64.b64decode(sealed)
    return _cipher(key(WEB)).decrypt(raw[:_NONCE], raw[_NONCE:], _FOR).decode()


@lru_cache(maxsize=2)
def _cipher(secret: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=_FOR).derive(secret))


class SealedSeeds(DefaultMFAAdapter):  # type: ignore[misc]
    """How the sign-in's library keeps its seeds, by its own hooks."""

    def encrypt(self, text: str) -> str:
        """A seed, sealed."""
        return seal_seed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """A seed, opened."""
        return open_seed(encrypted_text)
