"""One SFTP server for all payers: each sees its own folder, with /inbound and /outbound."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import asyncssh

from clearlane_sandbox.clock import now
from clearlane_sandbox.lay_out import write_whole
from clearlane_sandbox.office import Office
from clearlane_sandbox.profile import Profile

LOOK_EVERY = 0.25


@dataclass(frozen=True, slots=True)
class Place:
    """Where the sandbox serves and from what."""

    host: str
    port: int
    data: Path
    clock: Path | None = None
    seed: int = 0
    pace: float = 1.0


class Door(asyncssh.SSHServer):
    """Lets a payer's user in by password or key."""

    def __init__(self, profiles: dict[str, Profile]) -> None:
        self.profiles = profiles
        self.connection: asyncssh.SSHServerConnection | None = None

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        """Remember the connection, to give it the user's keys."""
        self.connection = conn

    def begin_auth(self, username: str) -> bool:
        """Everybody has to prove who he is."""
        profile = self.profiles.get(username)
        if profile is not None and profile.keys and self.connection is not None:
            self.connection.set_authorized_keys(asyncssh.import_authorized_keys("\n".join(profile.keys)))
        return True

    def password_auth_supported(self) -> bool:
        """Passwords are taken."""
        return True

    def validate_password(self, username: str, password: str) -> bool:
        """Compare in constant time."""
        profile = self.profiles.get(username)
        wanted = profile.password if profile is not None else ""
        return bool(wanted) and hmac.compare_digest(wanted.encode(), password.encode())


class Folder(asyncssh.SFTPServer):
    """A payer's folder; a finished upload wakes the office."""

    def __init__(self, chan: asyncssh.SSHServerChannel[bytes], *, office: Office, wake: Callable[[], None]) -> None:
        user = str(chan.get_connection().get_extra_info("username"))
        super().__init__(chan, chroot=os.fsencode(office.home(user)))
        self.office, self.wake = office, wake
        self.handles: dict[int, Path] = {}

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
        """A file is opened; while it is written nobody takes it."""
        handle = super().open(path, pflags, attrs)
        if pflags & asyncssh.FXF_WRITE:
            target = Path(os.fsdecode(self.map_path(path)))
            self.handles[id(handle)] = target
            self.office.writing[target] += 1
        return handle

    def close(self, file_obj: object) -> None:
        """A file was closed, by the client or by the end of the connection."""
        super().close(file_obj)
        target = self.handles.pop(id(file_obj), None)
        if target is not None:
            self.office.writing[target] -= 1
            self.wake()

    def rename(self, oldpath: bytes, newpath: bytes) -> None:
        """A file got its final name."""
        super().rename(oldpath, newpath)
        self.wake()

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        """The same, by the OpenSSH extension."""
        super().posix_rename(oldpath, newpath)
        self.wake()

    def symlink(self, oldpath: bytes, newpath: bytes) -> None:
        """No links."""
        raise asyncssh.SFTPPermissionDenied("links are not allowed")

    def link(self, oldpath: bytes, newpath: bytes) -> None:
        """No links."""
        raise asyncssh.SFTPPermissionDenied("links are not allowed")


def serve(*, profiles: tuple[Profile, ...], place: Place) -> None:
    """Serve until SIGTERM or SIGINT. Raises OSError where the port is taken."""
    asyncio.run(_serve(profiles, place))


async def _serve(profiles: tuple[Profile, ...], place: Place) -> None:
    """Open the door and keep the office working; an office that broke ends the program, so that it is started anew."""
    place.data.mkdir(parents=True, exist_ok=True)
    by_user = {profile.user: profile for profile in profiles}
    office = Office(place.data, by_user, partial(now, place.clock), place.seed, place.pace)
    bell, stop, loop = asyncio.Event(), asyncio.Event(), asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    server = await asyncssh.listen(
        place.host,
        place.port,
        server_host_keys=[host_key(place.data)],
        server_factory=partial(Door, by_user),
        sftp_factory=partial(Folder, office=office, wake=bell.set),
        encoding=None,
        allow_scp=False,
        line_editor=False,
    )
    announce(place, server.get_port(), by_user)
    working = asyncio.create_task(keep_working(office, bell, stop))
    try:
        await asyncio.wait([working, asyncio.create_task(stop.wait())], return_when=asyncio.FIRST_COMPLETED)
        bell.set()
        await working
    finally:
        server.close()  # whoever is still connected is not waited for
        office.book.close()


async def keep_working(office: Office, bell: asyncio.Event, stop: asyncio.Event) -> None:
    """Round after round, in a thread of its own; between them wait for an upload or for what is due."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(max_workers=1) as thread:
        while not stop.is_set():
            bell.clear()
            if await loop.run_in_executor(thread, office.work):
                continue
            wait = await loop.run_in_executor(thread, office.rest, LOOK_EVERY)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(bell.wait(), max(wait, 0.01))
        await loop.run_in_executor(thread, office.measure)


def host_key(data: Path) -> asyncssh.SSHKey:
    """The server's key, made once."""
    path = data / "host_key"
    if not path.exists():
        write_whole(path, asyncssh.generate_private_key("ssh-ed25519").export_private_key())
        path.chmod(0o600)
    return asyncssh.read_private_key(path)


def announce(place: Place, port: int, profiles: dict[str, Profile]) -> None:
    """Say where it listens, on standard output and in ``address``, for whoever started it."""
    write_whole(place.data / "address", f"{place.host} {port}\n".encode())
    for line in announcement(place, port, profiles):
        print(line)
    sys.stdout.flush()


def announcement(place: Place, port: int, profiles: dict[str, Profile]) -> Iterator[str]:
    """One line for the server, one for each payer."""
    yield f"sandbox payers listen on {place.host} port {port}"
    for profile in profiles.values():
        yield f"  {profile.user}: {profile.name} ({profile.payer}), {profile.tier}"
