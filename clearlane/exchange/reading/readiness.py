"""Could this process take a file in now?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import DatabaseError

from clearlane.exchange.connections.list_sandboxes import list_sandboxes
from clearlane.foundation.audit.try_keys import try_keys
from clearlane.foundation.partitions.remaining import WARN_UNDER, remaining
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.vault.keyring import KeyDoesNotFit, KeyIsMissing, KeyIsOpen
from clearlane.foundation.vault.mark import OtherVault, try_vault
from clearlane.foundation.vault.s3 import StoreIsAway, StoreRefuses


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
    """Ask the database, the keys, the vault, and the partitions of the months to come."""
    wrong: list[str] = []
    warnings: list[str] = []
    try:
        with cursor() as sql:
            sql.execute("SELECT 1")
        wrong = [*_keys(), *_vault()]
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


def _vault() -> list[str]:
    """Without its address: everyone may ask."""
    try:
        _is_ours()
    except OtherVault:
        return ["the vault at hand is not that of this database: clearlane doctor tells more"]
    except (StoreIsAway, StoreRefuses):
        return ["the store of the vault does not let us in"]
    return []


@cache
def _is_ours() -> None:
    """Asked until it is so: a store is not asked for this again and again."""
    try_vault()


def _partitions() -> list[str]:
    days = remaining()
    return [] if days >= WARN_UNDER else [f"partitions end in {days} days: run clearlane up or clearlane migrate"]


def _sandboxes() -> list[str]:
    """Without their names: everyone may ask."""
    if settings.PRODUCTION and list_sandboxes():
        return ["sandbox payers answer in this production house: clearlane doctor names their connections"]
    return []
