"""Bring a database to this version: tables, partitions, rights."""

from __future__ import annotations

from django.core.management import call_command

from clearlane.config.protect import protect
from clearlane.foundation.partitions.ensure import ensure


def migrate(*, verbosity: int = 0) -> None:
    """Run all migrations, make the partitions of the months to come, and close every table; as the owner.

    Nothing is reachable for the running roles before the last of the three. It may be run at any time.
    """
    call_command("migrate", verbosity=verbosity, interactive=False)
    ensure()
    protect()
