"""A claim's bytes are a stranger's: what `trace` prints of them steers no terminal, a segment a line."""

from __future__ import annotations

import pytest

from clearlane.doors.console.trace import _segments
from clearlane.exchange.replies.summary_lines import one_line

ISA = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *261124*0930*^*00501*000000001*0*P*:"


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"CLM*A1*100~HI*ABK:R05~", ["CLM*A1*100~", "HI*ABK:R05~"]),
        (f"{ISA}!GS*HC!ST*837!".encode(), [f"{ISA}!", "GS*HC!", "ST*837!"]),
        (b"", []),
        (b"CLM*A1~\nHI*R05~\r\n", ["CLM*A1~", "HI*R05~"]),
    ],
)
def test_a_segment_is_a_line_whatever_ends_it(content: bytes, lines: list[str]) -> None:
    assert [line.strip() for line in _segments(content)] == lines


def test_nothing_in_it_reaches_the_terminal_as_a_command() -> None:
    (line,) = _segments(b"NM1*IL*1*\x1b[2J\x07DOE~")
    assert one_line(line) == "NM1*IL*1* [2J DOE~"
