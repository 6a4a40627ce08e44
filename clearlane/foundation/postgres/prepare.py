"""Make the roles, their passwords and the database on a PostgreSQL."""

from __future__ import annotations

import secrets
from typing import Any, LiteralString
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from clearlane.foundation.postgres.layout import NAME, ROLES, Layout

OLDEST = 15
_BUILTIN_SINCE = 17
Connection = psycopg.Connection[tuple[Any, ...]]


class PostgresIsOld(RuntimeError):
    """The server is older than PostgreSQL 15. Use a newer one; 15 and up are tested."""


class AdminMayNot(RuntimeError):
    """The account in the admin URL has not both CREATEROLE and CREATEDB. Ask for an account with these two; it is used
    once and never stored."""


def prepare(*, layout: Layout, admin_url: str) -> list[str]:
    """Make what is missing, and give the names of what was made; a second run makes nothing and mends passwords.

    ``admin_url`` names an account with CREATEROLE and CREATEDB; a superuser is not needed. It is not stored. Each
    role ``clearlane_<role>`` gets a random password, kept in ``<role>.password`` in the data folder (0600), and sent
    to the server as a SCRAM verifier only. Raises PostgresIsOld, AdminMayNot, psycopg.Error.
    """
    with psycopg.connect(admin_url, autocommit=True, connect_timeout=10) as admin:
        _check(admin)
        made = [name for role in ROLES if (name := _make_role(admin, layout, role))]
        made += _make_database(admin)
        layout.write_address(host=admin.info.host or "127.0.0.1", port=admin.info.port)
    return made


def without_password(url: str) -> str:
    """A URL as it may be shown: without the password."""
    parts = urlsplit(url)
    user = f"{parts.username}@" if parts.username else ""
    return parts._replace(netloc=f"{user}{parts.netloc.rpartition('@')[2]}").geturl()


def _check(admin: Connection) -> None:
    major = admin.info.server_version // 10000
    if major < OLDEST:
        raise PostgresIsOld(f"this is PostgreSQL {major}; {OLDEST} or newer is needed")
    row = admin.execute(
        "SELECT rolsuper OR (rolcreaterole AND rolcreatedb) FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    if row != (True,):
        raise AdminMayNot("the account in --admin-url needs CREATEROLE and CREATEDB")


def _make_role(admin: Connection, layout: Layout, role: str) -> str:
    """Make a role, or give an existing one the password that is kept here; the role's name where it was made."""
    name = f"clearlane_{role}"
    is_known = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone() is not None
    password = layout.read_password(role) or secrets.token_urlsafe(24)
    layout.write_password(role, password)
    verifier = admin.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    statement: LiteralString = "ALTER ROLE {} PASSWORD {}" if is_known else "CREATE ROLE {} LOGIN PASSWORD {}"
    admin.execute(sql.SQL(statement).format(sql.Identifier(name), sql.Literal(verifier)))
    return "" if is_known else name


def _make_database(admin: Connection) -> list[str]:
    """Make the database where it is missing, and let the five roles in and nobody else.

    The owner's role is lent to the admin for these statements: a database can only be given to a role that one is a
    member of, and only its owner may say who enters.
    """
    owner = sql.Identifier("clearlane_owner")
    is_known = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone() is not None
    admin.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(owner))
    try:
        if not is_known:
            admin.execute(sql.SQL(_creation(admin)).format(sql.Identifier(NAME), owner))
        _admit(admin)
    finally:
        admin.execute(sql.SQL("REVOKE {} FROM CURRENT_USER").format(owner))
    return [] if is_known else [NAME]


def _creation(admin: Connection) -> LiteralString:
    """Texts are ordered by their bytes, whatever the server's language is."""
    if admin.info.server_version // 10000 >= _BUILTIN_SINCE:
        order: LiteralString = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
    else:
        order = "LC_COLLATE 'C'"
    return "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' " + order


def _admit(admin: Connection) -> None:
    name = sql.Identifier(NAME)
    roles = sql.SQL(", ").join(sql.Identifier(f"clearlane_{role}") for role in ROLES)
    admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    admin.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, roles))
