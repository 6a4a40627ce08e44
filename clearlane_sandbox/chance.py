"""Chance that depends on a seed and a text alone, so that a payer always decides the same about the same claim."""

from __future__ import annotations

from hashlib import blake2b


def chance(*parts: object, sides: int) -> int:
    """A number from 0 to sides - 1."""
    digest = blake2b("|".join(map(str, parts)).encode("utf-8", "surrogateescape"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % sides
