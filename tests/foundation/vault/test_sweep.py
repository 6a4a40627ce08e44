"""Spools that nobody will ever finish are cleared away; the others are left alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from clearlane.foundation.vault.sweep import DAY_SECONDS, sweep


@pytest.fixture(autouse=True)
def own_spool(tmp_path: Path) -> Iterator[None]:
    with override_settings(SPOOL=tmp_path / "spool"):
        yield


def spooled(data: Path, name: str, *, age: int) -> Path:
    (data / "spool").mkdir(exist_ok=True)
    path = data / "spool" / name
    path.write_bytes(b"sealed")
    then = path.stat().st_mtime - age
    os.utime(path, (then, then))
    return path


def test_sweep_removes_what_is_a_day_old(tmp_path: Path) -> None:
    old = spooled(tmp_path, "old.part", age=DAY_SECONDS + 5)
    new = spooled(tmp_path, "new.part", age=DAY_SECONDS - 60)
    assert sweep() == 1
    assert (old.exists(), new.exists()) == (False, True)
    new.unlink()


def test_sweep_leaves_nothing_of_its_own(tmp_path: Path) -> None:
    assert sweep() == 0
    assert list((tmp_path / "spool").iterdir()) == []


def test_sweep_passes_over_other_files(tmp_path: Path) -> None:
    other = spooled(tmp_path, "other.txt", age=10 * DAY_SECONDS)
    assert sweep() == 0
    assert other.exists()
    other.unlink()
