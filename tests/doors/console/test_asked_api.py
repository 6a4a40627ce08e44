"""Asking the API as a client: a real HTTP server that answers what a test tells it to."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from clearlane.doors.console.asking import Api, Refused, api
from clearlane.doors.console.main import main
from clearlane.doors.console.problem import Problem


class Told(BaseHTTPRequestHandler):
    """Answers as it was told to, and keeps what it was asked."""

    status = 200
    body = b"{}"
    asked: list[tuple[str, str, dict[str, str], bytes]] = []

    def answer(self) -> None:
        """Note the request, then answer."""
        content = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        Told.asked.append((self.command, self.path, dict(self.headers), content))
        self.send_response(Told.status)
        self.send_header("Content-Length", str(len(Told.body)))
        self.end_headers()
        self.wfile.write(Told.body)

    do_GET = answer  # noqa: N815
    do_POST = answer  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing on the terminal."""


@pytest.fixture
def server() -> Iterator[str]:
    Told.status, Told.body, Told.asked = 200, b"{}", []
    with ThreadingHTTPServer(("127.0.0.1", 0), Told) as serving:
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("CLEARLANE_URL", "CLEARLANE_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CLEARLANE_DATA", str(tmp_path))


WRONG_SERVERS = {
    "a page": (200, b"<!doctype html><p>Welcome"),
    "nothing": (200, b""),
    "a list": (200, b"[]"),
    "another's JSON": (200, b'{"status": "ok"}'),
    "latin text": (200, b"\xfc"),
    "elsewhere": (302, b""),
    "moved": (301, b"<html>"),
}


@pytest.mark.parametrize("answer", WRONG_SERVERS)
@pytest.mark.parametrize("words", [("mailbox", "list"), ("mailbox", "fetch"), ("send", "one.837")], ids=" ".join)
def test_a_server_that_is_no_house_is_told_in_a_sentence(
    server: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    answer: str,
    words: tuple[str, ...],
) -> None:
    Told.status, Told.body = WRONG_SERVERS[answer]
    monkeypatch.setenv("CLEARLANE_URL", server)
    monkeypatch.setenv("CLEARLANE_KEY", "clk_any")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.837").write_bytes(b"ISA")
    assert main(list(words)) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "CLEARLANE_URL names the house's own address" in said.err


def test_a_request_carries_the_key_and_what_it_is_given(server: str) -> None:
    Told.body = b'{"state": "received"}'
    found = Api(server, "clk_1").ask("POST", "/v1/files?x=1", body=b"ISA*", headers={"Idempotency-Key": "k"})
    assert found == {"state": "received"}
    ((method, path, headers, content),) = Told.asked
    assert (method, path, content) == ("POST", "/v1/files?x=1", b"ISA*")
    assert (headers["Authorization"], headers["Idempotency-Key"]) == ("Bearer clk_1", "k")


def test_an_open_file_is_sent_as_it_stands(server: str) -> None:
    content = bytes(range(256)) * 500
    Api(server, "k").ask("POST", "/v1/files", body=io.BytesIO(content), headers={"Content-Length": str(len(content))})
    assert Told.asked[0][3] == content


def test_a_file_is_fetched_piece_by_piece(server: str) -> None:
    Told.body = b"x" * ((1 << 20) + 5)
    pieces = list(Api(server, "k").fetch("/v1/mailbox/1"))
    assert b"".join(pieces) == Told.body
    assert max(map(len, pieces)) <= 1 << 20
    assert len(pieces) > 1


# The status and the body of a refusal, and the sentence that is made of them.
REFUSALS = [
    (
        422,
        b'{"detail": "No file in it.", "correlation_id": "019a"}',
        "No file in it. (422, correlation id 019a)",
    ),
    (404, b'{"detail": "There is none."}', "There is none. (404, correlation id none)"),
    (400, b'{"title": "no detail"}', "the answer was 400 Bad Request"),
    (400, b'["a list"]', "the answer was 400 Bad Request"),
    (400, b"null", "the answer was 400 Bad Request"),
    (400, b"\xff\xfe", "the answer was 400 Bad Request"),
]


