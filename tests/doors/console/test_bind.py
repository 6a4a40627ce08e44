"""The web doors open to others only where everything is encrypted, and say what to do where they will not."""

from __future__ import annotations

import argparse
import os
import ssl
import subprocess
from pathlib import Path

import pytest

from clearlane.doors.console import console, web
from clearlane.doors.console.house.bind import Bind, add_bind_arguments, check_bind, check_proxy, take_bind
from clearlane.doors.console.main import main
from clearlane.doors.console.problem import Problem
from tests.cluster import ROOT

HTTPS = "https://claims.example.org"
HERE = ["127.0.0.1", "127.8.0.1", "::1", "[::1]", "localhost"]
ELSEWHERE = ["0.0.0.0", "::", "10.0.0.5", "192.168.1.20", "claims.example.org", "", "localhost.example.org"]


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """A file for a certificate and one for its key."""
    for name in ("cert.pem", "key.pem"):
        (tmp_path / name).touch()
    return tmp_path / "cert.pem", tmp_path / "key.pem"


@pytest.mark.parametrize("host", HERE)
@pytest.mark.parametrize("origin", ["", "http://localhost:8837", HTTPS])
def test_this_machine_itself_needs_nothing(host: str, origin: str) -> None:
    check_bind(Bind(host), origin=origin)


@pytest.mark.parametrize("host", ELSEWHERE)
@pytest.mark.parametrize("origin", ["", "http://localhost:8837", "http://claims.example.org", HTTPS])
def test_nobody_else_is_let_in_without_encryption(host: str, origin: str) -> None:
    with pytest.raises(Problem, match="is open to others") as refused:
        check_bind(Bind(host), origin=origin)
    assert all(word in str(refused.value) for word in ("CLEARLANE_ORIGIN=https://", "--tls-cert", "--behind-proxy"))


@pytest.mark.parametrize("origin", ["", "http://localhost:8837", "http://claims.example.org", "claims.example.org"])
def test_a_certificate_or_a_proxy_alone_is_not_enough(origin: str, pair: tuple[Path, Path]) -> None:
    for bind in (Bind("0.0.0.0", *pair), Bind("0.0.0.0", proxy="10.0.0.9")):
        with pytest.raises(Problem, match="CLEARLANE_ORIGIN is not https"):
            check_bind(bind, origin=origin)


@pytest.mark.parametrize("host", ELSEWHERE)
def test_with_both_the_door_opens(host: str, pair: tuple[Path, Path]) -> None:
    check_bind(Bind(host, *pair), origin=HTTPS)
    check_bind(Bind(host, proxy="10.0.0.9"), origin=HTTPS)


def test_certificate_and_key_are_given_together_and_are_there(pair: tuple[Path, Path]) -> None:
    cert, key = pair
    for half in (Bind("127.0.0.1", cert), Bind("127.0.0.1", None, key)):
        with pytest.raises(Problem, match="--tls-cert and --tls-key belong together"):
            check_bind(half, origin=HTTPS)
    key.unlink()
    with pytest.raises(Problem, match=r"key\.pem is not a file"):
        check_bind(Bind("127.0.0.1", cert, key), origin=HTTPS)


@pytest.mark.parametrize("proxy", ["", "127.0.0.1", "::1", "10.0.0.0/24", "10.0.0.9, 10.0.0.10", "fd00::/8"])
def test_a_proxy_is_an_address_or_a_network(proxy: str) -> None:
    check_proxy(proxy)


@pytest.mark.parametrize("proxy", ["proxy.example.org", "10.0.0.300", "10.0.0.5/24", "http://10.0.0.9", "10.0.0.9;x"])
def test_what_is_none_is_refused_with_an_example(proxy: str) -> None:
    with pytest.raises(Problem, match="it may be 127\\.0\\.0\\.1 or"):
        check_proxy(proxy)


def asked(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_bind_arguments(parser)
    return parser.parse_args(words)


def test_all_processes_started_from_here_know_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARLANE_BEHIND_PROXY", "10.0.0.8")
    assert take_bind(asked(), origin="").proxy == "10.0.0.8"
    assert take_bind(asked("--behind-proxy", "10.0.0.9"), origin="").proxy == "10.0.0.9"
    assert os.environ["CLEARLANE_BEHIND_PROXY"] == "10.0.0.9"


def test_without_a_proxy_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLEARLANE_BEHIND_PROXY", raising=False)
    assert take_bind(asked("--host", "127.0.0.1"), origin="").proxy == ""
    assert "CLEARLANE_BEHIND_PROXY" not in os.environ


@pytest.mark.parametrize("command", [web, console])
def test_both_web_doors_refuse_before_they_listen(command: object, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CLEARLANE_ORIGIN", "CLEARLANE_CONSOLE_ORIGIN"):
        monkeypatch.delenv(name, raising=False)
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)  # type: ignore[attr-defined]
    with pytest.raises(Problem, match="is open to others"):
        command.run(parser.parse_args(["--host", "0.0.0.0", "--port", "1"]))  # type: ignore[attr-defined]


def test_the_refusal_is_one_line_and_exit_code_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["web", "--host", "0.0.0.0", "--port", "1", "--data", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("clearlane web: 0.0.0.0 is open to others")
    assert said.count("\n") == 1


def test_the_private_authority_of_the_manual_vouches_for_the_house(tmp_path: Path) -> None:
    told = (ROOT / "docs" / "OPERATING.md").read_text(encoding="utf-8").partition("## Name and TLS")[2]
    lines = told.partition("```sh\n")[2].partition("```")[0]
    subprocess.run(["sh", "-euc", lines], cwd=tmp_path, check=True, capture_output=True)
    verify = ["openssl", "verify", "-CAfile", "ca.pem", "-verify_hostname"]
    for host, is_known in (("claims.example.org", True), ("other.example.org", False)):
        done = subprocess.run([*verify, host, "claims.pem"], cwd=tmp_path, check=False, capture_output=True)
        assert (done.returncode == 0) is is_known
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "claims.pem", tmp_path / "claims.key")
