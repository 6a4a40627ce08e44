"""Let an event loop use the database: in threads of its own, each with connections of its own."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from django.db import close_old_connections, connections

T = TypeVar("T")


class OffLoop:
    """A few threads that run blocking functions for an event loop.

    A thread's connections are looked after as a web request's are: broken ones are dropped before and after each
    call, and all are closed with ``close``.
    """

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="off-loop")

    async def run(self, function: Callable[..., T], /, *args: Any, **named: Any) -> T:
        """The function's result, or its exception; context variables are those of the caller."""
        call = partial(contextvars.copy_context().run, partial(_looked_after, partial(function, *args, **named)))
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)

    def close(self) -> None:
        """Wait for what runs, and close the connections of each thread: each does it once, since all meet first."""
        together = threading.Barrier(self._threads)
        for _ in range(self._threads):
            self._pool.submit(_close_after, together)
        self._pool.shutdown(wait=True)


def _looked_after(function: Callable[[], T]) -> T:
    close_old_connections()
    try:
        return function()
    finally:
        close_old_connections()


def _close_after(together: threading.Barrier) -> None:
    together.wait()
    connections.close_all()
