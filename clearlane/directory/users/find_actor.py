"""For whom does a signed-in person act, and whose claims may he see?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from clearlane.directory.organizations.find_visible import find_visible
from clearlane.foundation.clock.read import now

from .models import Membership


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at work: for which tenant, in which role, and whose claims that shows him (the tenant's own first).

    ``memberships`` are the tenants that he may switch to; ``kind`` is that of the tenant.
    """

    user: int
    tenant: int
    role: str
    tenants: tuple[int, ...]
    memberships: tuple[int, ...]
    kind: str = ""

    @property
    def by(self) -> str:
        """Its name in the audit trail."""
        return f"user:{self.user}"


def find_actor(*, user: int, tenant: int | None = None) -> Actor | None:
    """The person as member of a tenant: of the one he chose where he may, else of the first. None without any.

    Read by the role ``gate``, outside of any scope.
    """
    at = now()
    rows = Membership.objects.filter(Q(until_at=None) | Q(until_at__gt=at), user_id=user, from_at__lte=at)
    found = rows.order_by("from_at", "tenant_id").values_list("tenant_id", "role", "tenant__kind")
    parts = {number: (role, kind) for number, role, kind in found}
    if not parts:
        return None
    chosen = tenant if tenant in parts else next(iter(parts))
    role, kind = parts[chosen]
    return Actor(user, chosen, role, find_visible(tenant=chosen), tuple(parts), kind)
