"""Figures of a journey that has ended: when it left and came home, and under which settings it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clearlane.foundation.tenancy.connection import cursor

_TIMES = """
    SELECT (SELECT max(sent_at) FROM exchange_batches_batch),
           (SELECT max(posted_at) FROM exchange_remits_adjudication),
           (SELECT max(made_at) FROM foundation_outbox_mail)
"""
_COUNTS = """
    SELECT (SELECT count(*) FROM foundation_audit_entry), (SELECT coalesce(sum(size), 0) FROM foundation_vault_object),
           (SELECT count(*) FROM exchange_batches_batch), (SELECT count(*) FROM foundation_outbox_mail)
"""
_SETTINGS = "SELECT name, setting FROM pg_settings WHERE name IN ('synchronous_commit', 'fsync', 'full_page_writes')"
_ROLES = """
    SELECT DISTINCT rolname, rolsuper OR rolbypassrls FROM pg_stat_activity JOIN pg_roles ON rolname = usename
    WHERE datname = current_database() ORDER BY rolname
"""


@dataclass(frozen=True, slots=True)
class Journey:
    """Times are UTC; ``roles`` are those that are signed in, each with whether row security does not bind it."""

    last_sent_at: datetime | None
    last_posted_at: datetime | None
    last_mail_at: datetime | None
    audit_rows: int
    vault_bytes: int
    batches: int
    mails: int
    settings: dict[str, str]
    roles: dict[str, bool]


def measure_journey() -> Journey:
    """The figures of the scope's tenants."""
    with cursor() as sql:
        sql.execute(_TIMES)
        sent, posted, mailed = sql.fetchone()
        sql.execute(_COUNTS)
        audit_rows, vault_bytes, batches, mails = map(int, sql.fetchone())
        sql.execute(_SETTINGS)
        settings = dict(sql.fetchall())
        sql.execute(_ROLES)
        roles = dict(sql.fetchall())
    return Journey(sent, posted, mailed, audit_rows, vault_bytes, batches, mails, settings, roles)


def count_adjudications() -> int:
    """How many decisions of payers the scope's tenants have: a cheap question, to be asked often."""
    with cursor() as sql:
        sql.execute("SELECT count(*) FROM exchange_remits_adjudication")
        return int(sql.fetchone()[0])
