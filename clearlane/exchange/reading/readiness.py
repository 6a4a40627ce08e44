"""Could this process take a file in now?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DatabaseError

from clearlane.foundation.partitions.remaining import WARN_UNDER, remaining
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.vault.keyring import MASTER, KeyIsMissing, KeyIsOpen, key


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
    """Ask the database, the key of the vault, and the partitions of the months to come."""
    wrong = [*_vault()]
    warnings: list[str] = []
    try:
        with cursor() as sql:
            sql.execute("SELECT 1")
        warnings = _partitions()
    except DatabaseError:
        wrong.append("the database does not answer")
    return Readiness(tuple(wrong), tuple(warnings))


def _vault() -> list[str]:
    try:
        key(MASTER)
    except (KeyIsMissing, KeyIsOpen):
        return ["the master key of the vault cannot be read"]
    return []


def _partitions() -> list[str]:
    days = remaining()
    return [] if days >= WARN_UNDER else [f"partitions end in {days} days: run clearlane up or clearlane migrate"]
