"""Middleware of the bench: each answer says in a header how many statements it took. No house in production has it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponseBase

HEADER = "X-Statements"
Answer = Callable[[HttpRequest], HttpResponseBase]


def count_statements(answer: Answer) -> Answer:
    """Count what the request asks of every database that it reaches."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        asked: list[None] = []

        def count(execute: Callable[..., Any], *statement: Any) -> Any:
            asked.append(None)
            return execute(*statement)

        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(count))
            given = answer(request)
        given.headers[HEADER] = str(len(asked))
        return given

    return middleware
