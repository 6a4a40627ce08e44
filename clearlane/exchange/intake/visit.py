"""Write down that an SFTP account was here for the first time: whoever connects a system waits to see it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from clearlane.exchange.intake.models import FirstVisit
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import alias, cursor
from clearlane.foundation.tenancy.scope import scope

_FIRST = """
    INSERT INTO exchange_intake_firstvisit (tenant_id, account_id, at) VALUES (%s, %s, %s)
    ON CONFLICT DO NOTHING RETURNING account_id
"""


def visit(*, tenant: int, account: int, by: str) -> None:
    """Note that the account has signed in; only the first time writes anything. Outside of a scope."""
    with scope([tenant], by=by):
        with cursor() as sql:
            sql.execute(_FIRST, [tenant, account, now()])
            is_first = sql.fetchone() is not None
        if is_first:
            record(tenant=tenant, event="user:sftp:first_seen", by=by, detail={"account": account})


def find_visits(*, tenant: int, accounts: Collection[int]) -> dict[int, datetime]:
    """When each of these accounts was first here, inside a scope of the tenant; those that never were are left out."""
    rows = FirstVisit.objects.using(alias()).filter(tenant_id=tenant, account_id__in=list(accounts))
    return dict(rows.values_list("account_id", "at"))
