"""Do something once in a while, whichever process does it."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db import connections, router

from clearlane.foundation.clock.read import now

from .models import Tally

_NOTE = """
    INSERT INTO directory_users_tally AS t (key, count, free_at, ends_at) VALUES (%s, 1, %s, %s)
    ON CONFLICT (key) DO UPDATE SET count = 1, free_at = excluded.free_at, ends_at = excluded.ends_at
    WHERE t.ends_at <= %s RETURNING 1
"""


def once(name: str, *, lasts: timedelta) -> bool:
    """Whether ``name`` was not noted yet; it is now, for as long as ``lasts``. One of several callers gets True."""
    at = now()
    with connections[router.db_for_write(Tally)].cursor() as cur:
        cur.execute(_NOTE, [tally_key("once", name), at, at + lasts, at])
        return cur.fetchone() is not None


def tally_key(*parts: str) -> str:
    """Under which key something is counted."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
