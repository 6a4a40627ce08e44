"""The commands that are clients of the API: `send` and `mailbox`, against a real server."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import psycopg
import pytest

from clearlane.doors.console.mailbox import _line
from clearlane.doors.console.main import main
from tests.conftest import AsRole, MakeTenant

ISA = b"ISA*00*          *00*          *ZZ*ELMSTREET      *ZZ*CLEARLANE      *260302*0930*^*00501*000000001*0*P*:~"
Owner = psycopg.Connection[Any]


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@pytest.fixture
def letters(tenant: MakeTenant, as_role: AsRole, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A practice with two replies in its mailbox, and the API to fetch them, as the environment names it."""
    from clearlane.directory.users.add_key import add_key
    from clearlane.exchange.intake.reply import reply
    from clearlane.foundation.tenancy.scope import scope

    practice = tenant()
    with as_role("operator"), scope([practice], by="operator:ann"):
        monkeypatch.setenv("CLEARLANE_KEY", add_key(tenant=practice, name="a test", by="operator:ann").secret)
    with as_role("flow"), scope([practice], by="flow:test"):
        for kind in ("999", "summary"):
            reply(tenant=practice, kind=kind, content=kind.encode(), source=None, claims=3, cents=12_550)
    with as_role("web"), serving() as url:
        monkeypatch.setenv("CLEARLANE_URL", url)
        yield practice


def serving() -> Any:
    """The application behind a server of the standard library, until the block ends."""
    from contextlib import contextmanager

    @contextmanager
    def work() -> Iterator[str]:
        from django.core.handlers.wsgi import WSGIHandler
        from django.db import connections

        server: WSGIServer = make_server("127.0.0.1", 0, WSGIHandler(), handler_class=_Quiet)

        def serve() -> None:
            server.serve_forever(poll_interval=0.05)
            connections.close_all()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    return work()


@pytest.fixture
def march(tmp_path: Path) -> Path:
    path = tmp_path / "märz 1.837"
    path.write_bytes(ISA)
    return path


Say = Callable[..., tuple[int, str]]


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str], data: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Run a command; its exit code and what it printed."""
    monkeypatch.setenv("CLEARLANE_DATA", str(data))

    def run(*words: str) -> tuple[int, str]:
        capfd.readouterr()
        code = main(words)
        spoken = capfd.readouterr()
        return code, spoken.out + "".join(line for line in spoken.err.splitlines(True) if not line.startswith("{"))

    return run


def test_send_says_under_which_number_a_file_was_taken(letters: int, say: Say, march: Path, owner: Owner) -> None:
    code, said = say("send", str(march))
    row = owner.execute("SELECT number, name, tenant_id FROM exchange_intake_file").fetchone()
    assert row is not None
    assert (code, row[1:]) == (0, ("märz 1.837", letters))
    assert f"received as file {row[0]}" in said


def test_sending_the_same_file_by_mistake_takes_it_once(letters: int, say: Say, march: Path, owner: Owner) -> None:
    first, second = (json.loads(say("send", "--json", str(march))[1]) for _ in range(2))
    assert second == first | {"replayed": True}
    assert "nothing was done. --again REASON has it processed again" in say("send", str(march))[1]
    third = json.loads(say("send", "--json", "--again", "the first was withdrawn", str(march))[1])
    assert third["id"] != first["id"]
    reasons = owner.execute("SELECT reason FROM exchange_intake_file ORDER BY id").fetchall()
    assert reasons == [("",), ("the first was withdrawn",)]


def test_send_goes_on_after_a_file_that_is_refused(letters: int, say: Say, march: Path) -> None:
    empty = march.with_name("empty.837")
    empty.touch()
    code, said = say("send", str(empty), str(march))
    assert code == 1
    assert "refused. The file has no bytes." in said
    assert "received as file" in said


def test_a_file_that_is_not_there_is_a_problem(letters: int, say: Say, march: Path) -> None:
    code, said = say("send", str(march.with_name("nothing.837")))
    assert code == 2
    assert "cannot be read" in said


def test_the_mailbox_lists_what_lies_ready(letters: int, say: Say) -> None:
    code, said = say("mailbox", "list")
    assert (code, len(said.splitlines())) == (0, 2)
    assert "3 claims $125.50" in said
    mail = json.loads(say("mailbox", "list", "--json")[1].splitlines()[0])
    assert " 1 claim $9.50 " in _line(mail | {"claims": 1, "total": "9.50"})


def test_the_mailbox_saves_files_under_their_names(letters: int, say: Say, tmp_path: Path) -> None:
    code, _ = say("mailbox", "fetch", "--to", str(tmp_path / "replies"))
    saved = {path.suffix: path.read_bytes() for path in (tmp_path / "replies").iterdir()}
    assert (code, saved) == (0, {".999": b"999", ".txt": b"summary"})


def test_what_was_fetched_and_confirmed_is_listed_no_more(letters: int, say: Say, tmp_path: Path) -> None:
    assert say("mailbox", "fetch", "--confirm", "--to", str(tmp_path))[0] == 0
    assert say("mailbox", "list") == (0, "the mailbox is empty\n")
    everything = say("mailbox", "list", "--all", "--json")[1].splitlines()
    assert [json.loads(line)["confirmed_at"] is not None for line in everything] == [True, True]


def test_one_file_is_confirmed_by_its_name(letters: int, say: Say) -> None:
    first, second = (json.loads(line) for line in say("mailbox", "list", "--json")[1].splitlines())
    assert say("mailbox", "confirm", first["name"])[0] == 0
    assert [json.loads(line)["id"] for line in say("mailbox", "list", "--json")[1].splitlines()] == [second["id"]]


def test_a_name_that_is_not_there_is_said(letters: int, say: Say) -> None:
    code, said = say("mailbox", "confirm", "nothing.999")
    assert (code, said) == (1, "clearlane mailbox: not in the mailbox: nothing.999\n")


def test_a_wrong_key_is_said(letters: int, say: Say, march: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARLANE_KEY", "clk_wrong")
    for words in (("send", str(march)), ("mailbox", "list")):
        code, said = say(*words)
        assert code == 2
        assert "Send a valid API key" in said


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "ftp://localhost", "localhost:80"])
def test_an_api_that_is_not_there_is_a_problem(
    url: str, say: Say, march: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEARLANE_URL", url)
    monkeypatch.setenv("CLEARLANE_KEY", "clk_any")
    code, said = say("send", str(march))
    assert code == 2
    assert "does not answer" in said or "begins with http" in said


def test_without_address_and_key_it_is_said_what_is_missing(
    say: Say, march: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLEARLANE_URL", raising=False)
    monkeypatch.delenv("CLEARLANE_KEY", raising=False)
    assert "CLEARLANE_URL" in say("send", str(march))[1]
    monkeypatch.setenv("CLEARLANE_URL", "http://127.0.0.1:9")
    assert "CLEARLANE_KEY" in say("send", str(march))[1]


def test_a_demos_data_folder_names_address_and_key(
    letters: int, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "key").write_text(os.environ["CLEARLANE_KEY"])
    (tmp_path / "addresses.json").write_text(json.dumps({"web": os.environ["CLEARLANE_URL"]}))
    monkeypatch.delenv("CLEARLANE_URL")
    monkeypatch.delenv("CLEARLANE_KEY")
    assert len(say("mailbox", "list", "--data", str(tmp_path))[1].splitlines()) == 2
