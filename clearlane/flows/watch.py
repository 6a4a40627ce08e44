"""Watch the ways out: let the step that collects ask a connection, again and again."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from clearlane.exchange.connections.list_live import list_live
from clearlane.flows.steps import collecting
from clearlane.foundation.queue.put import Due, put
from clearlane.foundation.tenancy.house import HOUSE


def watch(*, connections: Sequence[UUID]) -> None:
    """Begin to collect from these connections, inside a scope of the house; those that are watched already stay so."""
    put([Due(collecting().name, HOUSE, connection) for connection in connections])


def watch_all() -> None:
    """Begin to collect from every live connection, inside a scope of the house."""
    watch(connections=list_live())
