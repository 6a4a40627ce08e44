"""Keys are made for a database without use alone; beside one in use only its own will do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from clearlane.foundation.audit.record import record
from clearlane.foundation.audit.seal import seal
from clearlane.foundation.audit.try_keys import ready_keys, try_keys
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.keyring import KEYS, KeyDoesNotFit, KeyIsMissing, make_keys
from clearlane.foundation.vault.tenant_key import tenant_key
from tests.conftest import AsRole, MakeTenant
from tests.foundation.audit.sealing import seal_all


@pytest.fixture
def own() -> Path:
    """The folder of the keys by which the database of the test is used."""
    return Path(settings.KEYS)


@pytest.fixture
def other(database: None, tmp_path: Path) -> Iterator[Path]:
    """Where a second machine looks for keys, and finds none yet."""
    with override_settings(KEYS=tmp_path):
        yield tmp_path


def store_a_key(tenant: int) -> None:
    with scope([tenant], by="test"):
        tenant_key(tenant)


def seal_a_block(tenant: int) -> None:
    with scope([tenant], by="test"):
        record(tenant=tenant, event="audit:key:tried", by="test")
    seal_all()


USES = {"master": store_a_key, "audit": seal_a_block}
Use = Callable[[int], None]


def test_a_database_without_use_gets_its_keys_once(other: Path, as_role: AsRole) -> None:
    with as_role("owner"):
        assert ready_keys(by="test") == list(KEYS)
        assert ready_keys(by="test") == []


@pytest.mark.parametrize(("name", "use"), USES.items(), ids=USES.keys())
def test_a_database_in_use_gets_no_key_made(
    name: str, use: Use, own: Path, tenant: MakeTenant, as_role: AsRole, tmp_path: Path
) -> None:
    use(tenant())
    with override_settings(KEYS=tmp_path), as_role("owner"), pytest.raises(KeyIsMissing, match=f"{name}.key"):
        ready_keys(by="test")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("role", ["owner", "web", "flow", "operator"])
@pytest.mark.parametrize(("name", "use"), USES.items(), ids=USES.keys())
def test_a_key_of_another_house_is_refused_with_what_to_do(
    name: str, use: Use, role: str, own: Path, tenant: MakeTenant, as_role: AsRole, tmp_path: Path
) -> None:
    use(tenant())
    with as_role(role):
        try_keys(by="test")
        make_keys(folder=tmp_path)
        for kept in {*KEYS} - {name}:
            shutil.copy(own / f"{kept}.key", tmp_path)
        with override_settings(KEYS=tmp_path), pytest.raises(KeyDoesNotFit, match=rf"{name}\.key .*; copy the folder"):
            try_keys(by="test")


def test_the_sealer_goes_on_with_no_other_key(tenant: MakeTenant, tmp_path: Path) -> None:
    mine = tenant()
    seal_a_block(mine)
    make_keys(folder=tmp_path)
    with override_settings(KEYS=tmp_path), pytest.raises(KeyDoesNotFit):
        seal(by="sealer")
