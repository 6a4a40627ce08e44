"""Whose key is this?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from clearlane.directory.organizations.find_visible import find_visible
from clearlane.foundation.clock.read import now

from .models import ApiKey
from .secret import digest


@dataclass(frozen=True, slots=True)
class Key:
    """A key that is good now: for whom it acts, whose claims it may see (its own first), and what it may do.

    ``scheme`` says how replies to its files are named, empty as for its organization; ``kind`` is that of the latter.
    """

    tenant: int
    tenants: tuple[int, ...]
    prefix: str
    scopes: frozenset[str]
    scheme: str
    kind: str


def find_key(*, secret: str) -> Key | None:
    """The key of this secret, or None where there is none, it was revoked, or it has expired.

    Read by the role ``gate``, outside of any scope.
    """
    good = Q(revoked_at=None) & (Q(expires_at=None) | Q(expires_at__gt=now()))
    row = ApiKey.objects.select_related("tenant").filter(good, secret_sha256=digest(secret)).first()
    if row is None:
        return None
    visible = find_visible(tenant=row.tenant_id)
    return Key(row.tenant_id, visible, row.prefix, frozenset(row.scopes.split()), row.scheme, row.tenant.kind)
