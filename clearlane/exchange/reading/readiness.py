"""Could this process take a file in now?"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError

from clearlane.exchange.connections.list_sandboxes import list_sandboxes
from clearlane.foundation.audit.try_keys import try_keys
from clearlane.foundation.partitions.remaining import WARN_UNDER, remaining
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.vault.keyring import KeyDoesNotFit, KeyIsMissing, KeyIsOpen


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stands in the way (``wrong``), and what soon will (``warnings``), in sentences."""

    wrong: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is wrong."""
        return not self.wrong


def readiness() -> Readiness:
    """Ask the database, the keys, and the partitions of the months to come."""
    wrong: list[str] = []
    warnings: list[str] = []
    try:
        with cursor() as sql:
            sql.execute("SELECT 1")
        wrong = _keys()
        warnings = [*_partitions(), *_sandboxes()]
    except DatabaseError:
        wrong.append("the database does not answer")
    return Readiness(tuple(wrong), tuple(warnings))


def _keys() -> list[str]:
    """Without the folder's path: everyone may ask."""
    try:
        try_keys(by="house:readiness")
    except (KeyIsMissing, KeyIsOpen):
        return ["the keys of the house cannot be read"]
    except KeyDoesNotFit:
        return ["the keys at hand are not those of this database: clearlane doctor tells more"]
    return []


def _partitions() -> list[str]:
    days = remaining()
    return [] if days >= WARN_UNDER else [f"partitions end in {days} days: run clearlane up or clearlane migrate"]


def _sandboxes() -> list[str]:
    """Without their names: everyone may ask."""
    if settings.PRODUCTION and list_sandboxes():
        return ["sandbox payers answer in this production house: clearlane doctor names their connections"]
    return []
