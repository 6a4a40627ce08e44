"""Who may come in by SFTP, as what, and what a client is told."""

from __future__ import annotations

import stat
import time
from pathlib import Path
from typing import Any

import paramiko
import psycopg
import pytest
from django.test import override_settings
from paramiko.sftp import CMD_CLOSE

from tests.conftest import AsRole
from tests.doors.sftp.conftest import Office, lay_ready
from tests.doors.sftp.server import Server
from tests.doors.sftp.test_sftp_cut import WHOLE, client, connect, states, wait_for

Owner = psycopg.Connection[Any]


def sign_in(server: Server, username: str, password: str) -> paramiko.SSHClient:
    """A client that signs in with a password and nothing else."""
    ssh = paramiko.SSHClient()
    ssh.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    ssh.connect(
        "127.0.0.1",
        server.port,
        username,
        password,
        look_for_keys=False,
        allow_agent=False,
        timeout=20,
        auth_timeout=20,
    )
    return ssh


def close(file: paramiko.SFTPFile) -> None:
    """Close a file and hear the answer, which paramiko's own close keeps to itself."""
    speaking: Any = file.sftp
    speaking._request(CMD_CLOSE, file.handle)


def test_paramiko_puts_a_large_file_with_its_password(
    server: Server, office: Office, owner: Owner, tmp_path: Path
) -> None:
    (tmp_path / "large.837").write_bytes(WHOLE * 12_000)
    ssh = sign_in(server, office.username, office.password)
    attributes = ssh.open_sftp().put(str(tmp_path / "large.837"), "/inbound/large.837")
    ssh.close()
    assert attributes.st_size == len(WHOLE) * 12_000
    assert states(owner) == [("large.837", "received", len(WHOLE) * 12_000)]


