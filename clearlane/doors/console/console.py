"""clearlane console: serve the operators' console, in a process of its own."""

from __future__ import annotations

import argparse

from granian import Granian
from granian.constants import Interfaces

from clearlane.config.environment import text
from clearlane.doors.console.house.bind import add_bind_arguments, take_bind
from clearlane.doors.console.web import load

EXAMPLE = "clearlane console --port 8838"
TARGET = "clearlane.config.console_wsgi:application"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare address and port."""
    add_bind_arguments(parser)
    parser.add_argument("--port", type=int, default=8838, help="the port to listen on (default 8838)")


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop."""
    bind = take_bind(args, origin=text("CLEARLANE_CONSOLE_ORIGIN"))
    server = Granian(
        TARGET,
        address=bind.host,
        port=args.port,
        ssl_cert=bind.cert,
        ssl_key=bind.key,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_access=False,
    )
    server.serve(target_loader=load)
    return 0
