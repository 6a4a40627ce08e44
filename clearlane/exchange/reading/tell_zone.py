"""In which time zone an organization reads its days."""

from __future__ import annotations

from clearlane.foundation.tenancy.connection import cursor

DEFAULT = "America/New_York"
"""For who has said nothing of where he is."""

_ZONE = "SELECT time_zone FROM directory_organizations_organization WHERE tenant_id = %s"


def tell_zone(*, tenant: int) -> str:
    """The IANA name of the zone of a tenant of the scope."""
    with cursor() as sql:
        sql.execute(_ZONE, [tenant])
        row = sql.fetchone()
    return (row[0] if row else "") or DEFAULT