def test_paramiko_gets_a_large_file(
    office: Office, as_role: AsRole, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    content = lay_ready(office, WHOLE * 12_000, as_role)
    server = request.getfixturevalue("server")
    transport = connect(server, office)
    sftp = client(transport)
    (name,) = sftp.listdir("outbound")
    sftp.get(f"outbound/{name}", str(tmp_path / "got"))
    transport.close()
    assert (tmp_path / "got").read_bytes() == content


def test_a_file_that_is_read_in_part_is_not_fetched(
    letter: bytes, server: Server, office: Office, owner: Owner
) -> None:
    transport = connect(server, office)
    sftp = client(transport)
    (name,) = sftp.listdir("outbound")
    with sftp.open(f"outbound/{name}") as file:
        assert file.read(100) == letter[:100]
    assert owner.execute("SELECT fetched_at FROM foundation_outbox_mail").fetchone() == (None,)
    with sftp.open(f"outbound/{name}") as file:
        assert file.read() == letter
    transport.close()
    assert owner.execute("SELECT fetched_at IS NOT NULL FROM foundation_outbox_mail").fetchone() == (True,)


@pytest.mark.parametrize("places", [[0], [2 << 20], [2 << 20, 0, 1 << 20]], ids=["begin", "middle", "to and fro"])
def test_each_open_file_that_is_read_is_audited_once_wherever_that_begins(
    office: Office, as_role: AsRole, owner: Owner, request: pytest.FixtureRequest, places: list[int]
) -> None:
    content = lay_ready(office, WHOLE * 12_000, as_role)
    server = request.getfixturevalue("server")
    transport = connect(server, office)
    sftp = client(transport)
    (name,) = sftp.listdir("outbound")
    for _ in range(2):
        with sftp.open(f"outbound/{name}") as file:
            for place in places:
                file.seek(place)
                assert file.read(1000) == content[place : place + 1000]
    transport.close()
    query = "SELECT tenant_id, by FROM foundation_audit_entry WHERE event = 'mailbox:mail:read'"
    assert owner.execute(query).fetchall() == [(office.tenant, f"sftp:{office.username}")] * 2


@pytest.mark.parametrize(
    ("name", "password"), [("elmstreet", "wrong"), ("elmstreet", ""), ("nobody", "wrong"), ("", "")]
)
def test_a_wrong_password_opens_nothing(name: str, password: str, server: Server) -> None:
    with pytest.raises(paramiko.AuthenticationException):
        sign_in(server, name, password)


def test_another_accounts_key_opens_nothing(stranger: Office, server: Server, office: Office) -> None:
    impostor = Office(office.tenant, office.account, office.username, "", stranger.key, stranger.key_file)
    with pytest.raises(paramiko.AuthenticationException):
        connect(server, impostor)


def test_a_revoked_account_opens_nothing(office: Office, as_role: AsRole, request: pytest.FixtureRequest) -> None:
    revoke(office, as_role)
    server = request.getfixturevalue("server")
    with pytest.raises(paramiko.AuthenticationException):
        connect(server, office)
    with pytest.raises(paramiko.AuthenticationException):
        sign_in(server, office.username, office.password)


def revoke(office: Office, as_role: AsRole) -> None:
    from clearlane.directory.users.revoke_sftp_user import revoke_sftp_user
    from clearlane.foundation.tenancy.scope import scope

    with as_role("operator"), scope([office.tenant], by="operator:ann"):
        assert revoke_sftp_user(tenant=office.tenant, username=office.username, by="operator:ann")


def test_revoking_closes_open_connections_within_five_seconds(server: Server, office: Office, owner: Owner) -> None:
    transport = connect(server, office)
    file = client(transport).open("inbound/batch.837", "wb")
    file.write(WHOLE)
    began = time.monotonic()
    owner.execute("UPDATE directory_users_sftpuser SET revoked_at = now(), revoked_by = 'ann'")
    wait_for(lambda: not transport.is_active(), seconds=5)
    assert time.monotonic() - began < 5
    wait_for(lambda: bool(states(owner)))
    assert states(owner) == [("batch.837", "partial", len(WHOLE))]


def test_another_office_stays_when_one_is_revoked(
    stranger: Office, server: Server, office: Office, owner: Owner
) -> None:
    staying, going = connect(server, stranger), connect(server, office)
    owner.execute(
        "UPDATE directory_users_sftpuser SET revoked_at = now(), revoked_by = 'ann' WHERE id = %s", [office.account]
    )
    wait_for(lambda: not going.is_active(), seconds=5)
    assert client(staying).listdir("/") == ["inbound", "outbound"]
    staying.close()


def test_a_stranger_sees_nothing_of_the_mailbox(
    letter: bytes, stranger: Office, server: Server, office: Office
) -> None:
    mine, his = connect(server, office), connect(server, stranger)
    (name,) = client(mine).listdir("outbound")
    assert client(mine).open(f"outbound/{name}").read() == letter
    assert client(his).listdir("outbound") == []
    for act in ("open", "stat", "remove"):
        with pytest.raises(OSError, match=r"(?i)no such file"):
            getattr(client(his), act)(f"outbound/{name}")
    mine.close()
    his.close()


def test_a_stranger_sees_nothing_of_what_is_half_sent(
    stranger: Office, server: Server, office: Office, owner: Owner
) -> None:
    from tests.doors.sftp.test_sftp_cut import send_and_cut

    send_and_cut(server, office, "batch.837", WHOLE, owner)
    his = connect(server, stranger)
    assert client(his).listdir("inbound") == []
    with pytest.raises(OSError, match=r"(?i)no such file"):
        client(his).stat("inbound/batch.837")
    his.close()


def test_bytes_out_of_order_are_refused_and_the_file_is_not_taken(server: Server, office: Office, owner: Owner) -> None:
    transport = connect(server, office)
    file = client(transport).open("inbound/batch.837", "wb")
    file.write(WHOLE)
    file.seek(10)
    with pytest.raises(OSError, match="in order"):
        file.write(b"x")
    with pytest.raises(OSError, match="in order"):
        close(file)
    transport.close()
    assert states(owner) == [("batch.837", "partial", len(WHOLE))]


@override_settings(UPLOAD_LIMIT=100)
def test_a_file_over_the_limit_is_refused(server: Server, office: Office, owner: Owner) -> None:
    transport = connect(server, office)
    file = client(transport).open("inbound/batch.837", "wb")
    with pytest.raises(OSError, match="may have 100 bytes"):
        file.write(WHOLE)
    with pytest.raises(OSError, match="may have 100 bytes"):
        close(file)
    transport.close()
    assert states(owner) == []


def test_a_file_is_not_acknowledged_that_could_not_be_taken(
    server: Server, office: Office, superuser: Owner, owner: Owner
) -> None:
    transport = connect(server, office)
    file = client(transport).open("inbound/batch.837", "wb")
    file.write(WHOLE)
    superuser.execute("ALTER TABLE foundation_queue_work RENAME TO work_away")
    try:
        with pytest.raises(OSError, match="nothing was taken"):
            close(file)
    finally:
        superuser.execute("ALTER TABLE work_away RENAME TO foundation_queue_work")
    transport.close()
    assert states(owner) == []


@pytest.mark.parametrize("name", ["a\nb", "x" * 201, " ", "tab\there"])
def test_a_name_that_is_none_is_refused(name: str, server: Server, office: Office) -> None:
    transport = connect(server, office)
    with pytest.raises(OSError, match="file name"):
        client(transport).open(f"inbound/{name}", "wb")
    transport.close()


def test_a_file_with_a_mark_in_its_name_is_a_test(server: Server, office: Office, owner: Owner) -> None:
    transport = connect(server, office)
    with client(transport).open("inbound/OATEST_837P.txt", "wb") as file:
        file.write(WHOLE)
    transport.close()
    assert owner.execute("SELECT usage FROM exchange_intake_file").fetchone() == ("T",)


def test_what_is_in_inbound_cannot_be_read(server: Server, office: Office) -> None:
    transport = connect(server, office)
    with pytest.raises(OSError, match="written, not read"):
        client(transport).open("inbound/batch.837", "rb")
    transport.close()


def test_there_is_no_forwarding(server: Server, office: Office) -> None:
    transport = connect(server, office)
    with pytest.raises(paramiko.ChannelException):
        transport.open_channel("direct-tcpip", ("127.0.0.1", server.port), ("127.0.0.1", 0), timeout=10)
    with pytest.raises(paramiko.SSHException):
        transport.request_port_forward("127.0.0.1", 0)
    transport.close()


def test_modes_and_times_are_accepted_without_effect(server: Server, office: Office, owner: Owner) -> None:
    transport = connect(server, office)
    sftp = client(transport)
    with sftp.open("inbound/batch.837", "wb") as file:
        file.write(WHOLE)
        file.chmod(0o600)
    sftp.utime("inbound/batch.837", (1, 1))
    sftp.truncate("inbound/batch.837", len(WHOLE))
    with pytest.raises(OSError, match="does not do that"):
        sftp.truncate("inbound/batch.837", 3)
    transport.close()
    assert states(owner) == [("batch.837", "received", len(WHOLE))]


def test_the_host_key_is_kept_and_closed_to_others(office: Office, as_role: AsRole, data: Path) -> None:
    from clearlane.doors.sftp.host_key import FILE, host_key

    assert host_key().get_fingerprint() == host_key().get_fingerprint()
    assert stat.S_IMODE((data / "keys" / FILE).stat().st_mode) == 0o600


def test_too_many_open_files_are_refused(server: Server, office: Office) -> None:
    transport = connect(server, office)
    sftp = client(transport)
    opened = [sftp.open(f"inbound/{n}.837", "wb") for n in range(32)]
    with pytest.raises(OSError, match="at most 32"):
        sftp.open("inbound/33.837", "wb")
    assert len(opened) == 32
    transport.close()


def test_what_is_on_its_way_when_the_server_stops_is_partial(office: Office, as_role: AsRole, owner: Owner) -> None:
    from tests.doors.sftp.server import running

    with as_role("web"):
        with running() as server:
            transport = connect(server, office)
            file = client(transport).open("inbound/batch.837", "wb")
            file.write(WHOLE)
            file.stat()
        transport.close()
    assert states(owner) == [("batch.837", "partial", len(WHOLE))]


def test_the_tree_leaves_nothing_to_the_library() -> None:
    import asyncssh

    from clearlane.doors.sftp.tree import Tree

    inherited = {"channel", "connection", "convert_attrs", "env", "format_longname", "logger"}
    public = {name for name in vars(asyncssh.SFTPServer) if not name.startswith("_")}
    assert public - set(vars(Tree)) == inherited


def test_a_session_outlives_a_break_of_the_database(
    letter: bytes, server: Server, office: Office, superuser: Owner, owner: Owner
) -> None:
    transport = connect(server, office)
    sftp = client(transport)
    (name,) = sftp.listdir("outbound")
    superuser.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE usename = 'clearlane_web' AND datname = current_database()"
    )
    wait_for(lambda: _reads(sftp, f"outbound/{name}") == letter)
    with sftp.open("inbound/batch.837", "wb") as file:
        file.write(WHOLE)
    transport.close()
    assert states(owner) == [("batch.837", "received", len(WHOLE))]


