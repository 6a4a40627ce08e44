"""Carry files as the tenants do: over real SFTP, one session a tenant, open before the clock starts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import asyncssh

from clearlane.doors.console.benching.furnish import username
from clearlane.doors.console.benching.workload import Parcel

AT_ONCE = 8


@asynccontextmanager
async def sessions(*, port: int, key: Path, tenants: int) -> AsyncIterator[list[asyncssh.SFTPClient]]:
    """One SFTP session for each tenant."""
    async with AsyncExitStack() as stack:
        yield [await _open(stack, port, key, username(at)) for at in range(tenants)]


async def _open(stack: AsyncExitStack, port: int, key: Path, user: str) -> asyncssh.SFTPClient:
    connection = await stack.enter_async_context(
        asyncssh.connect(
            "127.0.0.1", port, username=user, client_keys=[str(key)], known_hosts=None, agent_path=None, config=None
        )
    )
    return await stack.enter_async_context(connection.start_sftp_client())


async def send(*, parcels: Sequence[Parcel], sittings: Sequence[asyncssh.SFTPClient]) -> None:
    """Put every file into its tenant's ``/inbound``, a few at a time."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def put(parcel: Parcel) -> None:
        async with turn, sittings[parcel.tenant].open(f"/inbound/{parcel.name}", "wb") as remote:
            await remote.write(parcel.content)

    await asyncio.gather(*(put(parcel) for parcel in parcels))


async def fetch(*, sittings: Sequence[asyncssh.SFTPClient]) -> list[dict[str, bytes]]:
    """Everything that lies in each tenant's ``/outbound``, by name."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def get(sftp: asyncssh.SFTPClient, name: str) -> tuple[str, bytes]:
        async with turn, sftp.open(f"/outbound/{name}", "rb") as remote:
            return name, await remote.read()

    async def mailbox(sftp: asyncssh.SFTPClient) -> dict[str, bytes]:
        names = [str(name) for name in await sftp.listdir("/outbound") if name not in (".", "..")]
        return dict(await asyncio.gather(*(get(sftp, name) for name in names)))

    return list(await asyncio.gather(*(mailbox(sftp) for sftp in sittings)))
