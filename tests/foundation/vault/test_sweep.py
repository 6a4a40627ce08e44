"""Spools that nobody will ever finish are cleared away; the others are left alone."""

from __future__ import annotations

import os
from pathlib import Path

from clearlane.foundation.vault.sweep import DAY_SECONDS, sweep


def spooled(data: Path, name: str, *, age: int) -> Path:
    (data / "spool").mkdir(exist_ok=True)
    path = data / "spool" / name
    path.write_bytes(b"sealed")
    then = path.stat().st_mtime - age
    os.utime(path, (then, then))
    return path


def test_sweep_removes_what_is_a_day_old(data: Path) -> None:
    old = spooled(data, "old.part", age=DAY_SECONDS + 5)
    new = spooled(data, "new.part", age=DAY_SECONDS - 60)
    assert sweep() == 1
    assert (old.exists(), new.exists()) == (False, True)
    new.unlink()


def test_sweep_leaves_nothing_of_its_own(data: Path) -> None:
    assert sweep() == 0
    assert list((data / "spool").iterdir()) == []


def test_sweep_passes_over_other_files(data: Path) -> None:
    other = spooled(data, "other.txt", age=10 * DAY_SECONDS)
    assert sweep() == 0
    assert other.exists()
    other.unlink()
