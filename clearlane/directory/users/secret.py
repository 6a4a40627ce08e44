"""Secrets of API keys: how they look and how they are kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

_MARK = "clk"


@dataclass(frozen=True, slots=True)
class Secret:
    """A key as it is shown once: ``text`` to its holder, ``prefix`` to everyone, ``digest`` to the database."""

    text: str
    prefix: str
    digest: bytes


def secret() -> Secret:
    """A new key of 256 random bits."""
    prefix = f"{_MARK}_{secrets.token_hex(4)}"
    text = f"{prefix}_{secrets.token_urlsafe(32)}"
    return Secret(text=text, prefix=prefix, digest=digest(text))


def digest(text: str) -> bytes:
    """What is kept of a key: SHA-256 suffices, since the key itself is random and long."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest()
