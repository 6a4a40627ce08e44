"""Whose rows may this organization see?"""

from __future__ import annotations

from django.db.models import Q

from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.models import Grant

_INCLUDED_IN = {"claims": ("claims", "send")}
"""Who may send in another's name also sees his claims."""


def find_visible(*, tenant: int, scope: str = "claims") -> tuple[int, ...]:
    """The organization itself, then those that let it see their claims at this moment, ascending.

    Grants are read outside of any scope: from them the door computes the scope of a request.
    """
    at = now()
    scopes = _INCLUDED_IN.get(scope, (scope,))
    given = (
        Grant.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), grantee_id=tenant, starts_at__lte=at, revoked_at=None)
        .filter(scope__in=scopes)
        .values_list("grantor_id", flat=True)
    )
    return (tenant, *sorted(set(given)))
