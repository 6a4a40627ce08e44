"""Bytes that came from outside, given to a browser as a text that it takes for nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import StreamingHttpResponse


def as_text(pieces: Iterable[bytes], name: str) -> StreamingHttpResponse:
    """The bytes under a plain name; no browser keeps them."""
    response = StreamingHttpResponse(pieces, content_type="text/plain; charset=utf-8")
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_. ") else "_" for c in name)
    response["Content-Disposition"] = f'inline; filename="{plain}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
