"""The owners of an organization are told that an operator is in its rooms."""

from __future__ import annotations

from django.db.models import Q

from clearlane.directory.users.models import Membership
from clearlane.directory.users.tell import tell
from clearlane.foundation.clock.read import now

from .enter import Inside


def tell_owners(*, inside: Inside, organization: str, operator: str) -> int:
    """Put a mail to each owner, in the transaction of the entry; how many there are."""
    at = now()
    holds = Q(until_at=None) | Q(until_at__gt=at)
    rows = Membership.objects.filter(holds, tenant_id=inside.tenant, role="owner", from_at__lte=at)
    owners = list(rows.order_by("user_id").values_list("user_id", flat=True).distinct())
    values = {"organization": organization, "operator": operator, "reason": inside.reason, "ends_at": inside.ends_at}
    for user in owners:
        tell(user_id=user, template="operator_entered", **values)
    return len(owners)
