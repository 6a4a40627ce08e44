"""The bench carries its files over real SFTP: a server of asyncssh in this process, one folder for each account."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import asyncssh
import pytest

from clearlane.doors.console.benching import carry
from clearlane.doors.console.benching.workload import Parcel

Sittings = list[asyncssh.SFTPClient]
Found = TypeVar("Found")


class Door(asyncssh.SSHServer):
    """Lets everybody in who has the bench's key."""


class OwnFolder(asyncssh.SFTPServer):
    """Shows each account its own folder alone, and counts how many files are open at once."""

    open_now = 0
    most_open = 0

    def __init__(self, chan: asyncssh.SSHServerChannel[bytes], top: Path) -> None:
        super().__init__(chan, chroot=bytes(top / chan.get_extra_info("username")))

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
        """Count it."""
        OwnFolder.open_now += 1
        OwnFolder.most_open = max(OwnFolder.most_open, OwnFolder.open_now)
        return super().open(path, pflags, attrs)

    def close(self, file_obj: object) -> None:
        """Count it."""
        OwnFolder.open_now -= 1
        super().close(file_obj)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """Folders of two accounts, and the key by which both sign in."""
    for user in ("bench000", "bench001"):
        for folder in ("inbound", "outbound"):
            (tmp_path / user / folder).mkdir(parents=True)
    key = asyncssh.generate_private_key("ssh-ed25519")
    key.write_private_key(str(tmp_path / "key"))
    key.write_public_key(str(tmp_path / "authorized"))
    (tmp_path / "key").chmod(0o600)
    return tmp_path


def carried(top: Path, work: Callable[[Sittings], Awaitable[Found]]) -> Found:
    """Run with one open session for each account."""

    async def run() -> Found:
        server = await asyncssh.listen(
            "127.0.0.1", 0, server_factory=Door, server_host_keys=[asyncssh.generate_private_key("ssh-ed25519")],
            authorized_client_keys=str(top / "authorized"), sftp_factory=lambda chan: OwnFolder(chan, top),
        )  # fmt: skip
        try:
            async with carry.sessions(port=server.get_port(), key=top / "key", tenants=2) as sittings:
                found = await work(sittings)
        finally:
            server.close()
            await server.wait_closed()
        return found

    return asyncio.run(run())


def parcel(tenant: int, name: str, content: bytes = b"ISA*") -> Parcel:
    return Parcel(tenant, name, content, ())


def lying(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_each_file_lies_in_its_tenants_inbound_whole(top: Path) -> None:
    large = bytes(range(256)) * 2000
    parcels = [parcel(0, "a.837", b"first"), parcel(1, "b.837", large), parcel(0, "c.837", b"")]
    carried(top, lambda sittings: carry.send(parcels=parcels, sittings=sittings))
    assert lying(top / "bench000" / "inbound") == {"a.837": b"first", "c.837": b""}
    assert lying(top / "bench001" / "inbound") == {"b.837": large}


def test_files_go_a_few_at_a_time(top: Path) -> None:
    OwnFolder.open_now = OwnFolder.most_open = 0
    parcels = [parcel(n % 2, f"{n}.837", b"x" * 5000) for n in range(3 * carry.AT_ONCE)]
    carried(top, lambda sittings: carry.send(parcels=parcels, sittings=sittings))
    assert sum(len(lying(top / user / "inbound")) for user in ("bench000", "bench001")) == len(parcels)
    assert 1 < OwnFolder.most_open <= carry.AT_ONCE
    assert OwnFolder.open_now == 0


def test_mailboxes_are_fetched_by_tenant_and_stay_where_they_are(top: Path) -> None:
    (top / "bench000" / "outbound" / "a.999").write_bytes(b"ISA*999")
    (top / "bench000" / "outbound" / "a.835").write_bytes(b"x" * 100_000)
    (top / "bench001" / "outbound" / "a.999").write_bytes(b"ISA*other")
    boxes = carried(top, lambda sittings: carry.fetch(sittings=sittings))
    assert boxes == [{"a.999": b"ISA*999", "a.835": b"x" * 100_000}, {"a.999": b"ISA*other"}]
    assert len(lying(top / "bench000" / "outbound")) == 2


def test_an_empty_mailbox_is_an_empty_mailbox(top: Path) -> None:
    assert carried(top, lambda sittings: carry.fetch(sittings=sittings)) == [{}, {}]


def test_a_stranger_without_the_key_gets_no_session(top: Path) -> None:
    asyncssh.generate_private_key("ssh-ed25519").write_private_key(str(top / "key"))
    with pytest.raises(asyncssh.PermissionDenied):
        carried(top, lambda sittings: carry.fetch(sittings=sittings))
