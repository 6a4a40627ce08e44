"""The portal as a server on a loopback port, for a real browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import Page, expect, sync_playwright


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """A thread has connections of its own; they go with it."""
        super().process_request_thread(request, client_address)
        connections.close_all()


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a browser asks for much."""


@contextmanager
def served() -> Iterator[str]:
    """The origin, while it is served by this process as the role that it has now."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=_Server, handler_class=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


expect.set_options(timeout=20_000)
CHROMIUM = Path("/usr/bin/chromium")
needs_chromium = pytest.mark.skipif(not CHROMIUM.exists(), reason="NOT RUN: Debian's chromium is not here")


@contextmanager
def opened(origin: str, *, session: str = "", **context: Any) -> Iterator[tuple[Page, list[str]]]:
    """A page of a real browser, signed in by ``session``, and the list of what its console complains of.

    Django is not to be asked by this thread meanwhile: the browser's driver runs a loop in it.
    """
    complaints: list[str] = []
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = chromium.new_context(**context).new_page()
        if session:
            page.context.add_cookies([{"name": "session", "value": session, "url": origin}])
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page, complaints
        chromium.close()
