"""Texts that the portal keeps sealed: who reads the table alone reads nothing of them."""

from __future__ import annotations

import base64
import os
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clearlane.foundation.vault.keyring import WEB, key

_NONCE = 12


def seal(text: str, *, purpose: bytes) -> str:
    """AES-GCM under a key of this purpose, derived from the portal's own; it looks different each time."""
    nonce = os.urandom(_NONCE)
    sealed = nonce + _cipher(key(WEB), purpose).encrypt(nonce, text.encode("utf-8", "surrogatepass"), purpose)
    return base64.b64encode(sealed).decode("ascii")


def unseal(sealed: str, *, purpose: bytes) -> str:
    """What was sealed. Raises InvalidTag where the key or the purpose is another, or the text was changed."""
    raw = base64.b64decode(sealed)
    opened = _cipher(key(WEB), purpose).decrypt(raw[:_NONCE], raw[_NONCE:], purpose)
    return opened.decode("utf-8", "surrogatepass")


@lru_cache(maxsize=4)
def _cipher(secret: bytes, purpose: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret))
