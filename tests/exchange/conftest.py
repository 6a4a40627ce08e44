"""Fixtures of the stages' tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.exchange.connections.payer_server import PayerServer
    from tests.flows.world import World


@pytest.fixture
def world(house: int, tenant: Callable[..., int], as_role: Any) -> World:
    """A live practice with three pairs, the sandbox's payers, and one production connection to all of them."""
    from tests.flows.world import found

    return found(house, tenant(kind="practice", name="Maple Family Practice"), as_role)


@pytest.fixture
def payer(tmp_path: Path) -> Iterator[PayerServer]:
    """A payer's SFTP server."""
    from tests.exchange.connections.payer_server import payer_server

    with payer_server(tmp_path / "payer") as server:
        yield server
