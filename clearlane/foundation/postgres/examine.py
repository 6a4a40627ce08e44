"""Look at a PostgreSQL with the eyes of one role."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg


@dataclass(frozen=True, slots=True)
class Examined:
    """What a role finds: whether it got in, the server's major version, what it may that it should not, and whether the
    server's log takes up statements or rows."""

    error: str = ""
    version: int = 0
    is_mighty: bool = False
    owned: int = 0
    logs_rows: bool = False


def examine(url: str) -> Examined:
    """Connect once and ask; never raises for a server that is not there. The URL's password is in no message.

    ``is_mighty``: superuser, or may bypass row security, or may make roles or databases. ``owned``: tables that belong
    to the role or to one that it is a member of.
    """
    try:
        with psycopg.connect(url, connect_timeout=5, autocommit=True) as connection:
            row = connection.execute(
                "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb,"
                " (SELECT count(*) FROM pg_class WHERE oid >= 16384 AND pg_has_role(current_user, relowner, 'usage')),"
                " current_setting('log_min_error_statement') NOT IN ('log', 'fatal', 'panic')"
                " OR current_setting('log_error_verbosity') <> 'terse'"
                " OR current_setting('log_statement') IN ('mod', 'all')"
                " FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
            assert row is not None
            return Examined("", connection.info.server_version // 10000, bool(row[0]), int(row[1]), bool(row[2]))
    except psycopg.Error as error:
        return Examined(str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__)
