"""The bench's header: how many statements an answer took, of all databases that the request reached."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.db import connections
from django.http import HttpRequest, HttpResponse

from clearlane.foundation.telemetry.count_statements import HEADER, count_statements
from tests.house.tree import ROOT

_ASKS = (
    "from clearlane.config.setup import setup; setup(role='web');"
    "from django.conf import settings; print([one for one in settings.MIDDLEWARE if 'count_statements' in one])"
)


def _ask(times: int, alias: str = "default") -> HttpResponse:
    with connections[alias].cursor() as sql:
        for _ in range(times):
            sql.execute("SELECT 1")
    return HttpResponse()


@pytest.mark.parametrize("times", [0, 1, 7])
def test_the_header_says_how_many_statements_were_asked(database: None, times: int) -> None:
    answer = count_statements(lambda request: _ask(times))(HttpRequest())
    assert answer.headers[HEADER] == str(times)


def test_each_request_is_counted_by_itself(database: None) -> None:
    middleware = count_statements(lambda request: _ask(3))
    assert [middleware(HttpRequest()).headers[HEADER] for _ in range(3)] == ["3", "3", "3"]


@pytest.mark.parametrize(
    ("given", "counts"),
    [
        ({}, False),
        ({"CLEARLANE_COUNT_STATEMENTS": "1"}, True),
        ({"CLEARLANE_COUNT_STATEMENTS": "1", "CLEARLANE_PRODUCTION": "1"}, False),
    ],
)
def test_it_is_there_for_the_bench_alone_and_never_in_production(given: dict[str, str], counts: bool) -> None:
    import os

    clean = {name: value for name, value in os.environ.items() if not name.startswith("CLEARLANE_")}
    done = subprocess.run(
        [sys.executable, "-c", _ASKS], cwd=ROOT, env=clean | given, capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert ("count_statements" in done.stdout) == counts
