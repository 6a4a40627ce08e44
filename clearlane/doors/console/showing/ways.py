"""The ways to sandbox payers: a connection each, over SFTP, whose secret lies in the keys folder."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import asyncssh
from django.conf import settings

from clearlane.exchange.connections.add import add as add_connection
from clearlane.exchange.connections.read_shipped import read_shipped
from clearlane.flows.watch import watch
from clearlane.foundation.durable.files import write_file
from clearlane.standards.x12.generate.order import Payer

PRACTICE_GATHERS = 1
"""Seconds for which test claims wait for more of their tenant."""


def read_host_key(data: Path) -> str:
    """The public host key of the sandbox that runs on this data folder."""
    return asyncssh.read_private_key(str(data / "sandbox" / "host_key")).export_public_key().decode().strip()


def ready_host_key(data: Path) -> str:
    """The same before the sandbox has ever run there: made where it is missing."""
    path = data / "sandbox" / "host_key"
    if not path.is_file():
        keep(path, asyncssh.generate_private_key("ssh-ed25519").export_private_key())
    return read_host_key(data)


def connect(port: int, host_key: str, payer: Payer, tier: str, *, by: str) -> UUID:
    """Open, or open again, the way to one sandbox payer, inside a scope of the house; gives the connection's id."""
    login = payer.id.lower()
    keep(Path(settings.KEYS) / "connections" / login, f"{login}-sandbox".encode())
    text = read_shipped(name="sandbox-payer")
    gather = PRACTICE_GATHERS if tier == "practice" else 0
    profile = text.format(port=port, login=login, id=payer.id, name=payer.name, host_key=host_key, gather=gather)
    connection = add_connection(name=f"sandbox-{login}", tier=tier, profile=profile, by=by)
    watch(connections=[connection])
    return connection


def keep(path: Path, secret: bytes) -> None:
    """Write a secret that its owner alone may read."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_file(path, [secret])
    path.chmod(0o600)
