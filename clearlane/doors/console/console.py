"""clearlane console: serve the operators' console, in a process of its own."""

from __future__ import annotations

import argparse

from clearlane.config.environment import text
from clearlane.doors.console.house.bind import add_bind_arguments, take_bind
from clearlane.doors.console.house.tell_ready import add_ready_argument
from clearlane.doors.console.web import serve

EXAMPLE = "clearlane console --port 8838"
TARGET = "clearlane.config.console_wsgi:application"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare address and port."""
    add_bind_arguments(parser)
    parser.add_argument("--port", type=int, default=8838, help="the port to listen on (default 8838)")
    add_ready_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop."""
    bind = take_bind(args, origin=text("CLEARLANE_CONSOLE_ORIGIN"))
    serve(args, bind, target=TARGET, processes=1, threads=4)
    return 0
