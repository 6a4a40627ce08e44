"""May the web door listen there? Beyond this machine only where everything that is said to it is encrypted."""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from clearlane.config.environment import text
from clearlane.doors.console.house.ports import LOOPBACK
from clearlane.doors.console.problem import Problem
from clearlane.foundation.mail.server import is_this_machine

REMEDY = (
    "name the house by CLEARLANE_ORIGIN=https://claims.example.org and give either --tls-cert FILE --tls-key FILE or,"
    " where a proxy with TLS stands before it, --behind-proxy ADDRESS; docs/OPERATING.md shows both"
)


@dataclass(frozen=True, slots=True)
class Bind:
    """Where the web door listens and what protects it: a certificate with its key, or the proxy at ``proxy``."""

    host: str
    cert: Path | None = None
    key: Path | None = None
    proxy: str = ""


def add_bind_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the address and what protects it."""
    parser.add_argument(
        "--host", default=LOOPBACK, help="the address to listen on; another than this machine's needs TLS"
    )
    parser.add_argument("--tls-cert", type=Path, metavar="FILE", help="the certificate with its chain (PEM)")
    parser.add_argument("--tls-key", type=Path, metavar="FILE", help="the certificate's private key (PEM)")
    add_proxy_argument(parser)


def add_proxy_argument(parser: argparse.ArgumentParser) -> None:
    """Declare the proxy alone."""
    parser.add_argument(
        "--behind-proxy", default="", metavar="ADDRESS", help="the address, or network, of the proxy with TLS before it"
    )


def take_bind(args: argparse.Namespace, *, origin: str) -> Bind:
    """What was asked for, if it may be. Raises Problem."""
    bind = Bind(args.host, args.tls_cert, args.tls_key, take_proxy(args))
    check_bind(bind, origin=origin)
    return bind


def take_proxy(args: argparse.Namespace) -> str:
    """The proxy, which all processes that are started from here know. Raises Problem where it is no address."""
    proxy: str = args.behind_proxy or text("CLEARLANE_BEHIND_PROXY")
    check_proxy(proxy)
    if proxy:
        os.environ["CLEARLANE_BEHIND_PROXY"] = proxy
    return proxy


def check_bind(bind: Bind, *, origin: str) -> None:
    """Raises Problem, with the remedy, where the door may not be opened so."""
    _check_certificate(bind)
    if is_this_machine(bind.host):
        return
    if urlsplit(origin).scheme != "https":
        raise Problem(f"{bind.host} is open to others, and CLEARLANE_ORIGIN is not https://...: {REMEDY}")
    if not (bind.cert or bind.proxy):
        raise Problem(f"{bind.host} is open to others, and nothing encrypts what is said to it: {REMEDY}")


def check_proxy(proxy: str) -> None:
    """Raises Problem where one of the addresses, or networks, with commas between them is none."""
    for each in filter(None, (part.strip() for part in proxy.split(","))):
        try:
            ip_network(each)
        except ValueError as error:
            raise Problem(f"--behind-proxy is {each!r}; it may be 127.0.0.1 or 10.0.0.0/24") from error


def _check_certificate(bind: Bind) -> None:
    if bool(bind.cert) != bool(bind.key):
        raise Problem("--tls-cert and --tls-key belong together")
    for path in (bind.cert, bind.key):
        if path and not path.is_file():
            raise Problem(f"{path} is not a file")
