"""The way by SFTP: put under a temporary name, rename, list and compare; list, get, remove.

One sitting is one connection. Nothing here knows what is sent, and no transaction is open while it speaks.
"""

from __future__ import annotations

import asyncio
import posixpath
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

import asyncssh
from django.conf import settings

from clearlane.exchange.connections.profile import Way
from clearlane.foundation.durable.point import point
from clearlane.foundation.telemetry.log import logger

CIPHERS = (
    "aes256-gcm@openssh.com", "aes128-gcm@openssh.com", "chacha20-poly1305@openssh.com", "aes256-ctr", "aes192-ctr",
    "aes128-ctr",
)  # fmt: skip
"""In our order: on processors that have AES built in, the first cost us much less than the third, the usual one. The
last are for receivers that offer nothing better."""

CONNECT_SECONDS = 15
LEAST_SECONDS, MOST_SECONDS, BYTES_A_SECOND = 90.0, 500.0, 100_000
"""How long a sitting may take: more for more bytes. The runner's lease is longer than the longest."""

KEEP_ALIVE_SECONDS = 20
MOST_FETCHED = 64_000_000
"""Bytes of a sitting after which no other file is begun: the rest is fetched in the next one."""

REFUSALS = (
    asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath, asyncssh.SFTPNotADirectory, asyncssh.SFTPPermissionDenied,
    asyncssh.SFTPWriteProtect,
)  # fmt: skip
"""What the other side says where the folder of a profile is not there, or not for us."""

T = TypeVar("T")
log = logger(__name__)


class CannotReach(Exception):
    """The other side did not answer, or refused us: nothing was sent. ``permanent``: trying again will not help."""

    def __init__(self, why: str, *, permanent: bool = False) -> None:
        super().__init__(why)
        self.permanent = permanent


class OutcomeUnknown(Exception):
    """The connection ended while a file was on its way: it may have arrived or not. It is not sent again blindly."""


@dataclass(frozen=True, slots=True)
class Remote:
    """One file of a remote folder; ``size`` in bytes. ``path`` is its own, where its name is not in UTF-8."""

    name: str
    size: int
    path: str = field(default="", compare=False)
    changed_at: int = field(default=0, compare=False)


def put(*, way: Way, name: str, content: bytes) -> None:
    """Put one file into the remote ``inbound`` folder and see it there with its size.

    Raises CannotReach before anything was sent, OutcomeUnknown afterwards.
    """
    seconds = min(LEAST_SECONDS + len(content) / BYTES_A_SECOND, MOST_SECONDS)
    _sit(way, lambda sftp: _put(sftp, way.inbound, name, content), seconds=seconds)


def find(*, way: Way, name: str) -> int | None:
    """The size of a file of the remote ``inbound`` folder, None where it is not there. Raises CannotReach."""
    return _sit(way, lambda sftp: _size(sftp, posixpath.join(way.inbound, name)), seconds=LEAST_SECONDS)


def fetch_new(
    *, way: Way, is_stored: Callable[[Remote, bytes], bool], is_known: Callable[[str], bool]
) -> list[tuple[Remote, bytes]]:
    """The files of the remote ``outbound`` folder with their bytes, by name; those that we have stored are removed
    there instead, in the same sitting. Raises CannotReach.

    Names that are known come after all others. A file that cannot be read or removed is left for another sitting, and
    what was fetched before the connection ended or the time was over is given.
    """
    return _sit(way, lambda sftp: _fetch_new(sftp, way.outbound, is_stored, is_known), seconds=MOST_SECONDS)


def _sit(way: Way, act: Callable[[asyncssh.SFTPClient], Awaitable[T]], *, seconds: float) -> T:
    options = _options(way)

    async def sitting() -> T:
        async with _opened(way, options, seconds) as sftp:
            return await act(sftp)

    try:
        return asyncio.run(sitting())
    except asyncssh.PermissionDenied as error:
        raise CannotReach(f"{way.host} does not let us in", permanent=True) from error
    except REFUSALS as error:
        raise CannotReach(f"{way.host} refuses the folder: {type(error).__name__}", permanent=True) from error
    except (OSError, asyncssh.Error, TimeoutError) as error:
        raise CannotReach(f"{way.host}:{way.port}: {type(error).__name__}") from error


def _options(way: Way) -> dict[str, Any]:
    """What a connection needs, read before anybody is called. Raises CannotReach."""
    return {
        "known_hosts": _known_hosts(way),
        "connect_timeout": CONNECT_SECONDS,
        **_credentials(way),
        "agent_path": None,
        "config": None,
        "encryption_algs": CIPHERS,
        "keepalive_interval": KEEP_ALIVE_SECONDS,
    }


def _known_hosts(way: Way) -> asyncssh.SSHKnownHosts:
    if not way.host_key.strip():
        raise CannotReach(f"the profile names no host_key of {way.host}", permanent=True)
    try:
        asyncssh.import_public_key(way.host_key)
        return asyncssh.import_known_hosts(f"[{way.host}]:{way.port} {way.host_key}\n{way.host} {way.host_key}\n")
    except ValueError as error:
        raise CannotReach(f"the host_key of {way.host} cannot be read", permanent=True) from error


