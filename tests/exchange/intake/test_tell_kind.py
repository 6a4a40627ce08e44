"""What kind of file it is, by its first bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.intake.tell_kind import tell_kind


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"ISA*00*", "x12"), (b"\xef\xbb\xbfISA|00|", "x12"), (b"\r\n  ISA*", "x12"), (b"isa*", "x12"),
        (b"%PDF-1.4", "pdf"), (b"\x89PNG\r\n", "scan"), (b"\xff\xd8\xff\xe0", "scan"), (b"II*\x00", "scan"),
        (b"PK\x03\x04", "zip"), (b"\x1f\x8b\x08", "zip"), (b"\xd0\xcf\x11\xe0", "office"), (b"{\\rtf1", "office"),
        (b"<?xml", "web"), (b"{\"a\": 1}", "web"), (b"a,b,c\n1,2,3\n", "table"), (b"a\tb\tc\r\n", "table"),
        (b"Hello there", "text"), (b"\x00\x01\x02", "unknown"), (b"", "empty"), (b" \r\n", "empty"),
    ],
)  # fmt: skip
def test_a_start_tells_the_kind(start: bytes, kind: str) -> None:
    assert tell_kind(start=start) == kind


@given(st.binary(max_size=300))
def test_whatever_follows_an_interchanges_head_is_for_the_reader(rest: bytes) -> None:
    assert tell_kind(start=b"ISA" + rest) == "x12"


@given(st.binary(max_size=300))
def test_every_start_has_a_kind(start: bytes) -> None:
    assert tell_kind(start=start) in {
        "x12", "empty", "pdf", "scan", "zip", "office", "web", "table", "text", "unknown"
    }  # fmt: skip
