"""How many may be in at once, how often one may guess, and what a house without its database says at the door."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import asyncssh
import paramiko
import pytest
from django.conf import settings
from django.db import connections

from clearlane.config.databases import databases
from clearlane.doors.sftp import gate
from clearlane.doors.sftp.gate import Doorkeeper
from tests.conftest import AsRole
from tests.doors.sftp.conftest import Office
from tests.doors.sftp.server import Server, running
from tests.doors.sftp.test_sftp_cut import client, connect, wait_for


class Connection:
    """Stands for a connection: the doorkeeper only counts them."""


def doorkeeper() -> Doorkeeper:
    async def make() -> Doorkeeper:
        return Doorkeeper(None)  # type: ignore[arg-type]

    return asyncio.run(make())


def connection() -> Any:
    return Connection()


def test_an_account_may_have_so_many_connections_and_none_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MOST_CONNECTIONS", 2)
    keeper, first, second, third = doorkeeper(), connection(), connection(), connection()
    assert [keeper.admit(7, each) for each in (first, second, third)] == [True, True, False]
    assert keeper.admit(8, third)
    keeper.dismiss(7, first)
    assert keeper.admit(7, third)


def test_an_account_without_connections_is_forgotten() -> None:
    keeper, only = doorkeeper(), connection()
    keeper.admit(7, only)
    keeper.dismiss(7, only)
    keeper.dismiss(7, only)
    keeper.dismiss(9, only)
    assert keeper.inside == {}


def test_a_connection_too_many_is_told_and_the_others_stay(
    server: Server, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "MOST_CONNECTIONS", 2)
    first, second = connect(server, office), connect(server, office)
    with pytest.raises((OSError, EOFError, paramiko.SSHException)):
        client(connect(server, office)).listdir("/")
    for each in (first, second):
        assert client(each).listdir("/") == ["inbound", "outbound"]
        each.close()
    wait_for(lambda: _lists(server, office))


def _lists(server: Server, office: Office) -> bool:
    """Whether a new connection is let in."""
    try:
        transport = connect(server, office)
        listed = client(transport).listdir("/") == ["inbound", "outbound"]
        transport.close()
    except (OSError, EOFError, paramiko.SSHException):
        return False
    return listed


def test_a_house_that_is_full_takes_nobody_in(server: Server, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MOST_CLIENTS", 1)
    waiting = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    assert waiting.recv(4) == b"SSH-"
    with pytest.raises((OSError, EOFError, paramiko.SSHException)):
        connect(server, office)
    waiting.close()
    wait_for(lambda: _lists(server, office))


class Guessing(asyncssh.SSHClient):
    """A client that tries one password after the other on one connection."""

    def __init__(self, passwords: list[str]) -> None:
        self.left = passwords

    def password_auth_requested(self) -> str | None:
        """The next guess."""
        return self.left.pop(0) if self.left else None


def guess(server: Server, username: str, passwords: list[str]) -> bool:
    """Whether one of these opened the door; those that were not tried are left in the list."""

    async def sign_in() -> bool:
        way: dict[str, Any] = {"known_hosts": None, "agent_path": None, "config": None, "client_keys": None}
        way |= {"preferred_auth": "password", "client_factory": lambda: Guessing(passwords)}
        try:
            async with asyncssh.connect("127.0.0.1", server.port, username=username, **way):
                return True
        except (asyncssh.Error, OSError):
            return False

    return asyncio.run(sign_in())


@pytest.mark.parametrize("username", ["elmstreet", "nobody-at-all"])
def test_one_may_guess_a_few_times_and_then_no_more(
    username: str, server: Server, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "MOST_FAILURES", 3)
    passwords = ["wrong"] * 3 + [office.password, "never"]
    assert not guess(server, username, passwords)
    assert passwords == [office.password, "never"]


def test_a_right_password_after_a_wrong_one_opens(server: Server, office: Office) -> None:
    passwords = ["wrong", "", office.password, "never"]
    assert guess(server, office.username, passwords)
    assert passwords == ["never"]


NAMES = ["", " elmstreet", "ELMSTREET", "elmstreet\x00", "elmstreet/../oak", "élm", "x" * 5000]


def test_a_name_that_is_nobodys_opens_nothing(server: Server, office: Office) -> None:
    for name in NAMES:
        transport = paramiko.Transport(socket.create_connection(("127.0.0.1", server.port), timeout=20))
        transport.start_client(timeout=20)
        with pytest.raises((paramiko.SSHException, EOFError)):
            transport.auth_password(name, office.password, fallback=False)
        transport.close()


def test_a_client_hears_that_the_database_is_away_and_not_that_he_may_not_come_in(
    office: Office, as_role: AsRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def sign_in(port: int) -> None:
        way: dict[str, Any] = {"known_hosts": None, "agent_path": None, "config": None, "client_keys": None}
        async with asyncssh.connect("127.0.0.1", port, username=office.username, password=office.password, **way):
            pass

    with as_role("web"), running() as server:
        for role in ("GATE", "WEB"):
            monkeypatch.setenv(f"CLEARLANE_{role}_URL", "postgresql://nobody@127.0.0.1:9/nothing")
        connections.settings = connections.configure_settings(databases("web", data=settings.DATA))
        with pytest.raises(asyncssh.DisconnectError) as told:
            asyncio.run(sign_in(server.port))
    assert (told.value.code, told.value.reason) == (asyncssh.DISC_SERVICE_NOT_AVAILABLE, gate.AWAY)


def test_a_house_without_its_database_lets_nobody_in_and_comes_back(
    office: Office, as_role: AsRole, superuser: Any
) -> None:
    with as_role("web"), running() as server:
        superuser.execute("ALTER TABLE directory_users_sftpuser RENAME TO away")
        try:
            with pytest.raises(paramiko.SSHException):
                connect(server, office)
        finally:
            superuser.execute("ALTER TABLE away RENAME TO directory_users_sftpuser")
        wait_for(lambda: _lists(server, office))
