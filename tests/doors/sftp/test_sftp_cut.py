"""Connections that break: what came is shown, and never read."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from typing import Any

import paramiko
import psycopg
import pytest

from tests.doors.sftp.conftest import Office
from tests.doors.sftp.server import Server

Owner = psycopg.Connection[Any]
SEGMENTS = [
    b"ISA*00*          *00*          *ZZ*ELMSTREET      *ZZ*CLEARLANE      *260302*0930*^*00501*000000001*0*P*:~",
    b"GS*HC*ELM*CLEAR*20260302*0930*1*X*005010X222A1~",
    b"ST*837*0001*005010X222A1~",
    b"SE*2*0001~",
    b"GE*1*1~",
    b"IEA*1*000000001~",
]
WHOLE = b"".join(SEGMENTS)


def connect(server: Server, office: Office) -> paramiko.Transport:
    """A client that has signed in with its key."""
    transport = paramiko.Transport(socket.create_connection(("127.0.0.1", server.port), timeout=20))
    transport.connect(username=office.username, pkey=paramiko.Ed25519Key.from_private_key_file(str(office.key_file)))
    return transport


def client(transport: paramiko.Transport) -> paramiko.SFTPClient:
    found = paramiko.SFTPClient.from_transport(transport)
    assert found is not None
    return found


def cut(transport: paramiko.Transport) -> None:
    """Break the connection without a word."""
    transport.sock.close()
    transport.close()


def wait_for(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until something is so; fail when it does not become so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def states(owner: Owner) -> list[tuple[Any, ...]]:
    return owner.execute("SELECT name, state, size FROM exchange_intake_file ORDER BY id").fetchall()


def send_and_cut(server: Server, office: Office, name: str, content: bytes, owner: Owner) -> None:
    """Send a part of a file and break the connection; wait until the server has put it away."""
    before = len(states(owner))
    transport = connect(server, office)
    file = client(transport).open(f"inbound/{name}", "wb")
    file.write(content)
    file.stat()
    cut(transport)
    wait_for(lambda: len(states(owner)) > before)


def test_a_cut_upload_is_partial_and_never_read(server: Server, office: Office, owner: Owner) -> None:
    send_and_cut(server, office, "batch.837", WHOLE[:40], owner)
    assert states(owner) == [("batch.837", "partial", 40)]
    assert owner.execute("SELECT count(*) FROM foundation_queue_work").fetchone() == (0,)


@pytest.mark.parametrize("segments", range(1, len(SEGMENTS) + 1))
def test_an_upload_that_is_cut_at_a_segments_end_is_partial(
    segments: int, server: Server, office: Office, owner: Owner
) -> None:
    content = b"".join(SEGMENTS[:segments])
    send_and_cut(server, office, "batch.837", content, owner)
    assert states(owner) == [("batch.837", "partial", len(content))]


def test_a_partial_file_is_shown(server: Server, office: Office, owner: Owner) -> None:
    send_and_cut(server, office, "batch.837", WHOLE[:40], owner)
    transport = connect(server, office)
    (entry,) = client(transport).listdir_attr("inbound")
    transport.close()
    assert (entry.filename, entry.st_size) == ("batch.837", 40)


def test_a_partial_file_is_renamed_by_nobody(server: Server, office: Office, owner: Owner) -> None:
    send_and_cut(server, office, "batch.837.part", WHOLE[:40], owner)
    transport = connect(server, office)
    with pytest.raises(OSError, match="not sent to its end"):
        client(transport).rename("inbound/batch.837.part", "inbound/batch.837")
    transport.close()
    assert states(owner) == [("batch.837.part", "partial", 40)]


def test_a_partial_file_can_be_removed(server: Server, office: Office, owner: Owner) -> None:
    send_and_cut(server, office, "batch.837", WHOLE[:40], owner)
    transport = connect(server, office)
    client(transport).remove("inbound/batch.837")
    assert client(transport).listdir("inbound") == []
    transport.close()
    assert states(owner) == [("batch.837", "partial", 40)]


def test_a_second_attempt_takes_the_place_of_a_partial_file(server: Server, office: Office, owner: Owner) -> None:
    send_and_cut(server, office, "batch.837", WHOLE[:40], owner)
    transport = connect(server, office)
    with client(transport).open("inbound/batch.837", "wb") as file:
        file.write(WHOLE)
    assert client(transport).listdir("inbound") == []
    transport.close()
    assert states(owner)[-1] == ("batch.837", "received", len(WHOLE))


def test_a_close_counts_though_its_answer_is_not_heard(server: Server, office: Office, owner: Owner) -> None:
    transport = connect(server, office)
    file = client(transport).open("inbound/batch.837", "wb")
    file.write(WHOLE)
    client_of = file.sftp
    client_of._async_request(type(None), 4, file.handle)  # type: ignore[attr-defined]
    time.sleep(0.2)
    cut(transport)
    wait_for(lambda: bool(states(owner)))
    assert states(owner) == [("batch.837", "received", len(WHOLE))]


def test_a_session_that_ends_without_a_close_is_a_break(server: Server, office: Office, owner: Owner) -> None:
    transport = connect(server, office)
    file = client(transport).open("inbound/batch.837", "wb")
    file.write(WHOLE)
    file.stat()
    file.sftp.sock.close()
    wait_for(lambda: bool(states(owner)))
    transport.close()
    assert states(owner) == [("batch.837", "partial", len(WHOLE))]


def test_nothing_is_left_in_the_spool(server: Server, office: Office, owner: Owner) -> None:
    from pathlib import Path

    from django.conf import settings

    send_and_cut(server, office, "batch.837", WHOLE[:40], owner)
    wait_for(lambda: not list(Path(settings.SPOOL).glob("*")))
