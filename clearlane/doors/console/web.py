"""clearlane web: serve portal and API, on the loopback address unless TLS protects another."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from granian import Granian
from granian.constants import Interfaces

from clearlane.config.environment import text
from clearlane.doors.console.house.bind import Bind, add_bind_arguments, take_bind
from clearlane.doors.console.house.tell_ready import add_ready_argument, tell_when_it_answers
from clearlane.foundation.lifeline.hold import hold

EXAMPLE = "clearlane web --port 8837"
TARGET = "clearlane.config.wsgi:application"
_STDERR = {"class": "logging.StreamHandler", "stream": "ext://sys.stderr"}
_BESIDE = {"handlers": {"console": {**_STDERR, "formatter": "generic"}, "access": {**_STDERR, "formatter": "access"}}}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare address, port, processes and threads."""
    add_bind_arguments(parser)
    parser.add_argument("--port", type=int, required=True, help="the port to listen on")
    parser.add_argument("--processes", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--threads", type=int, default=16, help="threads in each (default 16)")
    add_ready_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop."""
    bind = take_bind(args, origin=text("CLEARLANE_ORIGIN"))
    serve(args, bind, target=TARGET, processes=args.processes, threads=args.threads)
    return 0


def serve(args: argparse.Namespace, bind: Bind, *, target: str, processes: int, threads: int) -> None:
    """Serve an application until told to stop; with --json nothing but the address is said on the standard output."""
    server = Granian(
        target,
        address=bind.host,
        port=args.port,
        ssl_cert=bind.cert,
        ssl_key=bind.key,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_access=False,
        log_dictconfig=_BESIDE if args.json else None,
    )
    server.on_startup(lambda: tell_when_it_answers(args, bind))
    server.serve(target_loader=partial(load, os.getpid()))


def load(server: int, target: str) -> Callable[..., Any]:
    """The application, in one of the server's processes, which ends with its first (``server``), even with one that
    was killed before this is called."""
    hold(parent=server)
    module, _, name = target.partition(":")
    application: Callable[..., Any] = getattr(import_module(module), name)
    return application
