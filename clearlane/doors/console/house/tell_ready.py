"""A server says in JSON that it is ready, and where it is found."""

from __future__ import annotations

import argparse
import json
import time
from threading import Thread
from urllib.parse import urlunsplit

from clearlane.doors.console.house.bind import Bind
from clearlane.doors.console.house.ports import answers

EVERY_SECONDS = 0.1
"""Granian tells nobody that it listens, so it is asked; it has made its processes by the time of the first question."""


def add_ready_argument(parser: argparse.ArgumentParser) -> None:
    """Declare --json."""
    parser.add_argument("--json", action="store_true", help="say that it is ready, and where, as one JSON object")


def tell_ready(args: argparse.Namespace, **facts: str | int) -> None:
    """Print the object, where it was asked for."""
    if args.json:
        print(json.dumps(facts), flush=True)


def tell_when_it_answers(args: argparse.Namespace, bind: Bind) -> None:
    """Print its address once somebody could come in by it, beside the server's own work."""
    if args.json:
        Thread(target=_tell_url, args=(args, bind), daemon=True).start()


def _tell_url(args: argparse.Namespace, bind: Bind) -> None:
    time.sleep(EVERY_SECONDS)
    while not answers(args.port, host=bind.host.strip("[]")):
        time.sleep(EVERY_SECONDS)
    host = f"[{bind.host}]" if ":" in bind.host.strip("[]") and not bind.host.startswith("[") else bind.host
    tell_ready(args, url=urlunsplit(("https" if bind.cert else "http", f"{host}:{args.port}", "/", "", "")))
