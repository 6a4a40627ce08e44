"""Take a list out again that was brought in; what is shipped of it counts as before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from clearlane.standards.codes.library import forget, imported


def take_out(kind: str, *, first: date | None = None) -> list[Path]:
    """Remove the files of a kind that were brought in, or the one that counts from a day. Returns them; raises OSError.

    A damaged file is removed as any other: its name alone says what it is.
    """
    wanted = f"{kind}-{first.isoformat()}.txt" if first else ""
    gone = [path for path in imported(kind) if wanted in ("", path.name)]
    for path in gone:
        path.unlink(missing_ok=True)
    forget()
    return gone
