"""A store that dies at any numbered point leaves nothing, or the whole; and the same bytes can be stored again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import NothingStored, fetch
from clearlane.foundation.vault.store import store
from clearlane.foundation.vault.tenant_key import tenant_key
from tests.conftest import MakeTenant

CONTENT = bytes(range(256)) * 1200
PROGRAM = """
import os, sys
from clearlane.config.setup import setup
setup(role="flow")
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.store import store
tenant = int(sys.argv[1])
for number in range(1, 40):
    child = os.fork()
    if child == 0:
        os.environ["CLEARLANE_CRASH_AT"] = str(number)
        with scope([tenant], by="test"):
            store(tenant=tenant, content=bytes([number]) + bytes(range(256)) * 1200)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(number, status, flush=True)
    if status != 137:
        break
"""


@pytest.fixture
def ends(tenant: MakeTenant, data: Path) -> tuple[int, list[list[int]]]:
    """The tenant, and how the process ended at each number."""
    mine = tenant()
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(mine)],
        env=os.environ | {"CLEARLANE_DATA": str(data)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return mine, [[int(word) for word in line.split()] for line in ran.stdout.splitlines()]


def found(tenant: int, number: int) -> bool:
    """Whether the content of one attempt is there, whole."""
    content = bytes([number]) + CONTENT
    with scope([tenant], by="test"):
        running = tenant_key(tenant).addresser()
        running.update(content)
        try:
            return fetch(tenant=tenant, address=running.digest()) == content
        except NothingStored:
            return False


def test_a_store_that_dies_anywhere_is_whole_or_not_there(ends: tuple[int, list[list[int]]]) -> None:
    tenant, attempts = ends
    assert [status for _, status in attempts] == [137] * (len(attempts) - 1) + [0]
    assert len(attempts) >= 6
    there = [found(tenant, number) for number, _ in attempts]
    assert there == sorted(there)
    assert there[-2:] == [True, True]
    assert not there[0]


def test_what_died_halfway_can_be_stored_again(ends: tuple[int, list[list[int]]]) -> None:
    tenant, attempts = ends
    for number, _ in attempts:
        with scope([tenant], by="test"):
            store(tenant=tenant, content=bytes([number]) + CONTENT)
        assert found(tenant, number)
