"""Who asks, where a proxy stands before the house: its word is believed, and a stranger's is not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from clearlane.config.behind_proxy import behind_proxy

PROXY, STRANGER = "10.0.0.7", "203.0.113.9"
ASK = """
from clearlane.config import setup
setup._refuse_might = lambda patience: None  # there is no database here
from clearlane.config import {module}
import django.core.handlers.wsgi as handlers
seen = []
handlers.WSGIHandler.get_response = lambda self, request: seen.append(
    (request.META["REMOTE_ADDR"], request.is_secure())) or __import__("django.http").http.HttpResponse()
{module}.application({{"REQUEST_METHOD": "GET", "PATH_INFO": "/", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
    "wsgi.url_scheme": "http", "wsgi.input": __import__("io").BytesIO(), "REMOTE_ADDR": "127.0.0.1",
    "HTTP_X_FORWARDED_FOR": "203.0.113.9", "HTTP_X_FORWARDED_PROTO": "https"}}, lambda *_: None)
print(seen)
"""


def asked(monkeypatch: pytest.MonkeyPatch, proxies: str, **environ: str) -> tuple[str, str]:
    """Address and scheme as the application sees them."""
    seen: list[tuple[str, str]] = []

    def application(environ: dict[str, Any], _start: object) -> Iterable[bytes]:
        seen.append((environ["REMOTE_ADDR"], environ["wsgi.url_scheme"]))
        return []

    monkeypatch.setenv("CLEARLANE_BEHIND_PROXY", proxies)
    behind_proxy(application)({"wsgi.url_scheme": "http"} | environ, None)
    return seen[0]


@pytest.mark.parametrize("proxies", [PROXY, "10.0.0.0/24", f"127.0.0.1, {PROXY}", "127.0.0.1,10.0.0.0/24"])
def test_what_the_proxy_says_is_believed(monkeypatch: pytest.MonkeyPatch, proxies: str) -> None:
    told = asked(monkeypatch, proxies, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=STRANGER, HTTP_X_FORWARDED_PROTO="https")
    assert told == (STRANGER, "https")


@pytest.mark.parametrize("proxies", ["", "10.0.0.8", "192.168.0.0/16"])
def test_what_anybody_else_says_is_not(monkeypatch: pytest.MonkeyPatch, proxies: str) -> None:
    told = asked(
        monkeypatch, proxies, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR="198.51.100.1", HTTP_X_FORWARDED_PROTO="https"
    )
    assert told == (PROXY, "http")


@pytest.mark.parametrize(("chain", "client"), [
    ("198.51.100.1, 203.0.113.9", STRANGER),
    ("198.51.100.1, 203.0.113.9, 10.0.0.8", STRANGER),
    ("10.0.0.9, 203.0.113.9", STRANGER),
    ("2001:db8::1, 10.0.0.8", "2001:db8::1"),
])  # fmt: skip
def test_of_a_chain_the_last_that_is_no_proxy_of_ours_counts(
    monkeypatch: pytest.MonkeyPatch, chain: str, client: str
) -> None:
    assert asked(monkeypatch, "10.0.0.0/24", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=chain)[0] == client


def test_a_proxy_that_says_nothing_is_itself_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(monkeypatch, PROXY, REMOTE_ADDR=PROXY) == (PROXY, "http")


@pytest.mark.parametrize("word", ["ftp", "HTTPS ", "", "javascript"])
def test_a_scheme_that_is_none_is_no_tls(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    told = asked(monkeypatch, PROXY, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=STRANGER, HTTP_X_FORWARDED_PROTO=word)
    assert told == (STRANGER, "http")


@pytest.mark.parametrize("module", ["wsgi", "console_wsgi"])
@pytest.mark.parametrize(
    ("proxies", "told"), [("127.0.0.1", "[('203.0.113.9', True)]"), ("", "[('127.0.0.1', False)]")]
)
def test_both_web_doors_ask_it(tmp_path: Path, module: str, proxies: str, told: str) -> None:
    source = ASK.format(module=module)
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, cwd=Path(__file__).parents[2],
        env={"PATH": "/usr/bin:/bin", "CLEARLANE_DATA": str(tmp_path), "CLEARLANE_BEHIND_PROXY": proxies},
    )  # fmt: skip
    assert done.stdout.strip().splitlines()[-1:] == [told], done.stderr[-2000:]
