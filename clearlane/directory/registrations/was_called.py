"""Has somebody of the house called who asked for it by signing up?"""

from __future__ import annotations

from collections.abc import Collection

from .models import Contact


def was_called(*, emails: Collection[str]) -> bool:
    """Whether an operator has worked the entry that a sign-up with one of these addresses made. Read by ``gate``."""
    return Contact.objects.filter(email__in=list(emails), source="sign_up", worked_at__isnull=False).exists()
