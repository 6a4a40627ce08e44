"""The listener of the local mail page, on the loopback address alone."""

from __future__ import annotations

from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import WSGIApplication

LOOPBACK = "127.0.0.1"


class _Server(ThreadingMixIn, WSGIServer):
    """A thread for each connection: browsers open some that they do not use."""

    daemon_threads = True


class _Request(WSGIRequestHandler):
    timeout = 30

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: an address may hold the token."""

    def address_string(self) -> str:
        """The number; nobody is asked for a name."""
        return str(self.client_address[0])


def listen(*, application: WSGIApplication, port: int) -> WSGIServer:
    """A server that listens, and works once ``serve_forever`` is called."""
    return make_server(LOOPBACK, port, application, server_class=_Server, handler_class=_Request)
