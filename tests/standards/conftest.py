"""What tests of the engine share: guides of which whole loops are taken by one pattern almost from the first on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clearlane.standards.x12 import block
from clearlane.standards.x12.library import load_machine


@pytest.fixture(scope="module")
def blocks_at_once() -> Iterator[None]:
    """A loop has its pattern once it was met twice. The guides are compiled anew: no test before has met them."""
    load_machine.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "WALKED_FIRST", 2)
        yield
