"""Ask the API, as any client would: ``CLEARLANE_URL`` and ``CLEARLANE_KEY``, or a demo's own."""

from __future__ import annotations

import http.client
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from clearlane.doors.console.problem import Problem

SECONDS = 120
REPLAYED = "Idempotency-Replayed"
NO_GOOD_KEY, SERVER_FAILS = (401, 403), 500


class Refused(Exception):
    """The API refused what it was given: its sentence, and what it names."""


@dataclass(frozen=True, slots=True)
class Api:
    """Where the API is, and the key to it."""

    url: str
    key: str

    def ask(self, method: str, path: str, *, body: Any = None, headers: Mapping[str, str] | None = None) -> Any:
        """The JSON of an answer. ``body`` is bytes or an open file. Raises Refused, Problem.

        The answer to a request that was done before is given again, with ``replayed`` in it.
        """
        with self._answer(method, path, body=body, headers=headers or {}) as answer:
            told = json.loads(answer.read())
            return told | {"replayed": True} if answer.headers.get(REPLAYED) else told

    def fetch(self, path: str) -> Iterator[bytes]:
        """The bytes of an answer, piece by piece. Raises Refused, Problem."""
        with self._answer("GET", path, body=None, headers={}) as answer:
            while piece := answer.read(1 << 20):
                yield piece

    @contextmanager
    def _answer(
        self, method: str, path: str, *, body: Any, headers: Mapping[str, str]
    ) -> Iterator[http.client.HTTPResponse]:
        connection = _connection(self.url)
        try:
            connection.request(method, path, body=body, headers={"Authorization": f"Bearer {self.key}", **headers})
            answer = connection.getresponse()
            if answer.status >= 400:
                raise _not_done(answer)
            yield answer
        except (OSError, http.client.HTTPException) as error:
            raise Problem(f"{self.url} does not answer: {error}; is the house up?") from error
        finally:
            connection.close()


def api() -> Api:
    """The API that the environment names, else that of the house in the data folder. Raises Problem."""
    data = Path(os.environ.get("CLEARLANE_DATA", "."))
    url = os.environ.get("CLEARLANE_URL") or _address(data)
    key = os.environ.get("CLEARLANE_KEY") or _first_line(data / "demo" / "key")
    if not url:
        raise Problem("say where the API is: CLEARLANE_URL=https://... (no house is up in this data folder)")
    if not key:
        raise Problem("say with which key: CLEARLANE_KEY=clk_... (`clearlane key add` makes one)")
    return Api(url.rstrip("/"), key)


def _connection(url: str) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Problem(f"CLEARLANE_URL is {url!r}; it begins with http:// or https://")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    return kind(parts.hostname, parts.port, timeout=SECONDS)


def _not_done(answer: http.client.HTTPResponse) -> Refused | Problem:
    """What was given is refused; without a good key, or where the house itself fails, nothing can be given at all."""
    is_elsewhere = answer.status in NO_GOOD_KEY or answer.status >= SERVER_FAILS
    return (Problem if is_elsewhere else Refused)(_sentence(answer))


def _sentence(answer: http.client.HTTPResponse) -> str:
    text = answer.read()
    try:
        problem = json.loads(text)
        return f"{problem['detail']} ({answer.status}, correlation id {problem.get('correlation_id', 'none')})"
    except (ValueError, KeyError, TypeError):
        return f"the answer was {answer.status} {answer.reason}"


def _address(data: Path) -> str:
    try:
        addresses = json.loads((data / "addresses.json").read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    return str(addresses.get("web", ""))


def _first_line(path: Path) -> str:
    return path.read_text("utf-8").strip() if path.is_file() else ""
