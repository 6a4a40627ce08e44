"""The SFTP server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import asyncssh

from clearlane.doors.sftp.gate import Doorkeeper, Gate
from clearlane.doors.sftp.host_key import host_key
from clearlane.foundation.telemetry.log import logger
from clearlane.foundation.tenancy.off_loop import OffLoop
from clearlane.foundation.vault.sweep import sweep

THREADS = 8
LOGIN_SECONDS = 60
KEEPALIVE_SECONDS = 30
GOODBYE_SECONDS = 5

log = logger(__name__)


async def serve(
    *, host: str, port: int, stop: asyncio.Event, is_ready: Callable[[int, str], None] | None = None
) -> None:
    """Serve until ``stop`` is set; ``is_ready`` gets the port and the fingerprint of the host key.

    What is on its way when it stops is kept as partial. Raises OSError where the port is taken.
    """
    asyncssh.set_log_level("WARNING")
    off_loop, key = OffLoop(THREADS), host_key()
    swept = await off_loop.run(sweep)
    doorkeeper = Doorkeeper(off_loop)
    acceptor = await _listen(host, port, key, doorkeeper)
    watch = asyncio.create_task(doorkeeper.watch())
    fingerprint = key.get_fingerprint()
    log.info("sftp is open", port=acceptor.get_port(), fingerprint=fingerprint, swept=swept)
    try:
        if is_ready is not None:
            is_ready(acceptor.get_port(), fingerprint)
        await stop.wait()
    finally:
        watch.cancel()
        acceptor.close()
        await acceptor.wait_closed()
        await _say_goodbye(doorkeeper)
        off_loop.close()


async def _listen(host: str, port: int, key: asyncssh.SSHKey, doorkeeper: Doorkeeper) -> asyncssh.SSHAcceptor:
    return await asyncssh.listen(
        host,
        port,
        server_factory=lambda: Gate(doorkeeper),
        server_host_keys=[key],
        server_version="Clearlane",
        encoding=None,
        allow_scp=False,
        allow_pty=False,
        agent_forwarding=False,
        x11_forwarding=False,
        host_based_auth=False,
        kbdint_auth=False,
        gss_host=None,
        login_timeout=LOGIN_SECONDS,
        keepalive_interval=KEEPALIVE_SECONDS,
    )


async def _say_goodbye(doorkeeper: Doorkeeper) -> None:
    """Close what is open, and give the sessions a moment to keep what was on its way."""
    closing = set(doorkeeper.sessions)
    for connection in list(doorkeeper.connections):
        connection.close()
        closing.add(asyncio.create_task(connection.wait_closed()))
    if closing:
        await asyncio.wait(closing, timeout=GOODBYE_SECONDS)
