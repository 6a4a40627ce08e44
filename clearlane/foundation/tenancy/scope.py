"""Open a transaction for a set of tenants: the only way to their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction

from clearlane.foundation.durable.point import point
from clearlane.foundation.tenancy.connection import _by, _tenants, _there, alias, current_tenants, cursor


class ScopeIsOpen(RuntimeError):
    """A scope was opened within a scope. One gets here by calling a verb that opens its own from inside another's;
    let the outermost caller open the one scope, with all tenants that are needed."""


class NoTenant(ValueError):
    """A scope was asked for without tenants, or without saying who acts. Say whose rows are meant, and who acts."""


@contextmanager
def scope(tenants: Iterable[int], *, by: str, beside: Iterable[int] = ()) -> Iterator[None]:
    """Open one transaction in which the rows of these tenants, and of no others, are there.

    ``tenants`` are tenant ids, ``by`` names who acts ("user:12", "flow:claims", "operator:ann"). ``beside`` are tenants
    whose trail is written and whose settings are read on the way, but of whom nothing is meant: ``current_tenants``
    does not name them. The transaction commits when the block ends and rolls back when it raises. Raises NoTenant,
    ScopeIsOpen.
    """
    chosen = tuple(sorted({int(tenant) for tenant in tenants}))
    if not chosen or not by:
        raise NoTenant("a scope needs at least one tenant and the name of who acts")
    if current_tenants():
        raise ScopeIsOpen(f"a scope is already open, by {_by.get()}")
    there = tuple(sorted({*chosen, *map(int, beside)}))
    tokens = _tenants.set(chosen), _by.set(by), _there.set(there)
    try:
        with transaction.atomic(using=alias(), durable=True):
            _announce(there, by)
            yield
            point("commit")
        point("committed")
    finally:
        _tenants.reset(tokens[0])
        _by.reset(tokens[1])
        _there.reset(tokens[2])


def _announce(tenants: tuple[int, ...], by: str) -> None:
    """Tell the database for whom this transaction works; its policies read it."""
    listed = "{" + ",".join(map(str, tenants)) + "}"
    with cursor() as cur:
        cur.execute("SELECT set_config('app.tenants', %s, true), set_config('app.by', %s, true)", [listed, by])
