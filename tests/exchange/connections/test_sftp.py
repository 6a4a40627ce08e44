"""The way by SFTP, against a server that also misbehaves: what is certain is told apart from what is not."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import asyncssh
import pytest
from asyncssh.sftp import SFTPServerHandler
from django.conf import settings

from clearlane.exchange.connections import sftp
from clearlane.exchange.connections.profile import Way
from clearlane.exchange.connections.sftp import CannotReach, OutcomeUnknown, Remote, fetch_new, find, put
from clearlane.flows.run import LEASE_SECONDS
from tests.exchange.connections.payer_server import SECRET, PayerServer, payer_server

CONTENT = b"ISA*" + b"x" * 100_000


def test_what_is_put_lies_there_whole_under_its_name(payer: PayerServer) -> None:
    put(way=payer.way, name="837P_1.837", content=CONTENT)
    assert payer.inbound() == {"837P_1.837": CONTENT}
    assert payer.asked == ["rename /inbound/837P_1.837"]
    assert find(way=payer.way, name="837P_1.837") == len(CONTENT)


def test_putting_the_same_again_leaves_one_file(payer: PayerServer) -> None:
    put(way=payer.way, name="a", content=b"first")
    put(way=payer.way, name="a", content=b"first")
    assert payer.inbound() == {"a": b"first"}


@pytest.fixture
def old_server(payer: PayerServer, monkeypatch: pytest.MonkeyPatch) -> PayerServer:
    """It renames as the protocol's third version says: never over what is there."""
    monkeypatch.setattr(SFTPServerHandler, "_extensions", [])
    return payer


def test_a_server_without_openssh_s_extension_gets_it_too(old_server: PayerServer) -> None:
    put(way=old_server.way, name="a", content=CONTENT)
    assert (old_server.inbound(), old_server.asked) == ({"a": CONTENT}, [])


def test_putting_the_same_again_there_leaves_one_file(old_server: PayerServer) -> None:
    put(way=old_server.way, name="a", content=CONTENT[:50])
    put(way=old_server.way, name="a", content=CONTENT)
    assert old_server.inbound() == {"a": CONTENT}


def test_a_payer_that_collects_at_once_has_it(payer: PayerServer) -> None:
    payer.faults.collects_at_once = True
    put(way=payer.way, name="a", content=CONTENT)
    assert payer.inbound() == {}
    assert find(way=payer.way, name="a") is None


@pytest.mark.parametrize(
    "fault", [{"cut_while_writing": True}, {"cut_after_rename": True}, {"refuses_rename": True}, {"loses_bytes": 7}]
)
def test_once_the_first_byte_left_every_failure_leaves_the_outcome_unknown(
    payer: PayerServer, fault: dict[str, Any]
) -> None:
    payer.faults.__dict__.update(fault)
    with pytest.raises(OutcomeUnknown):
        put(way=payer.way, name="a", content=CONTENT)


