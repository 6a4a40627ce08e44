"""The names of tenants, by which a person chooses among them."""

from __future__ import annotations

from collections.abc import Iterable

from clearlane.foundation.tenancy.models import Tenant


def name_tenants(*, tenants: Iterable[int], text: str = "", limit: int = 100) -> tuple[tuple[int, str], ...]:
    """(number, name) of those of ``tenants`` whose name holds ``text``, by name; at most ``limit``.

    Names are read outside of any scope: whoever asks has computed which tenants a person may see.
    """
    if "\0" in text:
        return ()
    rows = Tenant.objects.filter(id__in=list(tenants)).order_by("name", "id")
    if text:
        rows = rows.filter(name__icontains=text)
    return tuple(rows.values_list("id", "name")[:limit])
