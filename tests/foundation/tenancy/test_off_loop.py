"""An event loop uses the database in threads, and leaves no connection behind."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import psycopg
import pytest

from clearlane.foundation.telemetry.correlation import bind, current_correlation
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.off_loop import OffLoop
from tests.conftest import AsRole


def ask(text: str) -> Any:
    with cursor() as sql:
        sql.execute("SELECT %s::text, pg_backend_pid()", [text])
        return sql.fetchone()


def run(*texts: str) -> list[Any]:
    """Ask for each text at the same time."""

    async def work() -> list[Any]:
        off_loop = OffLoop(3)
        try:
            return await asyncio.gather(*(off_loop.run(ask, text) for text in texts))
        finally:
            off_loop.close()

    return asyncio.run(work())


def test_a_function_that_blocks_gives_its_result(as_role: AsRole) -> None:
    with as_role("web"):
        assert [text for text, _ in run("a", "b", "c", "d", "e")] == ["a", "b", "c", "d", "e"]


def test_no_connection_is_left_when_it_is_closed(as_role: AsRole, superuser: psycopg.Connection[Any]) -> None:
    with as_role("web"):
        pids = [pid for _, pid in run("a", "b", "c")]
    deadline = time.monotonic() + 10
    while superuser.execute("SELECT 1 FROM pg_stat_activity WHERE pid = ANY(%s)", [pids]).fetchone():
        assert time.monotonic() < deadline, "a connection stayed open"


def test_an_exception_comes_back_to_the_loop(as_role: AsRole) -> None:
    async def work() -> None:
        off_loop = OffLoop(1)
        try:
            await off_loop.run(int, "no number")
        finally:
            off_loop.close()

    with as_role("web"), pytest.raises(ValueError, match="no number"):
        asyncio.run(work())


def test_the_correlation_id_goes_into_the_thread() -> None:
    from uuid import uuid4

    named = uuid4()

    async def work() -> Any:
        off_loop = OffLoop(1)
        try:
            with bind(correlation=named):
                return await off_loop.run(current_correlation)
        finally:
            off_loop.close()

    assert asyncio.run(work()) == named


def test_a_connection_that_broke_is_replaced(as_role: AsRole, superuser: psycopg.Connection[Any]) -> None:
    from django.db import OperationalError

    async def work() -> list[str]:
        off_loop = OffLoop(1)
        try:
            _, pid = await off_loop.run(ask, "before")
            superuser.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
            try:
                text, _ = await off_loop.run(ask, "at once")
            except OperationalError:
                text, _ = await off_loop.run(ask, "after")
            return [text]
        finally:
            off_loop.close()

    with as_role("web"):
        assert asyncio.run(work()) in (["at once"], ["after"])
