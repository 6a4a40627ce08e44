"""Add tenants to the scope that is open: for what starts at a row of the house and learns from it whose claim it is."""

from __future__ import annotations

from collections.abc import Iterable

from clearlane.foundation.tenancy.connection import _tenants, _there, current_by, current_tenants, current_there
from clearlane.foundation.tenancy.scope import _announce


class NoScope(RuntimeError):
    """There is no open scope to widen. Call this inside the block of a ``scope``."""


def widen(tenants: Iterable[int]) -> None:
    """Let the open transaction see the rows of these tenants too, until it ends. Raises NoScope.

    Whoever calls this has just read the tenants from a register that is no tenant's own (the locator of trace
    numbers, the holders of remittances), never from what a stranger wrote.
    """
    before = current_tenants()
    if not before:
        raise NoScope("widen is called inside a scope")
    chosen = tuple(sorted({*before, *tenants}))
    if chosen != before:
        there = tuple(sorted({*chosen, *current_there()}))
        _announce(there, current_by())
        _tenants.set(chosen)
        _there.set(there)
