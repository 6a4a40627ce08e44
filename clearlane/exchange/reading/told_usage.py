"""Which claims are told as a practice's work: once it is live those of production alone, before that its tests too."""

from __future__ import annotations

from clearlane.foundation.tenancy.connection import cursor

PRODUCTION, TESTS = "P", "T"
_LIVE = "SELECT is_live FROM foundation_tenancy_tenant WHERE id = %s"


def told_usage(*, is_live: bool) -> str:
    """P once live; before that nothing, which is every usage."""
    return PRODUCTION if is_live else ""


def find_usage(*, tenant: int) -> str:
    """The same of a tenant of the scope."""
    with cursor() as sql:
        sql.execute(_LIVE, [tenant])
        row = sql.fetchone()
    return told_usage(is_live=bool(row and row[0]))
