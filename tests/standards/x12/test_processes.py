"""Processes that share work: copies of a process without threads, else such as begin anew; both do the same."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from clearlane.standards.x12.processes import SELDOM, begin_processes
from tests.house.tree import ROOT

PROGRAM = """
import json, sys
from clearlane.standards import x12
from clearlane.standards.x12 import stretch
from clearlane.standards.x12.processes import begin_processes
from tests.standards.x12.test_share_sets import several_sets

def is_here():
    return getattr(sys, "learnt_before", False)

if __name__ == "__main__":
    sys.learnt_before = True
    with begin_processes(1) as pool:
        copied = pool.submit(is_here).result()
    stretch.SHORTEST, stretch.LENGTH = 1, 3000
    data = several_sets(20).replace(b"HI*ABK:", b"HI*ABX:", 3)
    shared, alone = (list(x12.check([data], jobs=jobs)) for jobs in (2, 1))
    print(json.dumps([copied, shared == alone, len(alone)]))
"""


def threshold() -> int:
    """A work of a process of its own."""
    return gc.get_threshold()[0]


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process is copied")
def test_a_process_without_threads_is_copied_and_tells_the_same(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    command = [sys.executable, "-W", "error::DeprecationWarning", str(program)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT)})
    copied, same, events = done.stdout.strip("[]\n").split(", ")
    assert (copied, same) == ("true", "true")
    assert int(events) > 20


def test_a_process_with_threads_has_others_begin_anew() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        with begin_processes(1) as pool:
            assert pool.submit(threshold).result() == SELDOM
    finally:
        stop.set()
        thread.join()
    assert gc.get_threshold()[0] != SELDOM, "this process goes on as it was"


def mark() -> None:
    """What is done first in each."""
    sys.marked = True  # type: ignore[attr-defined]


def is_marked() -> bool:
    """A work of a process of its own."""
    return getattr(sys, "marked", False)


def test_what_comes_first_is_done_in_each() -> None:
    with begin_processes(2, initializer=mark) as pool:
        assert all(one.result() for one in [pool.submit(is_marked) for _ in range(4)])
    assert not is_marked()
