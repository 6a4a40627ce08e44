"""Stages for proofs: one a test, or one for the tests of a module that only look."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cluster import Cluster
from tests.sweeper import Sweeper

if TYPE_CHECKING:
    from tests.proof.stage import Stage


@contextmanager
def _roles_stay(cluster: Cluster) -> Iterator[None]:
    """While a stage stands, no other worker may alter the cluster's roles."""
    with (Path(cluster.folder) / "roles.lock").open("a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


@pytest.fixture
def stage(cluster: Cluster, sweeper: Sweeper, data: Path, tmp_path: Path) -> Iterator[Stage]:
    """An empty stage with ways to the payers."""
    from tests.proof.stage import raised

    with _roles_stay(cluster), raised(sweeper, data, tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def lasting(
    cluster: Cluster, sweeper: Sweeper, data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """One stage for all tests of a module, which look at it and change nothing."""
    from tests.proof.stage import raised

    with _roles_stay(cluster), raised(sweeper, data, tmp_path_factory.mktemp("stage")) as made:
        yield made
