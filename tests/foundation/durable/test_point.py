from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from clearlane.foundation.durable.point import point

PROGRAM = """
from clearlane.foundation.durable.point import point
for kind in ("sync file", "rename", "commit"):
    point(kind)
    print(kind, flush=True)
"""


def run(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, env=os.environ | environment)


def test_point_does_nothing_by_itself() -> None:
    point("commit")
    assert run().stdout == "sync file\nrename\ncommit\n"


def test_point_counts_into_a_file(tmp_path: Path) -> None:
    run(CLEARLANE_CRASH_COUNT=str(tmp_path / "points"))
    assert (tmp_path / "points").read_text() == "1 sync file\n2 rename\n3 commit\n"


def test_point_numbers_the_points_of_all_processes_in_one_file(tmp_path: Path) -> None:
    shared = str(tmp_path / "points")
    run(CLEARLANE_CRASH_COUNT=shared)
    assert run(CLEARLANE_CRASH_COUNT=shared, CLEARLANE_CRASH_AT="5").stdout == "sync file\n"


def test_point_kills_the_process_at_its_number() -> None:
    died = run(CLEARLANE_CRASH_AT="2")
    assert (died.returncode, died.stdout) == (137, "sync file\n")
