"""Every module can be imported, on each Python that is supported."""

from __future__ import annotations

from importlib import import_module

import pytest

from tests.house.tree import program

ENTRIES = ("__main__", "wsgi", "console_wsgi")


@pytest.mark.parametrize("module", [source.module for source in program() if source.path.stem not in ENTRIES])
def test_a_module_can_be_imported(module: str) -> None:
    import_module(module)
