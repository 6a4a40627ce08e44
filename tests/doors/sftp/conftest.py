"""An office with an SFTP account, and a server that it may sign in to."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import asyncssh
import pytest

from tests.conftest import AsRole, MakeTenant
from tests.doors.sftp.server import Server, key_pair, running


@dataclass(frozen=True)
class Office:
    """A tenant with an account that has a key and a password."""

    tenant: int
    account: int
    username: str
    password: str
    key: asyncssh.SSHKey
    key_file: Path


@pytest.fixture
def office(tenant: MakeTenant, as_role: AsRole, tmp_path: Path) -> Office:
    return make_office(tenant(), "elmstreet", as_role, tmp_path)


@pytest.fixture
def stranger(tenant: MakeTenant, as_role: AsRole, tmp_path: Path) -> Office:
    return make_office(tenant(), "oakclinic", as_role, tmp_path)


@pytest.fixture
def letter(office: Office, as_role: AsRole) -> bytes:
    """A 999 in the office's mailbox; its bytes, which hold a planted token."""
    return lay_ready(office, b"ISA*00*PLANTED-TOKEN~" * 3000, as_role)


@pytest.fixture
def server(office: Office, as_role: AsRole) -> Iterator[Server]:
    with as_role("web"), running() as found:
        yield found


def make_office(tenant: int, username: str, as_role: AsRole, folder: Path) -> Office:
    """An account of a tenant, made as an operator makes it."""
    from clearlane.directory.users.add_sftp_user import add_sftp_user
    from clearlane.foundation.tenancy.scope import scope

    key, line = key_pair()
    with as_role("operator"), scope([tenant], by="operator:ann"):
        made = add_sftp_user(
            tenant=tenant, username=username, by="operator:ann", public_keys=[line], with_password=True
        )
    key_file = folder / f"{username}.key"
    key_file.write_bytes(key.export_private_key())
    key_file.chmod(stat.S_IRUSR | stat.S_IWUSR)
    return Office(tenant, made.id, username, made.password, key, key_file)


def lay_ready(office: Office, content: bytes, as_role: AsRole) -> bytes:
    """Put a 999 into a mailbox, as a step does."""
    from clearlane.exchange.intake.reply import reply
    from clearlane.foundation.tenancy.scope import scope

    with as_role("flow"), scope([office.tenant], by="flow:test"):
        reply(tenant=office.tenant, kind="999", content=content, source=None)
    return content
