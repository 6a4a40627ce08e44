"""A place where nothing can be written is refused in a sentence, whatever would have been made there."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cluster import ROOT

MOUNT = "mount -t tmpfs -o ro tmpfs"


@pytest.fixture
def read_only(tmp_path: Path) -> Path:
    """A folder over which a read-only disk is mounted, for those who run in the mount namespace of ``run_there``."""
    tried = subprocess.run(["unshare", "-rm", "sh", "-c", f"{MOUNT} {tmp_path}"], check=False, capture_output=True)
    if tried.returncode:
        pytest.skip("NOT RUN: this machine lets nobody mount a read-only disk in a namespace of its own")
    return tmp_path


def run_there(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of ours that finds the folder on a read-only disk."""
    command = shlex.join([sys.executable, "-m", "clearlane", *words])
    inside = f"{MOUNT} {shlex.quote(str(folder))} && exec {command}"
    return subprocess.run(
        ["unshare", "-rm", "sh", "-c", inside], cwd=ROOT, check=False, capture_output=True, text=True, timeout=60
    )


MAKERS = [
    ("up",),
    ("bench", "journey", "--claims", "1"),
    ("database", "init", "--admin-url", "postgresql://nobody@127.0.0.1:9/postgres"),
]


@pytest.mark.parametrize("words", MAKERS, ids=lambda words: words[0])
@pytest.mark.parametrize("below", ["x", "."])
def test_a_read_only_disk_is_told_and_another_place_is_asked_for(
    read_only: Path, words: tuple[str, ...], below: str
) -> None:
    done = run_there(read_only, *words, "--data", str(read_only / below))
    assert done.returncode == 2
    assert f"clearlane {words[0]}: {read_only}" in done.stderr
    assert "Read-only file system; choose another place with --data" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_place_where_the_system_makes_no_folder_is_told() -> None:
    command = [sys.executable, "-m", "clearlane", "up", "--data", "/proc/clearlane"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=60)
    said = "clearlane up: /proc/clearlane: No such file or directory; choose another place with --data\n"
    assert (done.returncode, done.stderr) == (2, said)


@pytest.mark.parametrize("below", ["x", "."])
def test_doctor_says_that_a_folder_cannot_be_written(read_only: Path, below: str) -> None:
    done = run_there(read_only, "doctor", "--data", str(read_only / below))
    assert done.returncode == 1
    assert f"{read_only} cannot be written by this account" in done.stdout
    assert "mend it: run as the account whose it is, mount the disk for writing" in done.stdout