def _reads(sftp: paramiko.SFTPClient, path: str) -> bytes:
    """The file, or nothing where the server says that the fault is its own."""
    try:
        with sftp.open(path) as file:
            return file.read()
    except OSError:
        return b""


@pytest.mark.parametrize("name", [b"\xff\xfe.999", b"a\x00b.999", b"a\nb.999"])
def test_a_name_that_no_file_can_have_is_not_there(name: bytes, server: Server, office: Office) -> None:
    transport = connect(server, office)
    for folder in (b"outbound/", b"inbound/"):
        with pytest.raises(OSError, match=r"(?i)no such file"):
            client(transport).stat(folder + name)
    transport.close()


def test_a_file_carries_a_correlation_id_into_its_trail(server: Server, office: Office, owner: Owner) -> None:
    transport = connect(server, office)
    with client(transport).open("inbound/batch.837", "wb") as file:
        file.write(WHOLE)
    transport.close()
    query = "SELECT correlation FROM foundation_audit_entry WHERE event = 'file:file:received'"
    file_row = owner.execute("SELECT correlation_id FROM exchange_intake_file").fetchone()
    assert owner.execute(query).fetchone() == file_row


def test_a_listing_goes_on_past_its_first_page(
    office: Office, as_role: AsRole, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clearlane.doors.sftp import fetching

    for number in range(7):
        lay_ready(office, b"%d" % number, as_role)
    monkeypatch.setattr(fetching, "PAGE", 3)
    transport = connect(request.getfixturevalue("server"), office)
    assert len(set(client(transport).listdir("outbound"))) == 7
    transport.close()
