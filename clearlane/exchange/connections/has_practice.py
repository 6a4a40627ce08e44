"""Are there practice payers?"""

from __future__ import annotations

from clearlane.exchange.connections.models import Connection
from clearlane.foundation.tenancy.connection import alias


def has_practice() -> bool:
    """Whether a way to practice payers is open: without one a test claim would wait for ever."""
    return Connection.objects.using(alias()).filter(tier="practice", is_live=True).exists()
