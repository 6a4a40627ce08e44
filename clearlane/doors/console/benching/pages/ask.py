"""Ask the real web process for a page again and again, as a browser does, and say how long it took."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from statistics import mode
from typing import Any
from urllib.parse import urlencode

from clearlane.foundation.telemetry.count_statements import HEADER

_TOKEN = "a" * 32
_FINE = 200
_PATIENCE_SECONDS = 60.0


class PageFailed(RuntimeError):
    """A page was answered with another status than 200: the bench says which."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page: where, what is sent with it (a search comes by POST), and whether only its part is asked for."""

    url: str
    label: str
    text: str = ""
    part: bool = False


class Browser:
    """One person's browser, with one connection that is kept open."""

    def __init__(self, *, port: int, session: str, user: str) -> None:
        self.user = user
        self._cookie = f"session={session}; csrf={_TOKEN}"
        self._connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_SECONDS)
        self._host = f"localhost:{port}"

    def fetch(self, wanted: Wanted) -> tuple[str, int]:
        """The page and how many statements it took. Raises PageFailed."""
        headers = {"Host": self._host, "Cookie": self._cookie}
        if wanted.part:
            headers["HX-Request"] = "true"
        if wanted.text:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": _TOKEN}
        body = urlencode({"q": wanted.text}) if wanted.text else None
        self._connection.request("POST" if wanted.text else "GET", wanted.url, body=body, headers=headers)
        answer = self._connection.getresponse()
        content = answer.read().decode()
        if answer.status != _FINE:
            raise PageFailed(f"{wanted.label} gave {self.user} {answer.status}")
        return content, _statements(answer)

    def measure(self, wanted: Wanted, *, times: int, clock: Callable[[], float] = time.perf_counter) -> dict[str, Any]:
        """Ask so many times, after one that does not count; the middle and the slow end in ms, and the statements."""
        self.fetch(wanted)
        took, asked = [], []
        for _ in range(times):
            began = clock()
            _, statements = self.fetch(wanted)
            took.append((clock() - began) * 1000)
            asked.append(statements)
        took.sort()
        p50, p95 = took[len(took) // 2], took[min(len(took) - 1, len(took) * 95 // 100)]
        figures = {"p50_ms": round(p50, 1), "p95_ms": round(p95, 1), "queries": mode(asked)}
        return {"url": wanted.label, "user": self.user} | figures


def _statements(answer: HTTPResponse) -> int:
    return int(answer.headers.get(HEADER, "-1"))
