"""Which files of keys and passwords a connection names that are not there."""

from __future__ import annotations

from pathlib import Path

from clearlane.exchange.connections.models import Connection
from clearlane.exchange.connections.profile import read_profile
from clearlane.exchange.connections.sftp import secret_file
from clearlane.foundation.tenancy.connection import alias


def find_missing_secrets() -> dict[str, list[Path]]:
    """By name of a live connection, where a secret of its profile should lie and does not; those that miss none are
    left out."""
    rows = Connection.objects.using(alias()).filter(is_live=True).order_by("name").values_list("name", "profile")
    found = {name: missing_of(profile=profile) for name, profile in rows}
    return {name: paths for name, paths in found.items() if paths}


def missing_of(*, profile: str) -> list[Path]:
    """Where the secrets of one profile should lie and do not."""
    way = read_profile(text=profile).way
    paths = [secret_file(name) for name in (way.key, way.password) if name]
    return [path for path in paths if not path.is_file()]
