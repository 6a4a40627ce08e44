"""Which tax ids are a person's own number?"""

from __future__ import annotations

from collections.abc import Iterable

from clearlane.foundation.tenancy.widen import widen

from .models import Organization


def find_tin_kinds(*, tenants: Iterable[int]) -> dict[tuple[int, str], str]:
    """EIN, SSN or "" (not said) of each organization among ``tenants`` and the tax id of which it said so; inside a
    scope, which it widens by them."""
    asked = set(tenants)
    widen(asked)
    rows = Organization.objects.filter(pk__in=asked).values_list("pk", "tin", "tin_kind")
    return {(tenant, tin): kind for tenant, tin, kind in rows}
