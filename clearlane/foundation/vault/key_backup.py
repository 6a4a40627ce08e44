"""All keys of a house in one file that a passphrase opens: what a restore needs beside the data folder's backup."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from importlib import resources
from pathlib import Path, PurePosixPath

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from clearlane.foundation.durable.files import make_folder, write_file

WORDS_IN_PASSPHRASE = 10
"""Of 256 words each: 80 bits, behind a slow function."""

_FORM = "clearlane keys 1"
_COST = {"n": 2**16, "r": 8, "p": 1}


class BackupIsWrong(ValueError):
    """The file is no backup of keys, or the passphrase is not the one that it was made with."""


class KeysAreThere(ValueError):
    """The folder to restore into holds other keys: they may be all that opens another house's data."""


def make_passphrase() -> list[str]:
    """Ten words by chance."""
    return [secrets.choice(_words()) for _ in range(WORDS_IN_PASSPHRASE)]


def back_up(*, folder: Path, passphrase: str) -> bytes:
    """The keys folder with all that lies in it, as the bytes of a backup file."""
    files = {
        path.relative_to(folder).as_posix(): base64.b64encode(path.read_bytes()).decode()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_key(passphrase, salt)).encrypt(nonce, json.dumps(files).encode(), _FORM.encode())
    parts = {"salt": salt, "nonce": nonce, "sealed": sealed}
    return json.dumps(
        {"form": _FORM} | {name: base64.b64encode(part).decode() for name, part in parts.items()}
    ).encode()


def restore(*, backup: bytes, passphrase: str, folder: Path) -> list[str]:
    """Write the keys of a backup into a folder, readable by this account alone, and give their names.

    What is there already must be the same. Raises BackupIsWrong, KeysAreThere; then nothing is written.
    """
    files = _open(backup, passphrase)
    others = [name for name, content in files.items() if _differs(folder / name, content)]
    if others:
        raise KeysAreThere(f"{folder} holds other keys ({', '.join(others)}); restore into an empty folder")
    for name, content in files.items():
        make_folder((folder / name).parent)
        write_file(folder / name, [content])
    return list(files)


def fingerprint(folder: Path) -> str:
    """What tells one set of master and audit key from another, and opens nothing."""
    digest = hashlib.sha256(b"clearlane keys")
    for name in ("master", "audit"):
        path = folder / f"{name}.key"
        digest.update(path.read_bytes() if path.is_file() else b"none")
    return digest.hexdigest()[:16]


def _open(backup: bytes, passphrase: str) -> Mapping[str, bytes]:
    try:
        told = json.loads(backup)
        if told["form"] != _FORM:
            raise BackupIsWrong("this is no backup of keys, or one of another version")
        salt, nonce, sealed = (base64.b64decode(told[name]) for name in ("salt", "nonce", "sealed"))
        files = json.loads(AESGCM(_key(passphrase, salt)).decrypt(nonce, sealed, _FORM.encode()))
    except InvalidTag as error:
        raise BackupIsWrong("the passphrase does not open this file, or the file was changed") from error
    except (ValueError, KeyError, TypeError) as error:
        raise BackupIsWrong("this is no backup of keys, or one of another version") from error
    if any(PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts for name in files):
        raise BackupIsWrong("the file names places outside of the keys folder")
    return {name: base64.b64decode(content) for name, content in files.items()}


def _differs(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() != content


def _key(passphrase: str, salt: bytes) -> bytes:
    """Case and blanks between the words do not matter."""
    return Scrypt(salt=salt, length=32, **_COST).derive(" ".join(passphrase.lower().split()).encode())


def _words() -> list[str]:
    return (resources.files(__package__) / "words.txt").read_text(encoding="ascii").split()
