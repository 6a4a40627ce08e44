"""Seal what a mail says: it may hold a link that opens an account."""

from __future__ import annotations

import hmac
import json
import os
from dataclasses import asdict
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clearlane.foundation.mail.compose import Composed
from clearlane.foundation.vault.keyring import MASTER, key

_NONCE = 12


class WordsAreSealed(RuntimeError):
    """The words of a mail cannot be opened: they were sealed with another key, or somebody changed the row, perhaps to
    let the mail go to himself. It is not sent."""


def seal_words(*, message: UUID, recipient: str, words: Composed) -> bytes:
    """The words sealed, bound to this mail and its recipient."""
    nonce = os.urandom(_NONCE)
    plain = json.dumps(asdict(words)).encode()
    return nonce + _cipher().encrypt(nonce, plain, _bound_to(message, recipient))


def open_words(*, message: UUID, recipient: str, sealed: bytes | memoryview) -> Composed:
    """The words of this mail to this recipient. Raises WordsAreSealed."""
    stored = bytes(sealed)
    try:
        plain = _cipher().decrypt(stored[:_NONCE], stored[_NONCE:], _bound_to(message, recipient))
    except (InvalidTag, ValueError) as error:
        raise WordsAreSealed(f"the words of mail {message} cannot be opened") from error
    return Composed(**json.loads(plain))


def _cipher() -> AESGCM:
    """A key for mails alone, derived from the master key."""
    return AESGCM(hmac.digest(key(MASTER), b"mail", "sha256"))


def _bound_to(message: UUID, recipient: str) -> bytes:
    return message.bytes + recipient.encode()
