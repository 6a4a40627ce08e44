"""The settings as a process finds them: strict about what is wrong, and the same for every program of the house."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from clearlane.config.pending import pending
from tests.cluster import ROOT
from tests.conftest import AsRole

SHOW = """
import json, os, sys
from clearlane.config import settings
names = sys.argv[1:]
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


def read(data: Path, *names: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CLEARLANE_", "DJANGO_"))}
    told = kept | {"CLEARLANE_DATA": str(data), "CLEARLANE_ROLE": "web", "PYTHONPATH": str(ROOT)} | environment
    return subprocess.run([sys.executable, "-c", SHOW, *names], capture_output=True, text=True, env=told, cwd="/")


def settings(data: Path, *names: str, **environment: str) -> Mapping[str, Any]:
    done = read(data, *names, **environment)
    assert done.returncode == 0, done.stderr
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found


def test_everything_lies_in_the_data_folder_unless_said_otherwise(tmp_path: Path) -> None:
    names = ("KEYS", "AUDIT_ROOTS", "SPOOL", "VAULT")
    found = settings(tmp_path, *names)
    assert found == {
        "KEYS": str(tmp_path / "keys"), "AUDIT_ROOTS": str(tmp_path / "audit-roots"), "SPOOL": str(tmp_path / "spool"),
        "VAULT": str(tmp_path / "vault"),
    }  # fmt: skip
    moved = settings(tmp_path, *names, CLEARLANE_KEYS="/run/keys", CLEARLANE_VAULT="/mnt/vault")
    assert (moved["KEYS"], moved["VAULT"], moved["SPOOL"]) == ("/run/keys", "/mnt/vault", found["SPOOL"])


def test_what_is_not_said_is_safe(tmp_path: Path) -> None:
    found = settings(tmp_path, "DEBUG", "PRODUCTION", "MODE", "ALLOWED_HOSTS", "UPLOAD_LIMIT", "USE_TZ", "TIME_ZONE")
    assert found == {
        "DEBUG": False, "PRODUCTION": False, "MODE": "evaluation", "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
        "UPLOAD_LIMIT": 1_000_000_000, "USE_TZ": True, "TIME_ZONE": "UTC",
    }  # fmt: skip


def test_a_secret_is_another_in_each_process_and_kept_where_it_is_said(tmp_path: Path) -> None:
    first, second = (settings(tmp_path, "SECRET_KEY")["SECRET_KEY"] for _ in range(2))
    assert first != second
    assert len(first) == len(second) == 64
    (tmp_path / "secret").write_text("kept\n")
    assert settings(tmp_path, "SECRET_KEY", CLEARLANE_SECRET_KEY_FILE=str(tmp_path / "secret")) == {
        "SECRET_KEY": "kept"
    }


WRONG = {
    "CLEARLANE_MODE": ("trial", "it may be evaluation, own_use, service"),
    "CLEARLANE_PRODUCTION": ("maybe", "it may be 1 or 0"),
    "CLEARLANE_UPLOAD_LIMIT": ("much", "from 0 to"),
    "CLEARLANE_LOG_LEVEL": ("LOUD", "it may be DEBUG, INFO, WARNING, ERROR"),
    "CLEARLANE_SECRET_KEY_FILE": ("/nowhere/secret", "CLEARLANE_SECRET_KEY_FILE is '/nowhere/secret'"),
    "CLEARLANE_WEB_URL": ("mysql://db/x", "begins with postgresql://"),
}


@pytest.mark.parametrize(("name", "value", "says"), [(name, *both) for name, both in WRONG.items()])
def test_a_setting_that_is_wrong_is_named_at_the_start(name: str, value: str, says: str, tmp_path: Path) -> None:
    done = read(tmp_path, **{name: value})
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert "SettingIsWrong" in last
    assert says in last


def test_a_production_house_has_no_test_clock(tmp_path: Path) -> None:
    done = read(tmp_path, CLEARLANE_PRODUCTION="1", CLEARLANE_TEST_CLOCK=str(tmp_path / "clock"))
    assert "a production house runs on real time" in done.stderr


@pytest.mark.parametrize("role", ["flow", "web", "operator"])
def test_no_migration_is_pending_for_whoever_asks(as_role: AsRole, role: str) -> None:
    with as_role(role):
        assert pending() == []


def test_a_migration_that_the_database_lacks_is_named(as_role: AsRole, superuser: Any) -> None:
    removed = superuser.execute(
        "DELETE FROM django_migrations WHERE app = 'foundation_audit' RETURNING app, name, applied"
    ).fetchall()
    try:
        with as_role("operator"):
            assert pending() == sorted(f"{app}.{name}" for app, name, _ in removed)
    finally:
        for row in removed:
            superuser.execute("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)", row)
