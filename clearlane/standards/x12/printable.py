"""Control characters written out: what a file holds steers no terminal and is seen where words are shown."""

from __future__ import annotations

CONTROL: dict[int, str] = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))}
"""By code point what is shown of it, such as ``\\x1b``."""


def printable(line: str) -> str:
    """The line with each control character written out, the ends of lines among them."""
    return line if line.isprintable() else line.translate(CONTROL)