@pytest.mark.parametrize(("status", "body", "sentence"), REFUSALS)
def test_a_refusal_is_one_sentence(server: str, status: int, body: bytes, sentence: str) -> None:
    Told.status, Told.body = status, body
    with pytest.raises(Refused) as refused:
        Api(server, "k").ask("GET", "/v1/files/1")
    assert str(refused.value) == sentence
    with pytest.raises(Refused):
        list(Api(server, "k").fetch("/v1/mailbox/1"))


ELSEWHERE = [
    (401, b'{"detail": "Send a key."}', "Send a key. (401, correlation id none)"),
    (403, b'{"detail": "The key lacks it."}', "The key lacks it. (403, correlation id none)"),
    (500, b"", "the answer was 500 Internal Server Error"),
    (502, b"<html>Bad gateway</html>", "the answer was 502 Bad Gateway"),
    (503, b'{"detail": "No database."}', "No database. (503, correlation id none)"),
]


@pytest.mark.parametrize(("status", "body", "sentence"), ELSEWHERE)
def test_a_bad_key_and_a_house_that_fails_are_no_fault_of_what_was_given(
    server: str, status: int, body: bytes, sentence: str
) -> None:
    Told.status, Told.body = status, body
    with pytest.raises(Problem) as problem:
        Api(server, "k").ask("POST", "/v1/files", body=b"ISA*")
    assert str(problem.value) == sentence


@pytest.mark.parametrize("url", ["ftp://host", "claims.example", "http://", "//host", "https:///path", ""])
def test_an_address_that_is_none_is_said(url: str) -> None:
    with pytest.raises(Problem, match="it begins with http:// or https://"):
        Api(url, "k").ask("GET", "/v1/mailbox")


def test_an_api_that_is_away_is_a_problem_and_no_traceback(server: str) -> None:
    closed = server.rpartition(":")[0] + ":1"
    with pytest.raises(Problem, match=f"{closed} does not answer"):
        Api(closed, "k").ask("GET", "/v1/mailbox")


# What stands in the environment and in the data folder; then the address and the key that are taken.
HOUSE: dict[str, Any] = {"web": "http://127.0.0.1:8837"}
SAID = [
    ({"CLEARLANE_URL": "https://a.example/", "CLEARLANE_KEY": "clk_e"}, HOUSE, "clk_d", "https://a.example", "clk_e"),
    ({"CLEARLANE_URL": "https://a.example//"}, HOUSE, "clk_d\n", "https://a.example", "clk_d"),
    ({"CLEARLANE_KEY": "clk_e"}, HOUSE, "clk_d", "http://127.0.0.1:8837", "clk_e"),
    ({}, HOUSE, "clk_d\n", "http://127.0.0.1:8837", "clk_d"),
]


def lay_out(data: Path, addresses: Any, key: str | None) -> None:
    if addresses is not None:
        (data / "addresses.json").write_text(addresses if isinstance(addresses, str) else json.dumps(addresses))
    if key is not None:
        (data / "demo").mkdir()
        (data / "demo" / "key").write_text(key)


@pytest.mark.parametrize(("environment", "addresses", "key", "url", "taken"), SAID)
def test_the_environment_comes_before_the_data_folder(
    environment: dict[str, str], addresses: Any, key: str, url: str, taken: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    lay_out(tmp_path, addresses, key)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert api() == Api(url, taken)


MISSING = [
    (None, "clk_d", "say where the API is"),
    ("not JSON", "clk_d", "say where the API is"),
    ({"sftp": "sftp://127.0.0.1:1"}, "clk_d", "say where the API is"),
    (HOUSE, None, "say with which key"),
    (HOUSE, "\n", "say with which key"),
]


@pytest.mark.parametrize(("addresses", "key", "said"), MISSING)
def test_what_is_missing_is_said(addresses: Any, key: str | None, said: str, tmp_path: Path) -> None:
    lay_out(tmp_path, addresses, key)
    with pytest.raises(Problem, match=said):
        api()
