"""The notice about a file that is no X12: in words, with what to do."""

from __future__ import annotations

import pytest

from clearlane.exchange.interchanges.notice import unreadable_notice
from clearlane.standards import x12


def notice(content: bytes, name: str = "claims.837") -> str:
    """What a sender is told of such bytes."""
    report = x12.report([content])
    assert report.interchanges == ()
    return unreadable_notice(name=name, number=1_000_000_001, findings=report.findings).decode()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"Dear Sir", b"isa*00*", b"ISA*00", b"\xff" * 200])
def test_a_file_without_an_interchange_is_told_why_and_what_to_do(content: bytes) -> None:
    text = notice(content)
    assert "File       claims.837" in text
    assert "Number     1000000001" in text
    assert "It counts as no claims." in text
    told = {line[:12].strip(): line[12:] for line in text.splitlines() if line.startswith(("  Why", "  What"))}
    assert all(said.strip() for said in told.values())
    assert len(told) == 2


def test_where_nothing_was_found_the_notice_still_says_something() -> None:
    text = unreadable_notice(name="x", number=7, findings=()).decode()
    assert "no ISA segment at its beginning" in text
    assert "send an X12 interchange that begins with ISA" in text


def test_the_bytes_of_the_file_are_not_in_it() -> None:
    assert "SECRET" not in notice(b"SECRET PATIENT NAME")
