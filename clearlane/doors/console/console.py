"""clearlane console: serve the operators' console on the loopback address, in a process of its own."""

from __future__ import annotations

import argparse

from granian import Granian
from granian.constants import Interfaces

from clearlane.doors.console.web import load

EXAMPLE = "clearlane console --port 8838"
TARGET = "clearlane.config.console_wsgi:application"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare address and port."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on; put TLS in front of any other")
    parser.add_argument("--port", type=int, default=8838, help="the port to listen on (default 8838)")


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop."""
    server = Granian(
        TARGET,
        address=args.host,
        port=args.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_access=False,
    )
    server.serve(target_loader=load)
    return 0
