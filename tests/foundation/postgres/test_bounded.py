"""A question to a server that is frozen ends, at the doors; elsewhere it waits."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connections

from clearlane.foundation.postgres.bounded import base
from clearlane.foundation.tenancy.connection import alias, cursor
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant
from tests.doors.api.conftest import Asking


def server_process() -> int:
    """The server's process that serves this process's connection."""
    with cursor() as sql:
        sql.execute("SELECT pg_backend_pid()")
        return int(sql.fetchone()[0])


@contextmanager
def frozen(process: int) -> Iterator[None]:
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "ANSWER_SECONDS", 0.5)


def test_a_question_to_a_frozen_server_ends_and_the_next_one_has_a_connection_of_its_own(as_role: AsRole) -> None:
    with as_role("web"):
        process, began = server_process(), time.monotonic()
        with frozen(process), pytest.raises(OperationalError, match="did not answer in time"), cursor() as sql:
            sql.execute("SELECT 1")
        assert 0.4 < time.monotonic() - began < 5
        connections[alias()].close()
        assert server_process() != process


def freeze_within_a_transaction(tenant: int) -> None:
    with scope([tenant], by="test"):
        with cursor() as sql:
            sql.execute("INSERT INTO exchange_intake_number (at) VALUES (now())")
        with frozen(server_process()), cursor() as sql:
            sql.execute("SELECT 1")


def test_a_transaction_that_froze_is_over_and_changed_nothing(as_role: AsRole, tenant: MakeTenant) -> None:
    practice = tenant()
    with as_role("web"):
        with pytest.raises(OperationalError):
            freeze_within_a_transaction(practice)
        with scope([practice], by="test"), cursor() as sql:
            sql.execute("SELECT count(*) FROM exchange_intake_number")
            assert sql.fetchone() == (0,)


def test_a_request_is_answered_503_while_the_database_is_frozen(as_role: AsRole) -> None:
    with as_role("web"):
        with connections["default"].cursor() as sql:
            sql.execute("SELECT pg_backend_pid()")
            gate = int(sql.fetchone()[0])
        with frozen(gate):
            began = time.monotonic()
            answer = Asking("clk_any").get("/v1/mailbox")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
        assert time.monotonic() - began < 5


@pytest.mark.parametrize("role", ["flow", "operator"])
def test_who_works_in_the_back_waits(as_role: AsRole, role: str) -> None:
    with as_role(role), cursor() as sql:
        sql.execute("SELECT pg_sleep(0.8)::text")
        assert sql.fetchone() == ("",)
