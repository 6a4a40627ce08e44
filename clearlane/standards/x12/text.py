"""Text of bytes and bytes of text: total (no byte is refused) and reversible (nothing changes on the way back)."""

from __future__ import annotations


def decode(data: bytes) -> str:
    """Each byte becomes the character of its number (Latin-1), whatever it was meant to be."""
    return data.decode("latin-1")


def encode(text: str) -> bytes:
    """The bytes that `decode` read. Raises ValueError for a character beyond Latin-1."""
    return text.encode("latin-1")
