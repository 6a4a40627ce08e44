"""The ports of a house on this machine."""

from __future__ import annotations

import random
import socket
import time
from dataclasses import asdict, dataclass
from http.client import HTTPException
from itertools import islice
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

from clearlane.doors.console.problem import Problem

LOOPBACK = "127.0.0.1"
_PATIENCE_SECONDS = 25.0
_SERVER_FAULT = 500
_OURS = range(20_000, 32_000)
"""Below those that systems hand out to who asks for any."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Where each door listens, on the loopback address; 0 where it is not opened."""

    web: int
    sftp: int
    database: int
    sandbox: int
    mail: int = 0
    console: int = 0

    def taken(self) -> list[tuple[str, int]]:
        """The options whose ports another program has."""
        return [(f"--{name}-port", port) for name, port in asdict(self).items() if port and not is_free(port)]


def check_ports(ports: Ports, *, after_a_crash: bool) -> None:
    """Raises Problem where a port is taken. After a crash, what was left of the house gets a while to end."""
    deadline = time.monotonic() + (_PATIENCE_SECONDS if after_a_crash else 0)
    while taken := ports.taken():
        if time.monotonic() >= deadline:
            option, port = taken[0]
            raise Problem(f"port {port} is taken by another program; choose another with {option}")
        time.sleep(0.2)


def is_free(port: int) -> bool:
    """Whether nobody listens on a port of the loopback address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def find_free(count: int) -> tuple[int, ...]:
    """So many different ports of the loopback address that nobody listens on, and that the system gives to nobody by
    itself before they are used."""
    drawn = random.SystemRandom().sample(_OURS, len(_OURS))
    return tuple(islice(filter(is_free, drawn), count))


def answers(port: int, *, host: str = LOOPBACK) -> bool:
    """Whether somebody takes connections on a port."""
    try:
        with socket.create_connection((host, port), timeout=2):
            return True
    except OSError:
        return False


def serves_web(port: int) -> bool:
    """Whether the web server answers there."""
    try:
        with build_opener(ProxyHandler({})).open(f"http://{LOOPBACK}:{port}/healthz", timeout=5):
            return True
    except HTTPError as error:
        return error.code < _SERVER_FAULT
    except (OSError, HTTPException):  # nobody, or another than a web server
        return False
