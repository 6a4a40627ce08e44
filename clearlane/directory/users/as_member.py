"""Act for one's organization in the portal, on both sides at once: its identities, and its trail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from clearlane.foundation.tenancy.connection import alias
from clearlane.foundation.tenancy.scope import scope


@contextmanager
def as_member(*, tenant: int, by: str) -> Iterator[None]:
    """Open a scope of the organization within a transaction of the gate: a key that is not in the trail is none.

    Where one connection holds both sides, the scope alone is that transaction.
    """
    if alias() == "default":
        with scope([tenant], by=by):
            yield
        return
    with transaction.atomic(using="default"), scope([tenant], by=by):
        yield
