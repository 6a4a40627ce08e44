"""Whose rows may this organization see?"""

from __future__ import annotations

from django.db.models import Q

from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.models import Grant


def find_visible(*, tenant: int, scope: str = "claims") -> tuple[int, ...]:
    """The organization itself, then those that let it see their claims at this moment, ascending.

    Grants are read outside of any scope: from them the door computes the scope of a request.
    """
    at = now()
    given = Grant.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at), grantee_id=tenant, scope=scope, starts_at__lte=at, revoked_at=None
    ).values_list("grantor_id", flat=True)
    return (tenant, *sorted(set(given)))
