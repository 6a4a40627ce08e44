"""Which migrations this version has and the database has not."""

from __future__ import annotations

from django.db import connections
from django.db.migrations.loader import MigrationLoader


def pending() -> list[str]:
    """The missing ones as ``label.name``, in order; empty where the tables are those of this version. Any role asks."""
    loader = MigrationLoader(connections["default"])
    known = set(loader.applied_migrations)
    return sorted(f"{label}.{name}" for label, name in loader.disk_migrations if (label, name) not in known)
