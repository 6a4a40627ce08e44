"""Whether this process works as a role that it may work as: none that the walls do not hold for."""

from __future__ import annotations

import time
from typing import Any

from django.db import connections

from clearlane.foundation.telemetry.log import logger
from clearlane.foundation.tenancy.connection import DatabaseIsAway, alias

_AGAIN_SECONDS = 0.5

_ABOUT = """
    SELECT current_user, rolsuper, rolbypassrls, rolcreaterole,
           EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
                   AND pg_has_role(current_user, c.relowner, 'MEMBER'))
    FROM pg_roles WHERE rolname = current_user
"""


class RoleIsMighty(RuntimeError):
    """A running role is superuser, passes row security by, makes roles, or owns tables: the walls between tenants would
    not hold. One gets here with a URL of the wrong account in CLEARLANE_<ROLE>_URL, or after ALTER ROLE or GRANT by
    hand. Use the account that ``clearlane database init`` made, or take the right away."""


def check_role(*, patience: float = 0.0) -> None:
    """Refuse to go on as a mighty role, on any connection of this process; at the start of each. Raises RoleIsMighty,
    and DatabaseIsAway once the database has not answered for ``patience`` seconds.

    The owner's process does not ask: it migrates and makes partitions, and serves nobody.
    """
    deadline = time.monotonic() + patience
    while True:
        try:
            return _check_each()
        except DatabaseIsAway:
            if time.monotonic() >= deadline:
                raise
        logger(__name__).warning("the database does not answer; it is asked again")
        time.sleep(_AGAIN_SECONDS)


def _check_each() -> None:
    for name in {"default", alias()}:
        with connections[name].cursor() as cur:
            cur.execute(_ABOUT)
            _judge(cur.fetchone())


def _judge(about: tuple[Any, ...]) -> None:
    user, *facts = about
    said = ("is superuser", "bypasses row security", "may make roles", "owns tables, itself or by membership")
    wrong = [words for words, is_so in zip(said, facts, strict=True) if is_so]
    if wrong:
        raise RoleIsMighty(f"the role {user} {' and '.join(wrong)}; it must not")
