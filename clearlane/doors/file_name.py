"""What a client may call a file."""

from __future__ import annotations

MOST = 200


class NameRefused(ValueError):
    """A file's name is empty, too long, or has characters that no name may have."""


def file_name(text: str) -> str:
    """The last part of a path as a name: 1 to 200 printable characters. Raises NameRefused."""
    name = text.replace("\\", "/").rsplit("/", 1)[-1].strip()
    if not 0 < len(name) <= MOST or name in (".", ".."):
        raise NameRefused(f"a file name has 1 to {MOST} characters")
    if not name.isprintable():
        raise NameRefused("a file name has printable characters only")
    return name
