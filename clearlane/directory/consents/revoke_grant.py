"""The client takes a consent back, at once."""

from __future__ import annotations

from django.db import connections

from clearlane.directory.organizations.name_tenants import name_tenants
from clearlane.directory.users.as_member import as_member
from clearlane.directory.users.tell_owners import tell_owners
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now

from .list_grants import find_let_in


def revoke_grant(*, tenant: int, grant: int, user: int) -> bool:
    """From the next request on the other sees nothing of the organization and sends nothing in its name.

    The database itself checks that the person is an owner (directory_revoke_grant). False where no such grant goes on.
    """
    found, by = find_let_in(tenant=tenant, grant=grant), f"user:{user}"
    if found is None:
        return False
    with as_member(tenant=tenant, by=by):
        if not _revoke(grant, tenant, user):
            return False
        detail = {"grant": grant, "grantee": found.other}
        record(tenant=tenant, event="organization:grant:revoked", by=by, detail=detail)
        ((_, name),) = name_tenants(tenants=[tenant])
        tell_owners(tenant=found.other, template="consent_revoked", client_organization=name)
    return True


def _revoke(grant: int, tenant: int, user: int) -> bool:
    with connections["default"].cursor() as cur:
        cur.execute("SELECT public.directory_revoke_grant(%s, %s, %s, %s)", [grant, tenant, user, now()])
        (is_revoked,) = cur.fetchone()
    return bool(is_revoked)
