"""Name a file that holds no interchange by its first bytes, and say what to do, so that nobody has to guess."""

from __future__ import annotations

import re
from typing import NamedTuple

from clearlane.standards.x12.envelope_rules import finding
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Finding, Place

LOOKED_AT = 40
"""So many first bytes are enough."""


class Kind(NamedTuple):
    """A kind of file: what it is called, and what to do with it."""

    name: str
    remedy: str


_UNPACK = "Unpack it, and give the X12 file that is in it"
_EXPORT = "Export an X12 file from the program that made it; it begins with an ISA segment"
_PLAIN = "Save it as plain text (ASCII or UTF-8 without a byte order mark)"
_AS_IT_IS = "Send an X12 file that begins with an ISA segment"
_NAMED: tuple[tuple[str, Kind], ...] = (
    (r"\x1f\x8b", Kind("the file is compressed (gzip)", "Unpack it with gunzip, or pipe it in: gunzip -c FILE")),
    (r"PK(\x03\x04|\x05\x06)", Kind("the file is an archive (ZIP), or an office document", _UNPACK)),
    (r"BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|7z\xbc\xaf|Rar!", Kind("the file is compressed", _UNPACK)),
    (r"\xff\xfe|\xfe\xff|I\x00S\x00A\x00|\x00I\x00S\x00A", Kind("the text is in UTF-16", _PLAIN)),
    (r"%PDF", Kind("the file is a PDF", _EXPORT)),
    (r"\xd0\xcf\x11\xe0|{\\rtf", Kind("the file is an office document", _EXPORT)),
    (r"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*", Kind("the file is a picture", _EXPORT)),
    (r"-----BEGIN PGP", Kind("the file is encrypted (PGP)", "Decrypt it, and give what comes out")),
    (r"\s*(UNA.{6}|UNB[+:*])", Kind("the file is EDIFACT (UNA, UNB)", "Send it as X12; EDIFACT is not read here")),
    (r"\s*(MSH|FHS|BHS)\|", Kind("the file is HL7 version 2", "Send it as X12; HL7 is not read here")),
    (r"(?i)\s*<(!doctype html|html|head|body)", Kind("the file is a page of the web (HTML)", _EXPORT)),
    (r"\s*<[?!A-Za-z]", Kind("the file is XML", _EXPORT)),
    (r'\s*\{\s*["}]|\s*\[\s*["{\[\]]', Kind("the file is JSON", "What `json` wrote becomes X12 by `from-json`")),
    (r"(?!ISA)[Ii][Ss][Aa][^A-Za-z0-9]", Kind("its name is written in small letters", "Write ISA in capitals")),
    (r"\s*(GS|ST)[^A-Za-z0-9\s]", Kind("the file begins with a group or a set", "Put an ISA before it, an IEA behind")),
)  # fmt: skip
_KINDS = tuple((re.compile(pattern.encode("latin-1"), re.DOTALL), kind) for pattern, kind in _NAMED)
_NOTHING = Kind("the file is empty", "See why nothing was written into it, and send it again")
_BLANKS = Kind("the file holds nothing but blanks", "See why nothing was written into it, and send it again")


def name_file(start: bytes) -> Kind | None:
    """What kind of file begins so; None where that cannot be told."""
    if not start.strip(b"\xef\xbb\xbf \t\r\n\0\x1a"):
        return _BLANKS if start else _NOTHING
    return next((kind for pattern, kind in _KINDS if pattern.match(start)), None)


def no_interchange(start: bytes, *, offset: int = 0) -> Finding:
    """The finding about a file without an interchange. start: its first bytes; offset: where they stand."""
    kind, seen = name_file(start), decode(start[:LOOKED_AT])
    found = kind.name if kind and not seen.isprintable() else seen
    named, remedy = (f": {kind.name}", kind.remedy) if kind else ("", _AS_IT_IS)
    return finding("no_isa", Place(offset=offset), found=found, kind=named, remedy=remedy)
