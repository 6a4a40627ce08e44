"""Read blocks of a file that may lie far apart: what is near is read at once, what lies between far ones is not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

GAP = 1 << 20
"""Bytes between two blocks up to which one read covers both: the vault opens no less than a frame of so many."""

Span = tuple[int, int]


def read_blocks(*, read: Callable[[int, int], bytes], spans: Iterable[Span]) -> Callable[[int, int], bytes]:
    """What cuts any of these blocks (offset and length in bytes) out of what was read; ``read`` takes the same two."""
    runs = list(_runs(sorted({span for span in spans if span[1]})))
    starts = [start for start, _ in runs]
    texts = [read(start, end - start) for start, end in runs]

    def cut(offset: int, length: int) -> bytes:
        if not length:
            return b""
        at = bisect_right(starts, offset) - 1
        return texts[at][offset - starts[at] : offset - starts[at] + length]

    return cut


def _runs(spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """From where to where one read goes, for blocks in the order of their offsets."""
    start = end = -1
    for offset, length in spans:
        if start >= 0 and offset - end > GAP:
            yield start, end
            start = -1
        start, end = (start, max(end, offset + length)) if start >= 0 else (offset, offset + length)
    if start >= 0:
        yield start, end
