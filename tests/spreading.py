"""Which test process runs what: a file is run by one, and a folder that shares one house and one browser by one too."""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling

_SHARES_ONE_HOUSE = "tests/portal/"


class BySharedHouse(LoadScopeScheduling):  # type: ignore[misc]
    """Files as scopes, but for the folders whose fixtures are made once for all their files."""

    def _split_scope(self, nodeid: str) -> str:
        return _SHARES_ONE_HOUSE if nodeid.startswith(_SHARES_ONE_HOUSE) else str(super()._split_scope(nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> BySharedHouse:
    """In place of ``--dist loadscope``, whose scope is one file."""
    return BySharedHouse(config, log)