@pytest.mark.parametrize("at", ["close", "stat"])
def test_a_receiver_that_falls_silent_after_the_first_byte_leaves_the_outcome_unknown(
    payer: PayerServer, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    monkeypatch.setattr(sftp, "LEAST_SECONDS", 0.5)
    payer.faults.stalls_at = at
    with pytest.raises(OutcomeUnknown):
        put(way=payer.way, name="a", content=CONTENT)
    payer.faults.stalls_at = ""
    assert find(way=payer.way, name="a") == (len(CONTENT) if at == "stat" else None)


def test_a_receiver_that_falls_silent_before_the_first_byte_has_been_sent_nothing(
    payer: PayerServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sftp, "LEAST_SECONDS", 0.5)
    payer.faults.stalls_at = "stat"
    with pytest.raises(CannotReach):
        find(way=payer.way, name="a")
    assert payer.inbound() == {}


def test_the_longest_sitting_ends_before_another_worker_may_take_the_work() -> None:
    assert sftp.CONNECT_SECONDS + sftp.MOST_SECONDS < LEASE_SECONDS


def test_after_a_cut_behind_the_rename_the_file_is_found(payer: PayerServer) -> None:
    payer.faults.cut_after_rename = True
    with pytest.raises(OutcomeUnknown):
        put(way=payer.way, name="a", content=CONTENT)
    assert find(way=payer.way, name="a") == len(CONTENT)


def test_half_a_file_never_has_the_final_name(payer: PayerServer) -> None:
    payer.faults.cut_while_writing = True
    with pytest.raises(OutcomeUnknown):
        put(way=payer.way, name="a", content=CONTENT)
    assert "a" not in payer.inbound()
    assert find(way=payer.way, name="a") is None


@pytest.mark.parametrize(
    ("change", "permanent"),
    [
        ({"username": "somebody"}, True),
        ({"password": "no-such-secret"}, True),
        ({"key": "no-such-key", "password": ""}, True),
        ({"password": ""}, True),
        ({"host_key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ4vHjkVQeNMw2tQkZx0mL0cCkRcnQ3x5Rr2mWq2Vw0a"}, False),
        ({"port": 1}, False),
    ],
)
def test_a_way_that_lets_nobody_in_has_sent_nothing(
    payer: PayerServer, change: dict[str, Any], permanent: bool
) -> None:
    with pytest.raises(CannotReach) as refused:
        put(way=replace(payer.way, **change), name="a", content=CONTENT)
    assert refused.value.permanent is permanent
    assert payer.inbound() == {}


@pytest.mark.parametrize("folder", ["/nowhere", "/closed"])
def test_a_folder_that_is_not_for_us_has_been_sent_nothing(payer: PayerServer, folder: str) -> None:
    payer.faults.closed = b"/closed"
    way = replace(payer.way, inbound=folder, outbound=folder)
    for act in (lambda: put(way=way, name="a", content=CONTENT), lambda: fetched(payer, way=way)):
        with pytest.raises(CannotReach, match="refuses the folder") as refused:
            act()
        assert refused.value.permanent


def test_a_receiver_that_falls_silent_when_a_file_is_opened_has_been_sent_nothing(
    payer: PayerServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sftp, "LEAST_SECONDS", 0.5)
    payer.faults.stalls_at = "open"
    with pytest.raises(CannotReach) as refused:
        put(way=payer.way, name="a", content=CONTENT)
    assert not refused.value.permanent


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"host_key": ""}, "the profile names no host_key of 127.0.0.1"),
        ({"host_key": "ssh-ed25519 no-key"}, "the host_key of 127.0.0.1 cannot be read"),
        ({"password": "no-such-secret"}, "the key or password of us cannot be read"),
        ({"key": SECRET}, "the key or password of us cannot be read"),
    ],
)
def test_what_is_wrong_in_a_profile_is_called_by_its_name(
    payer: PayerServer, change: dict[str, Any], said: str
) -> None:
    with pytest.raises(CannotReach) as refused:
        find(way=replace(payer.way, **change), name="a")
    assert (str(refused.value), refused.value.permanent) == (said, True)


def test_a_key_lets_us_in(payer: PayerServer) -> None:
    key = asyncssh.generate_private_key("ssh-ed25519")
    payer.faults.trusted = (key.convert_to_public(),)
    file = Path(settings.KEYS) / "connections" / "payer-key"
    file.write_bytes(key.export_private_key())
    assert find(way=replace(payer.way, key="payer-key", password=""), name="a") is None


def test_a_fault_of_our_own_is_no_fault_of_the_way(payer: PayerServer) -> None:
    payer.lay("a", b"1")

    def is_stored(_remote: Remote, _content: bytes) -> bool:
        raise ValueError("ours")

    with pytest.raises(ValueError, match="ours"):
        fetched(payer, is_stored)


@pytest.mark.parametrize("cipher", ["aes128-ctr", "aes192-ctr", "aes256-ctr", "aes256-gcm@openssh.com"])
def test_a_receiver_with_old_ciphers_is_reached(tmp_path: Path, cipher: str) -> None:
    with payer_server(tmp_path / "old", ciphers=[cipher]) as old:
        put(way=old.way, name="a", content=b"1")
        assert old.inbound() == {"a": b"1"}


def test_a_refusal_tells_no_secret(payer: PayerServer) -> None:
    with pytest.raises(CannotReach) as refused:
        find(way=replace(payer.way, username="somebody"), name="a")
    assert "password of the payer" not in str(refused.value)


