"""What kind of file is this, by its first bytes? So that a person is told before we take what nobody can read."""

from __future__ import annotations

import re

ENOUGH = 4096
_MAGIC = {
    b"%PDF": "pdf",
    b"\x89PNG": "scan",
    b"\xff\xd8\xff": "scan",
    b"II*\x00": "scan",
    b"MM\x00*": "scan",
    b"GIF8": "scan",
    b"PK\x03\x04": "zip",
    b"\x1f\x8b": "zip",
    b"\xd0\xcf\x11\xe0": "office",
    b"{\\rtf": "office",
}
_BLANK = b"\xef\xbb\xbf \t\r\n\0"
_TABLE = re.compile(rb"^[^\r\n]*[,;\t|][^\r\n]*[,;\t|][^\r\n]*\r?\n")


def tell_kind(*, start: bytes) -> str:
    """x12, or what else it looks like: empty, pdf, scan, zip, office, web, table, text, unknown.

    Whatever begins like an interchange is x12, however broken: that is for the reader to say.
    """
    plain = start.lstrip(_BLANK)
    if not plain:
        return "empty"
    if plain[:3].upper() == b"ISA":
        return "x12"
    for magic, kind in _MAGIC.items():
        if start.startswith(magic):
            return kind
    if plain[:1] in (b"<", b"{", b"["):
        return "web"
    if any(byte < 9 for byte in plain[:512]):
        return "unknown"
    return "table" if _TABLE.match(plain) else "text"