def _credentials(way: Way) -> dict[str, Any]:
    try:
        return {
            "client_keys": asyncssh.load_keypairs([str(secret_file(way.key))]) if way.key else None,
            "password": secret_file(way.password).read_text(encoding="utf-8").strip() if way.password else None,
        }
    except (OSError, ValueError) as error:
        raise CannotReach(f"the key or password of {way.username} cannot be read", permanent=True) from error


@asynccontextmanager
async def _opened(way: Way, options: dict[str, Any], seconds: float) -> AsyncIterator[asyncssh.SFTPClient]:
    """One sitting. When its time is over the connection is cut: whatever waits for the other side, a clean end too,
    fails as it does when the other side cuts.
    """
    async with asyncssh.connect(way.host, way.port, username=way.username, **options) as connection:
        asyncio.get_running_loop().call_later(seconds, connection.abort)
        async with connection.start_sftp_client(path_errors="surrogateescape") as sftp:
            yield sftp


def secret_file(name: str) -> Path:
    """Where the key or password of this name lies."""
    return Path(settings.KEYS) / "connections" / Path(name).name


async def _put(sftp: asyncssh.SFTPClient, folder: str, name: str, content: bytes) -> None:
    final, temporary = posixpath.join(folder, name), posixpath.join(folder, f"{name}.part")
    point("send")
    opened = await sftp.open(temporary, "wb")
    try:
        async with opened as remote:
            await remote.write(content)
        await _rename(sftp, temporary, final)
        point("sent")
        size = await _size(sftp, final)
    except (OSError, asyncssh.Error, TimeoutError) as error:
        raise OutcomeUnknown(type(error).__name__) from error
    if size is not None and size != len(content):
        raise OutcomeUnknown(f"{size} bytes lie there, {len(content)} were sent")


async def _rename(sftp: asyncssh.SFTPClient, temporary: str, final: str) -> None:
    """Give it its name, in the place of an earlier sending of the same bytes.

    Without OpenSSH's extension a server renames to free names only: what lies there goes first.
    """
    try:
        await sftp.posix_rename(temporary, final)
    except asyncssh.SFTPOpUnsupported:
        await _remove(sftp, final)
        await sftp.rename(temporary, final)


async def _size(sftp: asyncssh.SFTPClient, path: str) -> int | None:
    try:
        return (await sftp.stat(path)).size
    except asyncssh.SFTPNoSuchFile:
        return None


async def _fetch_new(
    sftp: asyncssh.SFTPClient,
    folder: str,
    is_stored: Callable[[Remote, bytes], bool],
    is_known: Callable[[str], bool],
) -> list[tuple[Remote, bytes]]:
    fetched: list[tuple[Remote, bytes]] = []
    bytes_read = 0
    try:
        for remote in _in_turn(await _list(sftp, folder), is_known):
            bytes_read += await _take(sftp, remote, is_stored, fetched)
            if bytes_read >= MOST_FETCHED:
                break
    except (OSError, asyncssh.Error) as error:
        if not fetched:
            raise
        log.warning("collecting broken off", fetched=len(fetched), why=type(error).__name__)
    return fetched


async def _take(
    sftp: asyncssh.SFTPClient,
    remote: Remote,
    is_stored: Callable[[Remote, bytes], bool],
    fetched: list[tuple[Remote, bytes]],
) -> int:
    """Fetch one file, or remove it where it is stored; returns how many bytes were read. One fault stops no other."""
    try:
        async with sftp.open(remote.path, "rb") as source:
            content = cast(bytes, await source.read())
        if is_stored(remote, content):
            point("collect")
            await _remove(sftp, remote.path)
        else:
            fetched.append((remote, content))
    except (asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection):
        raise
    except asyncssh.SFTPError as error:
        log.warning("a file of a payer is passed over", bytes=remote.size, why=type(error).__name__)
        return 0
    return len(content)


def _in_turn(remotes: list[Remote], is_known: Callable[[str], bool]) -> list[Remote]:
    """New names first; then the known, of which that with the latest change is most likely another file."""
    new = [remote for remote in remotes if not is_known(remote.name)]
    known = [remote for remote in remotes if is_known(remote.name)]
    return sorted(new, key=lambda one: one.name) + sorted(known, key=lambda one: (-one.changed_at, one.name))


async def _list(sftp: asyncssh.SFTPClient, folder: str) -> list[Remote]:
    entries = await sftp.readdir(folder)
    return [
        Remote(_readable(name), entry.attrs.size or 0, posixpath.join(folder, name), entry.attrs.mtime or 0)
        for entry in entries
        if entry.attrs.type == asyncssh.FILEXFER_TYPE_REGULAR and not _is_temporary(name := str(entry.filename))
    ]


def _readable(name: str) -> str:
    """A name of a remote folder that is not in UTF-8 is read as Latin-1."""
    raw = name.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _is_temporary(name: str) -> bool:
    return name.startswith(".") or name.endswith((".part", ".tmp", ".filepart"))


async def _remove(sftp: asyncssh.SFTPClient, path: str) -> None:
    """What is gone already is no error."""
    with suppress(asyncssh.SFTPNoSuchFile):
        await sftp.remove(path)
