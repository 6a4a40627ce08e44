"""The way to a segment of a file in words: the page it stands on, and its place there."""

from __future__ import annotations

from clearlane.exchange.reading.view_explained import page_of


def explained_at(*, page: str, offset: int) -> str:
    """Where the segment that begins at an offset of the file stands among the pages at an address."""
    return f"{page}?page={page_of(offset)}#at-{offset}"
