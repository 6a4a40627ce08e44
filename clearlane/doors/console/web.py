"""clearlane web: serve the API on the loopback address, with threads."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from importlib import import_module
from typing import Any

from granian import Granian
from granian.constants import Interfaces

from clearlane.foundation.lifeline.hold import hold

EXAMPLE = "clearlane web --port 8837"
TARGET = "clearlane.config.wsgi:application"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare address, port, processes and threads."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on; put TLS in front of any other")
    parser.add_argument("--port", type=int, required=True, help="the port to listen on")
    parser.add_argument("--processes", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--threads", type=int, default=16, help="threads in each (default 16)")


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop."""
    server = Granian(
        TARGET,
        address=args.host,
        port=args.port,
        interface=Interfaces.WSGI,
        workers=args.processes,
        blocking_threads=args.threads,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_access=False,
    )
    server.serve(target_loader=load)
    return 0


def load(target: str) -> Callable[..., Any]:
    """The application, in one of the server's processes, which ends with the server's first."""
    hold(parent=os.getppid())
    module, _, name = target.partition(":")
    application: Callable[..., Any] = getattr(import_module(module), name)
    return application
