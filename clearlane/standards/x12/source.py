"""Source: what a file may be given as. Chunks of bytes, or all its bytes at once; anything else is told what to do."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike

Bytes = (bytes, bytearray, memoryview)


def as_chunks(source: object) -> Iterable[bytes]:
    """The chunks of a source; bytes at hand are one chunk. Raises TypeError for a text, a path, or what has no chunks.

    Whether each chunk is bytes is seen when it comes: `need_bytes`.
    """
    if isinstance(source, Bytes):
        return (bytes(source),)
    if isinstance(source, (str, PathLike)):
        what = "a text" if isinstance(source, str) else "a path"
        raise TypeError(f"{what} was given as the source; give bytes, such as open(path, 'rb') or path.read_bytes()")
    if not isinstance(source, Iterable):
        raise TypeError(f"{type(source).__name__} was given as the source; give bytes, or chunks of bytes")
    return source


def need_bytes(chunk: object) -> None:
    """Raise TypeError for a chunk that is no bytes."""
    if isinstance(chunk, Bytes):
        return
    if isinstance(chunk, str):
        raise TypeError("a chunk of the source is a text; open the file for bytes: open(path, 'rb')")
    raise TypeError(f"a chunk of the source is {type(chunk).__name__}; give bytes, or chunks of bytes")
