"""Take the number of a tenant that is about to be made."""

from __future__ import annotations

from clearlane.foundation.tenancy.connection import cursor


def reserve() -> int:
    """The number of the next tenant.

    Taken outside of any scope, because the scope in which ``add`` writes the tenant's first rows names it. A number
    that is never used leaves a gap and nothing else.
    """
    with cursor() as on:
        on.execute("SELECT nextval(pg_get_serial_sequence('foundation_tenancy_tenant', 'id'))")
        row = on.fetchone()
    return int(row[0])
