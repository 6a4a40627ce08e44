"""A file without an interchange is named by its first bytes, in one finding that says what to do."""

from __future__ import annotations

import bz2
import gzip
import io
import zipfile

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.name_file import name_file
from tests.standards.x12.x12_texts import ISA, join, lines

CLEAN = join(lines())


def zipped(content: bytes) -> bytes:
    """An archive of one file."""
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w") as archive:
        archive.writestr("claims.837", content)
    return room.getvalue()


FILES = {
    "gzip": (gzip.compress(CLEAN), "compressed (gzip)", "gunzip"),
    "zip": (zipped(b"Dear Sirs"), "archive (ZIP)", "Unpack"),
    "bzip2": (bz2.compress(CLEAN), "compressed", "Unpack"),
    "UTF-16 with a mark": (CLEAN.decode().encode("utf-16"), "UTF-16", "Save it as plain text"),
    "UTF-16 little": (CLEAN.decode().encode("utf-16-le"), "UTF-16", "Save it as plain text"),
    "UTF-16 big": (CLEAN.decode().encode("utf-16-be"), "UTF-16", "Save it as plain text"),
    "EDIFACT": (b"UNA:+.? 'UNB+UNOA:1+US::US+50138::THEM+140531:0305+001934++ORDERS'", "EDIFACT", "Send it as X12"),
    "EDIFACT without UNA": (b"UNB+UNOA:1+US::US", "EDIFACT", "Send it as X12"),
    "HL7": (rb"MSH|^~\&|OAK|", "HL7", "Send it as X12"),
    "PDF": (b"%PDF-1.7\n", "PDF", "Export an X12 file"),
    "HTML": (b"<!DOCTYPE html><html>", "HTML", "Export an X12 file"),
    "XML": (b"<?xml version='1.0'?>", "XML", "Export an X12 file"),
    "JSON": (b'{"records": []}', "JSON", "from-json"),
    "small letters": (ISA.lower().encode() + b"~gs*hc~", "small letters", "in capitals"),
    "a group alone": (CLEAN[CLEAN.index(b"GS*") :], "begins with a group or a set", "Put an ISA before it"),
    "nothing": (b"", "the file is empty", "send it again"),
    "blanks": (b"\r\n  \r\n", "nothing but blanks", "send it again"),
}


@pytest.mark.parametrize(("content", "named", "remedy"), FILES.values(), ids=FILES.keys())
def test_a_file_that_is_no_x12_is_named_with_what_to_do(content: bytes, named: str, remedy: str) -> None:
    (told,) = x12.report([content]).findings
    assert told.rule == "envelope.no_isa"
    assert told.what.startswith("No interchange header (ISA) was found: ")
    assert named in told.what
    assert remedy in told.remedy
    assert x12.tell_finding(told).isprintable()


@pytest.mark.parametrize("content", [b"Dear Sirs", b"\x01\x02\x03\x04", b"A,B,C\n1,2,3\n"])
def test_what_is_not_known_is_shown_as_it_begins(content: bytes) -> None:
    (told,) = x12.report([content]).findings
    assert told.what == "No interchange header (ISA) was found"
    assert told.found == content.decode()
    assert "begins with an ISA" in told.remedy


@pytest.mark.parametrize("size", [1, 3, 7])
def test_the_pieces_in_which_a_file_comes_do_not_matter(size: int) -> None:
    data = gzip.compress(CLEAN)
    (told,) = x12.report([data[at : at + size] for at in range(0, len(data), size)]).findings
    assert "gzip" in told.what


def test_an_interchange_is_no_other_kind_of_file() -> None:
    assert name_file(CLEAN[:40]) is None
