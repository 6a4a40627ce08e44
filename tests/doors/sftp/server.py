"""An SFTP server for tests: in a thread of its own, as the role web, with accounts to sign in as."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import asyncssh


@dataclass(frozen=True)
class Server:
    """Where the server listens, and its host key's fingerprint."""

    port: int
    fingerprint: str


@contextmanager
def running() -> Iterator[Server]:
    """A server on a free port, until the block ends."""
    from clearlane.doors.sftp.serve import serve

    loop, stop, ready = asyncio.new_event_loop(), asyncio.Event(), threading.Event()
    found: list[Server] = []

    def note(port: int, fingerprint: str) -> None:
        found.append(Server(port, fingerprint))
        ready.set()

    def work() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(serve(host="127.0.0.1", port=0, stop=stop, is_ready=note))
        loop.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        assert ready.wait(20), "the server did not start"
        yield found[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(20)
        assert not thread.is_alive()


def key_pair() -> tuple[asyncssh.SSHKey, str]:
    """A client's key and its public line."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    return key, key.export_public_key().decode().strip()
