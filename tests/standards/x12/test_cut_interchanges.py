from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.cut_interchanges import Bounds, bounds, cut_interchange
from clearlane.standards.x12.events import InterchangeClosed, InterchangeOpened
from clearlane.standards.x12.stream import Stream
from tests.standards.x12.x12_texts import join, lines

CLEAN = join(lines())
FILES = {
    "one": CLEAN,
    "two": CLEAN + CLEAN,
    "something between": b"x" * 50 + CLEAN + b"y" * 50 + CLEAN,
    "the second within the first": CLEAN[: CLEAN.index(b"~GE*") + 1] + CLEAN,
    "the second within a segment": CLEAN[: CLEAN.rindex(b"IEA*") + 8] + CLEAN,
    "line ends": join(lines(), end="~\r\n") * 2,
    "clashing delimiters": CLEAN.replace(b"*P*:~", b"*P**~", 1),
}


def found(content: bytes) -> list[Bounds]:
    opened, told = None, []
    for event in x12.check([content]):
        if isinstance(event, InterchangeOpened):
            opened = event
        elif isinstance(event, InterchangeClosed):
            assert opened
            told.append(bounds(opened, event))
    return told


@pytest.mark.parametrize("content", FILES.values(), ids=FILES.keys())
@pytest.mark.parametrize("size", [1 << 20, 50])
def test_every_segment_is_cut_once_at_its_offset(content: bytes, size: int) -> None:
    pieces = [content[at : at + size] for at in range(0, len(content), size)]
    stream, last = Stream(pieces), -1
    interchanges = found(content)
    assert len(interchanges) == content.count(b"ISA*")
    for one in interchanges:
        for offset, raw in cut_interchange(one, stream):
            assert content[offset : offset + len(raw)] == raw
            assert one.offset < offset < one.end
            assert offset > last
            last = offset
