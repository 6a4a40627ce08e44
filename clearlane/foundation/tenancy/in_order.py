"""Take the first rows of an index as it lies, and do not gather all rows to sort them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from clearlane.foundation.tenancy.connection import cursor


@contextmanager
def in_order() -> Iterator[Any]:
    """A cursor for statements that take the first rows of an index for very many tenants; inside a scope.

    The planner cannot know how many tenants a scope holds, expects ten, and so gathers and sorts all of their rows:
    1,000 claims of a thousand tenants took 468 ms, and take 20 ms from an index in its order.
    """
    with cursor() as sql:
        sql.execute("SELECT set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true)")
        yield sql
        sql.execute("SELECT set_config('enable_bitmapscan', 'on', true), set_config('enable_sort', 'on', true)")
