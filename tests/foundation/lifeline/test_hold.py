"""Programs end with the one that started them, and say what they say to their log; children get neither by name."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cluster import ROOT

HELD = """
import os, signal, sys, time
from clearlane.foundation.lifeline.hold import PARENT, hold
signal.signal(signal.SIGTERM, lambda *_: (print("told", flush=True), os._exit(7)))
hold()
print(os.environ.get(PARENT, "none"), flush=True)
time.sleep(float(sys.argv[1]))
"""
LOGGED = """
import os, subprocess, sys
from clearlane.foundation.lifeline.write_log import LOG, write_log
write_log()
print("said", flush=True)
print("complained", file=sys.stderr, flush=True)
os.system("echo child")
print(os.environ.get(LOG, "none"), flush=True)
"""


def run(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("CLEARLANE_LIFELINE", "CLEARLANE_LOG")}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=kept | environment, cwd=ROOT, capture_output=True, text=True, timeout=30)


def test_a_command_that_a_person_started_holds_on_to_nobody() -> None:
    done = run(HELD, "0.6")
    assert (done.returncode, done.stdout) == (0, "none\n")


@pytest.mark.parametrize("named", ["", "x", "-1", "0"])
def test_a_lifeline_that_names_no_process_is_none(named: str) -> None:
    assert run(HELD, "0.4", CLEARLANE_LIFELINE=named).returncode == 0


def test_a_program_lives_while_its_parent_does_and_hands_the_lifeline_to_no_child() -> None:
    done = run(HELD, "0.8", CLEARLANE_LIFELINE=str(os.getpid()))
    assert (done.returncode, done.stdout) == (0, "none\n")


def test_a_program_whose_parent_is_another_is_told_to_stop() -> None:
    began = time.monotonic()
    done = run(HELD, "20", CLEARLANE_LIFELINE=str(os.getpid() + 1))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (7, "told")
    assert time.monotonic() - began < 10


def test_a_process_of_the_web_server_ends_where_the_server_was_killed_before_it_had_begun() -> None:
    code = "import sys; from clearlane.doors.console.web import load; load(int(sys.argv[1]), 'time:sleep')(20)"
    assert run(code, str(os.getpid() + 1)).returncode == -signal.SIGTERM


def launched(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "clearlane.foundation.lifeline.launch", *command]
    return subprocess.run(words, env=os.environ | environment, cwd=ROOT, capture_output=True, text=True, timeout=30)


def test_a_launched_program_takes_the_place_of_its_launcher() -> None:
    done = launched("sh", "-c", "echo $CLEARLANE_LIFELINE; exit 5", CLEARLANE_LIFELINE=str(os.getpid()))
    assert (done.returncode, done.stdout) == (5, "\n")


def test_a_program_whose_parent_is_gone_is_not_begun() -> None:
    done = launched("sh", "-c", "echo begun", CLEARLANE_LIFELINE=str(os.getpid() + 1))
    assert (done.returncode, done.stdout) == (1, "")
    assert "its parent has already ended" in done.stderr


def test_a_program_that_is_not_there_is_an_error() -> None:
    done = launched("/no/such/program", CLEARLANE_LIFELINE=str(os.getpid()))
    assert done.returncode == 1
    assert "FileNotFoundError" in done.stderr


def test_a_log_gets_all_that_is_said_children_included(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_text("before\n")
    done = run(LOGGED, CLEARLANE_LOG=str(log))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert log.read_text() == "before\nsaid\ncomplained\nchild\nnone\n"


def test_a_new_log_is_closed_to_others(tmp_path: Path) -> None:
    run(LOGGED, CLEARLANE_LOG=str(tmp_path / "web.log"))
    assert (tmp_path / "web.log").stat().st_mode & 0o777 == 0o600


def test_without_a_log_one_speaks_to_whoever_listens() -> None:
    assert run(LOGGED).stdout == "said\nchild\nnone\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's own lifeline is Linux's")
def test_a_launched_program_is_told_when_its_parent_is_killed(tmp_path: Path) -> None:
    inner = "trap 'echo told > told; exit' TERM; echo $$ > pid; while :; do sleep 0.1; done"
    outer = f"""
import os, subprocess, sys
os.environ["CLEARLANE_LIFELINE"] = str(os.getpid())
subprocess.run([sys.executable, "-m", "clearlane.foundation.lifeline.launch", "sh", "-c", {inner!r}])
"""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", outer], cwd=tmp_path, env=environment) as parent:
        _wait_for(tmp_path / "pid")
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    _wait_for(tmp_path / "told")
    assert (tmp_path / "told").read_text() == "told\n"


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + 20
    while not path.exists() or not path.read_text():
        assert time.monotonic() < deadline, f"{path.name} is not there"
        time.sleep(0.02)
