"""A payer's SFTP server in this process: two folders, a password, and faults that can be switched on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import cast

import asyncssh
from django.conf import settings

from clearlane.exchange.connections.profile import Way

USER, PASSWORD = "us", "a password of the payer's"
SECRET = "payer-password"


@dataclass
class Faults:
    """What goes wrong: each is told by name in the test that switches it on."""

    cut_while_writing: bool = False
    cut_after_rename: bool = False
    refuses_rename: bool = False
    loses_bytes: int = 0
    collects_at_once: bool = False
    stalls_at: str = ""
    forbids_removing: bool = False
    reads_not: tuple[str, ...] = ()
    cut_at_reading: str = ""
    closed: bytes = b""
    trusted: Sequence[asyncssh.SSHKey] = ()


@dataclass
class PayerServer:
    """Where the server listens, its folder, and what was asked of it."""

    port: int
    host_key: str
    root: Path
    faults: Faults
    asked: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    @property
    def way(self) -> Way:
        """How to reach it."""
        return Way("127.0.0.1", USER, port=self.port, host_key=self.host_key, password=SECRET)

    @property
    def profile(self) -> str:
        """The same as the head of a connection's profile."""
        return (
            f'[way]\nhost = "127.0.0.1"\nport = {self.port}\nusername = "{USER}"\nhost_key = "{self.host_key}"\n'
            f'password = "{SECRET}"\n'
        )

    def inbound(self) -> dict[str, bytes]:
        """What lies where we put claims."""
        return {path.name: path.read_bytes() for path in sorted((self.root / "inbound").iterdir())}

    def outbound(self) -> list[str]:
        """The names that lie where the payer puts answers."""
        return sorted(path.name for path in (self.root / "outbound").iterdir())

    def lay(self, name: str, content: bytes) -> None:
        """The payer lays a file ready."""
        (self.root / "outbound" / name).write_bytes(content)


class _Door(asyncssh.SSHServer):
    def __init__(self, faults: Faults) -> None:
        self.faults = faults

    def public_key_auth_supported(self) -> bool:
        return bool(self.faults.trusted)

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        return username == USER and key in self.faults.trusted

    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == (USER, PASSWORD)


class _Folder(asyncssh.SFTPServer):
    def __init__(self, chan: asyncssh.SSHServerChannel[bytes], *, server: PayerServer) -> None:
        super().__init__(chan, chroot=str(server.root).encode())
        self.server = server

    def write(self, file_obj: object, offset: int, data: bytes) -> int:
        if self.server.faults.cut_while_writing:
            self._cut()
        return cast(int, super().write(file_obj, offset, data))

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        faults = self.server.faults
        self.server.asked.append(f"rename {newpath.decode()}")
        if faults.refuses_rename:
            raise asyncssh.SFTPFailure("no room")
        super().posix_rename(oldpath, newpath)
        final = self.server.root / newpath.decode().lstrip("/")
        if faults.loses_bytes:
            final.write_bytes(final.read_bytes()[: -faults.loses_bytes])
        if faults.collects_at_once:
            final.unlink()
        if faults.cut_after_rename:
            self._cut()

    async def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
        await self._stall("open")
        folder, _, raw = path.rpartition(b"/")
        name = raw.decode("latin-1")
        self._guard(folder)
        self.server.opened.append(name)
        if name in self.server.faults.reads_not:
            raise asyncssh.SFTPPermissionDenied("not for you")
        if name == self.server.faults.cut_at_reading:
            self._cut()
        return super().open(path, pflags, attrs)

    async def close(self, file_obj: object) -> None:
        await self._stall("close")
        super().close(file_obj)

    async def stat(self, path: bytes) -> asyncssh.SFTPAttrs:
        await self._stall("stat")
        return cast(asyncssh.SFTPAttrs, super().stat(path))

    def scandir(self, path: bytes) -> AsyncIterator[asyncssh.SFTPName]:
        self._guard(path)
        return super().scandir(path)

    def _guard(self, folder: bytes) -> None:
        if self.server.faults.closed == folder:
            raise asyncssh.SFTPPermissionDenied("not for you")

    def remove(self, path: bytes) -> None:
        if self.server.faults.forbids_removing:
            raise asyncssh.SFTPPermissionDenied("read only")
        super().remove(path)

    async def _stall(self, at: str) -> None:
        """Answer no more; the connection's end takes the request with it."""
        if self.server.faults.stalls_at == at:
            await self.channel.get_connection().wait_closed()

    def _cut(self) -> None:
        self.channel.get_connection().abort()
        raise asyncssh.SFTPConnectionLost("cut")


@contextmanager
def payer_server(root: Path, ciphers: Sequence[str] = ()) -> Iterator[PayerServer]:
    """A server on a free port until the block ends; its password lies where connections find it."""
    for folder in ("inbound", "outbound"):
        (root / folder).mkdir(parents=True)
    _keep_password()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    key = asyncssh.generate_private_key("ssh-ed25519")
    server = PayerServer(0, key.export_public_key().decode().strip(), root, Faults())
    listening = asyncio.run_coroutine_threadsafe(_listen(server, key, ciphers), loop).result(20)
    server.port = listening.get_port()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(listening.close)
        asyncio.run_coroutine_threadsafe(listening.wait_closed(), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(20)
        loop.close()


async def _listen(server: PayerServer, key: asyncssh.SSHKey, ciphers: Sequence[str]) -> asyncssh.SSHAcceptor:
    return await asyncssh.listen(
        "127.0.0.1",
        0,
        server_factory=partial(_Door, server.faults),
        server_host_keys=[key],
        sftp_factory=partial(_Folder, server=server),
        encryption_algs=ciphers or (),
    )


def _keep_password() -> None:
    folder = Path(settings.KEYS) / "connections"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / SECRET).write_text(PASSWORD + "\n", encoding="utf-8")
