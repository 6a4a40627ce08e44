"""The keys that the database never sees: one file each, readable by this account alone.

They lie in ``DATA/keys`` or where ``CLEARLANE_KEYS`` points, are left out of backups of the data folder, and are
made once, by ``up``, where the database holds nothing that they sealed (``audit/try_keys``). Without the master key
nothing in the vault can be read again.
"""

from __future__ import annotations

import base64
import os
import stat
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from clearlane.foundation.durable.files import make_folder, write_file

MASTER = "master"
AUDIT = "audit"
WEB = "web"
KEYS = (MASTER, AUDIT, WEB)
_BYTES = 32


class KeyTrouble(RuntimeError):
    """The keys at hand are not what this installation needs: nothing can be stored or read with them."""


class KeyIsMissing(KeyTrouble):
    """A key's file is not there or holds no key. One gets here with a data folder whose keys were moved or lost, or
    on a second machine without ``CLEARLANE_KEYS``: bring the file back from where the keys were kept."""


class KeyIsOpen(KeyTrouble):
    """A key's file can be read by other accounts: ``chmod 600`` it, and think who has read it meanwhile."""


class KeyDoesNotFit(KeyTrouble):
    """The key at hand did not seal what the database holds: it is another installation's, or the row was changed."""

    def __init__(self, name: str, what: str) -> None:
        where = Path(settings.KEYS) / f"{name}.key"
        mend = "copy the folder keys of the house whose database this is, or name it in CLEARLANE_KEYS"
        super().__init__(f"{where} {what}; {mend}")


def key(name: str) -> bytes:
    """The 32 bytes of a key: ``master``, ``audit``, or ``web`` for what the portal signs.

    Raises KeyIsMissing, KeyIsOpen.
    """
    return _read(Path(settings.KEYS) / f"{name}.key")


def make_keys(*, folder: Path | None = None, names: Sequence[str] = KEYS) -> list[str]:
    """Make those of these keys that are missing, and give their names. An existing key is never touched."""
    place = folder or Path(settings.KEYS)
    make_folder(place)
    missing = [name for name in names if not (place / f"{name}.key").exists()]
    for name in missing:
        write_file(place / f"{name}.key", [base64.b64encode(os.urandom(_BYTES)) + b"\n"])
    return missing


@lru_cache(maxsize=8)
def _read(path: Path) -> bytes:
    """Read and judge one key file. It is read once a process."""
    if not path.exists():
        raise KeyIsMissing(f"there is no key at {path}; restore it, or name the folder of the keys in CLEARLANE_KEYS")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeyIsOpen(f"{path} can be read by others; chmod 600 it")
    try:
        value = base64.b64decode(path.read_text(encoding="ascii").strip(), validate=True)
    except ValueError as error:
        raise KeyIsMissing(f"{path} holds no key") from error
    if len(value) != _BYTES:
        raise KeyIsMissing(f"{path} holds a key of {len(value)} bytes, not {_BYTES}")
    return value


def forget() -> None:
    """Read the key files anew: for tests that replace them."""
    _read.cache_clear()
