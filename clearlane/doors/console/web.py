"""clearlane web: serve portal and API, on the loopback address unless TLS protects another."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from importlib import import_module
from typing import Any

from granian import Granian
from granian.constants import Interfaces

from clearlane.config.environment import text
from clearlane.doors.console.house.bind import add_bind_arguments, take_bind
from clearlane.foundation.lifeline.hold import hold

EXAMPLE = "clearlane web --port 8837"
TARGET = "clearlane.config.wsgi:application"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare address, port, processes and threads."""
    add_bind_arguments(parser)
    parser.add_argument("--port", type=int, required=True, help="the port to listen on")
    parser.add_argument("--processes", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--threads", type=int, default=16, help="threads in each (default 16)")


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop."""
    bind = take_bind(args, origin=text("CLEARLANE_ORIGIN"))
    server = Granian(
        TARGET,
        address=bind.host,
        port=args.port,
        ssl_cert=bind.cert,
        ssl_key=bind.key,
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
