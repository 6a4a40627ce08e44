"""Forget who asked for a link and never came."""

from __future__ import annotations

from datetime import timedelta

from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.delete_in_batches import delete_in_batches

from .models import Registration

KEPT = timedelta(days=30)
"""So long an old link still says that it has expired; then it is one that nobody knows."""


def sweep_links() -> int:
    """Delete the links that nobody spent, a month after they expired: how many. Done by the role ``owner``."""
    return delete_in_batches(Registration.objects.filter(spent_at=None, expires_at__lt=now() - KEPT))
