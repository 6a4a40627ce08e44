"""Mail those who can make a new key before an old one stops working."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from clearlane.foundation.clock.read import now

from .models import ApiKey, Membership
from .once import once
from .tell import tell

WARNED = (timedelta(days=14), timedelta(days=2))
"""How long before its end a key's organization is told, each time once."""


def tell_expiring_keys() -> int:
    """Tell of each key that comes to its end, and give how many there were. For the roles ``gate`` and ``operator``."""
    at = now()
    soon = ApiKey.objects.filter(revoked_at=None, expires_at__gt=at, expires_at__lte=at + WARNED[0])
    return sum(_tell(key) for key in soon.select_related("tenant") if _is_due(key))


def tell_expiring_keys_now_and_then() -> None:
    """The same, once an hour, whichever process is asked. For the role ``gate``."""
    if once("keys that expire", lasts=timedelta(hours=1)):
        tell_expiring_keys()


def _is_due(key: ApiKey) -> bool:
    """Whether the latest of the warnings that are due was not given yet."""
    begins = [key.expires_at - before for before in WARNED if key.expires_at and key.expires_at - before <= now()]
    return key.told_at is None or any(key.told_at < begin for begin in begins)


def _tell(key: ApiKey) -> int:
    at = now()
    with transaction.atomic(using="default"):
        if not ApiKey.objects.filter(pk=key.pk, told_at=key.told_at).update(told_at=at):
            return 0
        days = (key.expires_at - at).days if key.expires_at else 0
        values = {"name": key.name, "prefix": key.prefix, "organization": key.tenant.name, "expires": key.expires_at}
        for user in _who_can_mend(key.tenant_id):
            tell(user_id=user, template="key_expires", when=f"in {days} days" if days > 1 else "soon", **values)
    return 1


def _who_can_mend(tenant: int) -> list[int]:
    at = now()
    rows = Membership.objects.filter(Q(until_at=None) | Q(until_at__gt=at), tenant_id=tenant, from_at__lte=at)
    return list(rows.filter(role__in=["owner", "manager"]).order_by("user_id").values_list("user_id", flat=True))
