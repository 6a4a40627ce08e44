"""The cast of the probes, gathered once for each file of tests: who walks there leaves the practice as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.acting import connected_as
from tests.cluster import Cluster
from tests.conftest import roles_held, tenants_of
from tests.doors.portal.conftest import people_of
from tests.doors.portal.probes.cast import Cast, gather
from tests.sweeper import Sweeper

Connection = psycopg.Connection[Any]


@pytest.fixture(scope="module")
def cast(cluster: Cluster, owner: Connection, sweeper: Sweeper) -> Iterator[Cast]:
    """Everybody, while the process is the web's."""
    with roles_held(cluster):
        sweeper.empty()
        with connected_as("flow"):
            everybody = gather(tenant=tenants_of(owner), add_person=people_of(owner), owner=owner)
        with connected_as("web"):
            yield everybody
