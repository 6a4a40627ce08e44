from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test import override_settings

from clearlane.doors.console.main import main
from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import MakeTenant
from tests.foundation.audit.sealing import seal_all


@pytest.fixture(autouse=True)
def sealed(tmp_path: Path, tenant: MakeTenant) -> Iterator[int]:
    mine = tenant()
    with override_settings(AUDIT_ROOTS=tmp_path):
        with scope([mine], by="test"):
            record(tenant=mine, event="a:row:written", by="test")
        seal_all()
        yield mine


def test_a_trail_that_holds_is_said_to_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify", "--by", "ann"]) == 0
    assert capsys.readouterr().out == "the trail holds: 1 entries in 1 blocks of 2 tenants, 0 not sealed yet\n"


def test_a_trail_that_was_changed_is_found_wanting(
    capsys: pytest.CaptureFixture[str], superuser: psycopg.Connection[Any], sealed: int
) -> None:
    superuser.execute("DELETE FROM foundation_audit_entry")
    assert main(["audit", "verify", "--tenant", str(sealed), "--json"]) == 1
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert (fault["tenant"], fault["number"]) == (sealed, 1)


def test_without_the_key_the_trail_cannot_be_verified(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with override_settings(KEYS=tmp_path / "nowhere"):
        assert main(["audit", "verify"]) == 2
    assert "there is no key at" in capsys.readouterr().err
