"""Whether all of a file was read: what lacks is said once its pieces have passed."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.cut_file import cut_file
from clearlane.standards.x12.see_whole import Wholeness
from tests.standards.x12.x12_texts import join, lines

CLEAN = join(lines())
BOM = b"\xef\xbb\xbf"


def lacking(content: bytes) -> list[str]:
    """The rules of what is said of a file."""
    seen = Wholeness()
    for piece in cut_file([content]):
        seen.see(piece)
    return [one.rule.removeprefix("envelope.") for one in seen.findings()]


@pytest.mark.parametrize("content", [CLEAN, BOM + CLEAN, CLEAN * 2, CLEAN[:-1], CLEAN + b"\r\n\x1a", b"\n" + CLEAN])
def test_of_a_whole_file_nothing_is_said(content: bytes) -> None:
    assert lacking(content) == []


@pytest.mark.parametrize(
    ("content", "rules"),
    [
        (b"", ["no_isa"]),
        (BOM, ["no_isa"]),
        (b"Dear Sirs", ["no_isa"]),
        (CLEAN[:50], ["unreadable_isa"]),
        (CLEAN[:-20], ["cut_off"]),
        (CLEAN[: CLEAN.index(b"GE*")] + CLEAN, ["cut_off"]),
        (CLEAN + b"and more", ["garbage"]),
        (CLEAN.replace(b"*P*:~", b"*P**~"), ["delimiters_clash"]),
        (CLEAN.replace(b"IEA*", b" IEA*"), ["indented"]),
    ],
)
def test_what_was_not_read_is_said_once(content: bytes, rules: list[str]) -> None:
    assert lacking(content) == rules