def nothing(_remote: Remote, _content: bytes) -> bool:
    """We have stored nothing yet."""
    return False


def fetched(
    payer: PayerServer,
    is_stored: Callable[[Remote, bytes], bool] = nothing,
    known: Sequence[str] = (),
    way: Way | None = None,
) -> list[tuple[Remote, bytes]]:
    """What one sitting brings."""
    return fetch_new(way=way or payer.way, is_stored=is_stored, is_known=known.__contains__)


def test_new_files_are_fetched_by_name_and_stored_ones_removed(payer: PayerServer) -> None:
    for name, content in (("b.999", b"2"), ("a.277", b"1"), ("c.835", b"")):
        payer.lay(name, content)
    every = fetched(payer)
    assert every == [(Remote("a.277", 1), b"1"), (Remote("b.999", 1), b"2"), (Remote("c.835", 0), b"")]
    assert payer.outbound() == ["a.277", "b.999", "c.835"]
    rest = fetched(payer, lambda remote, content: (remote, content) in every[:2])
    assert [remote.name for remote, _ in rest] == ["c.835"]
    assert payer.outbound() == ["c.835"]


@pytest.mark.parametrize("name", ["a.part", "a.tmp", "a.filepart", ".hidden"])
def test_what_is_still_being_written_is_not_fetched(payer: PayerServer, name: str) -> None:
    payer.lay(name, b"half")
    (payer.root / "outbound" / "folder").mkdir()
    assert fetched(payer) == []


def test_removing_what_is_gone_is_no_error(payer: PayerServer) -> None:
    payer.lay("a", b"1")
    payer.lay("b", b"2")

    def is_stored(remote: Remote, _content: bytes) -> bool:
        """Another collector was quicker with the first."""
        if remote.name == "a":
            (payer.root / "outbound" / "a").unlink()
        return True

    assert fetched(payer, is_stored) == []
    assert payer.outbound() == []


def test_a_file_that_may_not_be_removed_stops_no_other(payer: PayerServer) -> None:
    payer.faults.forbids_removing = True
    payer.lay("a", b"1")
    payer.lay("b", b"2")
    assert fetched(payer, lambda remote, _content: remote.name == "a") == [(Remote("b", 1), b"2")]
    assert payer.outbound() == ["a", "b"]


def test_a_file_that_cannot_be_read_stops_no_other(payer: PayerServer) -> None:
    payer.faults.reads_not = ("a",)
    payer.lay("a", b"1")
    payer.lay("b", b"2")
    assert fetched(payer) == [(Remote("b", 1), b"2")]


def test_a_name_that_is_not_in_utf_8_is_fetched_and_removed_under_its_own(payer: PayerServer) -> None:
    raw = os.fsencode(payer.root / "outbound") + b"/r\xe9ponse.835"
    with open(raw, "wb") as file:  # noqa: PTH123
        file.write(b"1")
    assert fetched(payer) == [(Remote("r\xe9ponse.835", 1), b"1")]
    assert fetched(payer, lambda _remote, _content: True) == []
    assert payer.outbound() == []


def test_what_was_fetched_before_a_cut_is_given(payer: PayerServer) -> None:
    payer.faults.cut_at_reading = "b"
    for name in ("a", "b", "c"):
        payer.lay(name, name.encode())
    assert fetched(payer) == [(Remote("a", 1), b"a")]


def test_a_cut_before_anything_was_fetched_is_told(payer: PayerServer) -> None:
    payer.faults.cut_at_reading = "a"
    payer.lay("a", b"1")
    with pytest.raises(CannotReach):
        fetched(payer)


def test_a_sitting_ends_with_the_file_that_fills_it_and_known_names_come_last(
    payer: PayerServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sftp, "MOST_FETCHED", 4)
    for name, changed_at in (("a", 1), ("b", 2), ("c", 3), ("d", 4)):
        payer.lay(name, b"12")
        os.utime(payer.root / "outbound" / name, (changed_at, changed_at))
    assert [remote.name for remote, _ in fetched(payer)] == ["a", "b"]
    assert [remote.name for remote, _ in fetched(payer, known=["a", "b"])] == ["c", "d"]
    assert [remote.name for remote, _ in fetched(payer, known=["a", "b", "c"])] == ["d", "c"]
