"""Fixtures of the stages' tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.flows.world import World


@pytest.fixture
def world(house: int, tenant: Callable[..., int], as_role: Any) -> World:
    """A live practice with three pairs, the sandbox's payers, and one production connection to all of them."""
    from tests.flows.world import found

    return found(house, tenant(kind="practice", name="Maple Family Practice"), as_role)
