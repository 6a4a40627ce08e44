"""clearlane serve-sftp: the SFTP server, as `up` starts it."""

from __future__ import annotations

import argparse
import asyncio
import signal
from functools import partial

from clearlane.doors.console.house.have_keys import have_keys
from clearlane.doors.console.house.have_vault import have_vault
from clearlane.doors.console.house.tell_ready import add_ready_argument, tell_ready

SUMMARY = "the SFTP server, as `up` starts it"
EXAMPLE = "clearlane serve-sftp --host 127.0.0.1 --port 2222"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where to listen."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=2222, help="port to listen on (2222)")
    add_ready_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM or Ctrl-C; 0 fine, 2 the port is taken, or keys or vault are not the house's."""
    from clearlane.config.setup import setup
    from clearlane.doors.console.problem import Problem

    setup(role="web", serves=True)
    have_keys(by="house:sftp")
    have_vault()
    try:
        asyncio.run(_serve(args))
    except OSError as error:
        raise Problem(f"cannot listen on {args.host}:{args.port}: {error.strerror}; choose another --port") from error
    return 0


async def _serve(args: argparse.Namespace) -> None:
    from clearlane.doors.sftp.serve import serve

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    await serve(host=args.host, port=args.port, stop=stop, is_ready=partial(_say, args))


def _say(args: argparse.Namespace, port: int, fingerprint: str) -> None:
    tell_ready(args, host=args.host, port=port, fingerprint=fingerprint)
    if not args.json:
        print(f"sftp listens on port {port}, host key {fingerprint}", flush=True)
