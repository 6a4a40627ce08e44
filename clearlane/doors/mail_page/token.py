"""The token that opens the local mail page: who can read the data folder has it, or who sees the terminal of `up`."""

from __future__ import annotations

import secrets
from pathlib import Path

from clearlane.foundation.durable.files import write_file

_NAME = "mail-page.token"


def ready_token(*, data: Path) -> str:
    """The token of this data folder; made once, readable by this account alone."""
    path = data / _NAME
    if not path.is_file():
        write_file(path, [secrets.token_urlsafe(24).encode() + b"\n"])
    return path.read_text(encoding="ascii").strip()
