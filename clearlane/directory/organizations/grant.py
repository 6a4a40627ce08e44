"""Let one organization see what is another's."""

from __future__ import annotations

from django.db.models import Q

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.models import Grant


def grant(*, grantor: int, grantee: int, by: str, scope: str = "claims") -> bool:
    """Let ``grantee`` see the claims of ``grantor`` until it is revoked, inside a scope of the grantor.

    False where it may already.
    """
    at = now()
    open_now = Grant.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at), grantor_id=grantor, grantee_id=grantee, scope=scope, revoked_at=None
    )
    if open_now.exists():
        return False
    Grant.objects.create(
        grantor_id=grantor, grantee_id=grantee, scope=scope, starts_at=at, granted_at=at, granted_by=by
    )
    record(tenant=grantor, event="organization:grant:added", by=by, detail={"grantee": grantee, "scope": scope})
    return True
