"""Whatever public key an account is given, its private half opens the door; and a key that could not is not taken."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import asyncssh
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clearlane.directory.users.add_sftp_user import SftpUserRefused, add_sftp_user
from clearlane.directory.users.find_sftp_user import find_sftp_user
from clearlane.doors.sftp.gate import _keys
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant
from tests.doors.sftp.server import Server, running

ALGORITHMS = {
    "ed25519": {"alg_name": "ssh-ed25519"},
    "rsa of 2048 bits": {"alg_name": "ssh-rsa", "key_size": 2048},
    "rsa of 3072 bits": {"alg_name": "ssh-rsa", "key_size": 3072},
    "ecdsa 256": {"alg_name": "ecdsa-sha2-nistp256"},
    "ecdsa 384": {"alg_name": "ecdsa-sha2-nistp384"},
    "ecdsa 521": {"alg_name": "ecdsa-sha2-nistp521"},
}
COMMENTS = (
    "",
    " office",
    " josé@büro",
    " two  words",
    " a\tb",
    ' no-pty,command="rm" ssh-ed25519',
    " \u2028x",
    " 日本",
)
LINE = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIXG6t+ck2ADGMd8ZA+wcvv+Y9vLBf7fFO8vU+wVZ1kG"


@pytest.fixture
def elm(tenant: MakeTenant) -> int:
    return tenant(name="Elm")


@pytest.fixture
def door(elm: int, as_role: AsRole) -> Iterator[Server]:
    with as_role("web"), running() as found:
        yield found


def account(as_role: AsRole, tenant: int, name: str, *lines: str) -> None:
    with as_role("operator"), scope([tenant], by="operator:ann"):
        add_sftp_user(tenant=tenant, username=name, by="operator:ann", public_keys=lines)


def enters(server: Server, name: str, key: asyncssh.SSHKey) -> bool:
    """Whether a client with that key sees the folders."""

    async def come() -> list[str]:
        async with (
            asyncssh.connect(
                "127.0.0.1",
                server.port,
                username=name,
                client_keys=[key],
                known_hosts=None,
                login_timeout=20,
                agent_path=None,
                password=None,
            ) as connection,
            connection.start_sftp_client() as client,
        ):
            return [str(each) for each in await client.listdir(".")]  # fmt: skip

    try:
        return "inbound" in asyncio.run(come())
    except asyncssh.PermissionDenied:
        return False


@pytest.mark.parametrize("kind", sorted(ALGORITHMS))
def test_a_key_of_each_kind_opens_the_door_and_another_of_its_kind_does_not(
    door: Server, elm: int, as_role: AsRole, kind: str
) -> None:
    mine, other = (asyncssh.generate_private_key(**ALGORITHMS[kind]) for _ in range(2))  # type: ignore[arg-type]
    account(as_role, elm, "elm-office", mine.export_public_key().decode())
    assert enters(door, "elm-office", mine)
    assert not enters(door, "elm-office", other)


@pytest.mark.parametrize("comment", COMMENTS)
def test_what_stands_behind_a_key_does_not_close_the_door(
    door: Server, elm: int, as_role: AsRole, comment: str
) -> None:
    key = asyncssh.generate_private_key("ssh-ed25519")
    account(as_role, elm, "elm-office", key.export_public_key().decode().strip() + comment)
    assert enters(door, "elm-office", key)


def test_each_of_several_keys_opens_the_door(door: Server, elm: int, as_role: AsRole) -> None:
    keys = [asyncssh.generate_private_key(**ALGORITHMS[kind]) for kind in ("ed25519", "ecdsa 521", "ed25519")]  # type: ignore[arg-type]
    lines = [key.export_public_key().decode().strip() for key in keys]
    account(as_role, elm, "elm-office", lines[0] + " der Rechner im Büro", lines[1], lines[2] + " 2")
    assert [enters(door, "elm-office", key) for key in keys] == [True] * 3


def test_one_accounts_key_does_not_open_anothers(door: Server, elm: int, as_role: AsRole) -> None:
    first, second = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
    account(as_role, elm, "elm-one", first.export_public_key().decode())
    account(as_role, elm, "elm-two", second.export_public_key().decode())
    assert [enters(door, name, key) for name in ("elm-one", "elm-two") for key in (first, second)] == [
        True, False, False, True,
    ]  # fmt: skip


REFUSED = [
    f'command="rm -rf /" {LINE}', f"no-pty {LINE}", f"{LINE}\n{LINE}", LINE[:-10], LINE.replace("ed25519", "rsa"),
    "ssh-ed25519", "ssh-ed25519 ", f"# {LINE}", LINE.upper(), f"{LINE} a\x00b", f"{LINE} a\rb", f"{LINE} \x1b[2J",
    f"{LINE} \ud800", "ssh-dss AAAAB3NzaC1kc3M=", "-----BEGIN OPENSSH PRIVATE KEY-----",
]  # fmt: skip


@pytest.mark.parametrize("line", REFUSED)
def test_what_is_no_key_of_one_line_makes_no_account(elm: int, as_role: AsRole, line: str) -> None:
    with pytest.raises(SftpUserRefused):
        account(as_role, elm, "elm-office", line)
    with as_role("web"):
        assert find_sftp_user(username="elm-office") is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(comment=st.text(st.characters(codec="utf-8"), max_size=20), number=st.integers(0, 10**9))
@example(comment=" \x85ssh-ed25519 AAAA", number=1)
@example(comment=" \x0b\x0c\x1c", number=2)
def test_an_account_that_is_made_has_its_key_at_the_door(elm: int, as_role: AsRole, comment: str, number: int) -> None:
    name = f"elm-{number}-{abs(hash(comment)) % 10**6}"
    try:
        account(as_role, elm, name, LINE + comment)
    except SftpUserRefused:
        return
    with as_role("web"):
        found = find_sftp_user(username=name)
    assert found is not None
    assert [key.public_data for key in _keys(found.public_keys)] == [asyncssh.import_public_key(LINE).public_data]


NAMES = st.text(st.characters(codec="ascii"), min_size=1, max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(name=NAMES)
@example(name="elm\n")
@example(name="..")
@example(name="../elm")
@example(name="Elm")
@example(name="a" * 31)
def test_a_name_that_is_taken_is_one_that_a_client_can_type(elm: int, as_role: AsRole, name: str) -> None:
    try:
        account(as_role, elm, name, LINE)
    except SftpUserRefused:
        return
    assert 3 <= len(name) <= 30
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789._-")
