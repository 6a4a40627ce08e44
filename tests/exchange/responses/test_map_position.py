"""Our segments are mapped back to those of the sender."""

from __future__ import annotations

import pytest

from clearlane.exchange.responses.map_position import map_position

OURS = (b"CLM*1", b"REF*D9*OURS", b"HI*ABK:I10", b"LX*1")


@pytest.mark.parametrize(
    ("theirs", "place", "expected"),
    [
        ((b"CLM*1", b"HI*ABK:I10", b"LX*1"), 0, 0),
        ((b"CLM*1", b"HI*ABK:I10", b"LX*1"), 1, None),
        ((b"CLM*1", b"HI*ABK:I10", b"LX*1"), 2, 1),
        ((b"CLM*1", b"HI*ABK:I10", b"LX*1"), 3, 2),
        ((b"CLM*1", b"REF*D9*HIS", b"HI*ABK:I10", b"LX*1"), 2, 2),
        ((b"CLM*1", b"HI*ABK:I10", b"REF*D9*HIS", b"LX*1"), 2, 1),
        ((b"CLM*1", b"HI*ABK:I10", b"REF*D9*HIS", b"LX*1"), 3, 3),
        ((b"CLM*1",), 3, None),
        ((b"CLM*1", b"HI*ABK:I10", b"LX*1"), 9, None),
    ],
)
def test_map_position_passes_over_trace_numbers(theirs: tuple[bytes, ...], place: int, expected: int | None) -> None:
    assert map_position(ours=OURS, theirs=theirs, place=place) == expected


def test_map_position_knows_other_delimiters() -> None:
    ours = (b"CLM|1", b"REF|D9|OURS", b"HI|ABK")
    assert map_position(ours=ours, theirs=(b"CLM|1", b"HI|ABK"), place=2, element=b"|") == 1
