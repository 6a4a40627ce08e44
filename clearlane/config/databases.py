"""Which process reaches the database as whom. A process gets the connections that it needs and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from clearlane.config.environment import SettingIsWrong, first_line, text

ROLES = ("owner", "gate", "web", "flow", "operator")
_AT_THE_DOORS = frozenset({"gate", "web"})
_WAITS: dict[str, dict[str, str]] = {
    "owner": {"options": "-c lock_timeout=4s"},
    "gate": {"connect_timeout": "5"},
    "web": {"connect_timeout": "5"},
}
IDENTITIES = frozenset(
    {
        "directory_users",
        "directory_registrations",
        "directory_members",
        "directory_consents",
        "account",
        "mfa",
        "foundation_mail",
    }  # fmt: skip
)


def databases(role: str, *, data: Path) -> dict[str, dict[str, Any]]:
    """Django's DATABASES for a process role: ``web`` has ``default`` (gate) and ``web``, all others ``default`` alone.

    The URL of a role is ``CLEARLANE_<ROLE>_URL``; else host, port and name come from ``CLEARLANE_DATABASE_URL`` or
    from ``database/address`` in the data folder, and the password from ``database/<role>.password`` there.
    Raises SettingIsWrong.
    """
    if role not in ROLES:
        raise SettingIsWrong(f"CLEARLANE_ROLE is {role!r}; it may be {', '.join(ROLES)}")
    if role == "web":
        return {"default": _database("gate", data), "web": _database("web", data)}
    return {"default": _database(role, data)}


def _database(role: str, data: Path) -> dict[str, Any]:
    """One entry of DATABASES. Web and gate may stand behind a transaction pooler: no cursors beyond a transaction; and
    somebody waits for their answer, so that they give up on a database that does not answer."""
    return {
        "ENGINE": "clearlane.foundation.postgres.bounded" if role in _AT_THE_DOORS else "django.db.backends.postgresql",
        **read_url(url(role, data=data), **_WAITS.get(role, {})),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": role in _AT_THE_DOORS,
        "ATOMIC_REQUESTS": False,
        "TEST": {"MIRROR": None},
    }


def url(role: str, *, data: Path) -> str:
    """The URL by which a role reaches the database. Raises SettingIsWrong where none can be found."""
    own = text(f"CLEARLANE_{role.upper()}_URL")
    if own:
        return own
    password = first_line(data / "database" / f"{role}.password")
    address = text("CLEARLANE_DATABASE_URL") or first_line(data / "database" / "address")
    if not address or not password:
        return ""
    parts = urlsplit(address)
    place = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"clearlane_{role}:{password}@{place}").geturl()


def read_url(address: str, **more: str) -> dict[str, Any]:
    """Host, port, name, user, password and options of a ``postgresql://`` URL, under Django's names.

    ``more`` are options that the URL may overrule. An empty URL gives a database that nothing can be asked of:
    commands without one still start.
    """
    parts = urlsplit(address)
    if address and parts.scheme not in {"postgresql", "postgres"}:
        raise SettingIsWrong(f"a database's URL begins with postgresql://, not {parts.scheme}://")
    options = dict(parse_qsl(parts.query))
    return {
        "HOST": unquote(options.pop("host", "") or parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "NAME": unquote(parts.path.lstrip("/")) or "clearlane",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "OPTIONS": {"connect_timeout": 10, **more, **options},
    }


class Router:
    """Identities are the gate's; everything else is on ``web`` where the process has it."""

    def db_for_read(self, model: type[Any], **_hints: Any) -> str:
        """The alias for a model."""
        from clearlane.foundation.tenancy.connection import alias

        return "default" if model._meta.app_label in IDENTITIES else alias()

    def db_for_write(self, model: type[Any], **hints: Any) -> str:
        """The same alias as for reading."""
        return self.db_for_read(model, **hints)

    def allow_relation(self, _first: Any, _second: Any, **_hints: Any) -> bool:
        """There is one database behind both aliases."""
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool:
        """Migrations run on the owner's connection, which is ``default``."""
        return db == "default"
