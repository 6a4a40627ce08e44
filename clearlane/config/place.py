"""Where the data folder is."""

from __future__ import annotations

from pathlib import Path

import clearlane
from clearlane.config.environment import text


def place(chosen: Path | None = None) -> Path:
    """The data folder as an absolute path: the one chosen, else ``CLEARLANE_DATA``, else ``.clearlane`` in the
    checkout that this program runs from, else ``~/.local/share/clearlane``. Nothing is created."""
    named = chosen or (Path(text("CLEARLANE_DATA")) if text("CLEARLANE_DATA") else None)
    if named is not None:
        return named.expanduser().absolute()
    checkout = find_checkout()
    return checkout / ".clearlane" if checkout else Path.home() / ".local" / "share" / "clearlane"


def find_checkout() -> Path | None:
    """The checkout of the repository that this program runs from; None where it was installed without one."""
    top = Path(clearlane.__file__ or "").resolve().parent.parent
    return top if (top / "pyproject.toml").is_file() and (top / "bin" / "clearlane").is_file() else None
