"""What kind of file is this, by its first bytes? So that a person is told kindly what nobody can read."""

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
KINDLY = {
    "empty": "The file has no bytes. Export it again from your software.",
    "pdf": "This is a PDF. We take claims as X12 (837P) files: look in your software for “export” or “batch file”.",
    "scan": "This is a picture. We take claims as X12 (837P) files: a scanned form cannot be sent from here.",
    "zip": "This is a packed file. Unpack it and drop the X12 files that are in it.",
    "office": "This is an office document. We take claims as X12 (837P) files from your billing software.",
    "web": "This is a web or data file. We take claims as X12 (837P) files from your billing software.",
    "table": "This is a table (CSV). Reading tables is not built yet: export an X12 (837P) file instead.",
    "text": "This is text, but no X12: an X12 file begins with ISA. Export an 837P file from your software.",
    "unknown": "This is no X12: an X12 file begins with ISA. Export an 837P file from your software.",
}
"""What we say of a file that nobody could read; it is kept as it came."""
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
