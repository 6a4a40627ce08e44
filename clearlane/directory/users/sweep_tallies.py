"""Take counts away that have ended by themselves."""

from __future__ import annotations

from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.delete_in_batches import delete_in_batches

from .models import Tally


def sweep_tallies() -> int:
    """Delete the counts whose time is over, and give how many: they would begin anew. Done by the role ``owner``."""
    return delete_in_batches(Tally.objects.filter(ends_at__lte=now()))
