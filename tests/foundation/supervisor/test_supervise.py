"""The supervisor, with small programs."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from clearlane.foundation.supervisor.cut_logs import cut_logs

HOUSE = """
import sys
from pathlib import Path
from clearlane.foundation.supervisor.program import Program
from clearlane.foundation.supervisor.supervise import House, supervise
folder = Path(sys.argv[1])
def python(name, code, **more):
    launched = (sys.executable, "-m", "clearlane.foundation.lifeline.launch", sys.executable, "-c", code)
    return Program(name, launched, **more)
{programs}
sys.exit(supervise(House(programs, folder / "log", lambda: print("up", flush=True), {rest})))
"""
SLEEPS = "programs = [python('one', 'import time; time.sleep(600)'), python('two', 'import time; time.sleep(600)')]"


def _run(folder: Path, programs: str = SLEEPS, rest: str = "None") -> tuple[int, str]:
    """Run a house of small programs to its end, stopping it with SIGINT when it is up and has no finale."""
    import subprocess

    code = HOUSE.format(programs=programs, rest=rest)
    command = [sys.executable, "-X", "faulthandler", "-c", code, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        timer = threading.Timer(30, running.send_signal, [signal.SIGABRT])
        timer.start()
        assert running.stdout
        said = running.stdout.readline()
        if rest == "None":
            running.send_signal(signal.SIGINT)
        said += running.stdout.read()
        timer.cancel()
        return running.wait(), said


def test_supervise_ends_with_0_when_told_to_stop(tmp_path: Path) -> None:
    assert _run(tmp_path) == (0, "up\n")


def test_supervise_gives_the_exit_code_of_its_finale(tmp_path: Path) -> None:
    code, said = _run(tmp_path, rest="python('end', 'print(7); raise SystemExit(7)'), True")
    assert (code, said) == (7, "up\n7\n")


def test_a_finale_that_is_killed_has_failed(tmp_path: Path) -> None:
    code, _ = _run(tmp_path, rest="python('end', 'import os; os.kill(os.getpid(), 9)'), True")
    assert code == 137


def test_a_program_starts_when_the_one_before_is_ready(tmp_path: Path) -> None:
    (tmp_path / "first.py").write_text("import sys, time; time.sleep(1); open(sys.argv[1], 'w'); time.sleep(600)")
    (tmp_path / "second.py").write_text(
        "import os, sys, time\nopen(sys.argv[1] + str(os.path.exists(sys.argv[1])), 'w')\ntime.sleep(600)"
    )
    programs = (
        "def script(name): return (*python(name, '').command[:4], str(folder / name), str(folder / 'mark'))\n"
        "programs = [Program('one', script('first.py'), is_ready=(folder / 'mark').exists),"
        " Program('two', script('second.py'), is_ready=(folder / 'markTrue').exists)]"
    )
    assert _run(tmp_path, programs=programs) == (0, "up\n")


def test_a_program_writes_to_its_log(tmp_path: Path) -> None:
    written = "(lambda: any('hello' in path.read_text() for path in (folder / 'log').glob('one.log')))"
    code = "import time; print(\\'hello\\', flush=True); time.sleep(600)"
    programs = f"programs = [python('one', '{code}', is_ready={written})]"
    assert _run(tmp_path, programs=programs) == (0, "up\n")


def test_cut_logs_keeps_the_last_copies_and_the_file_itself(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    with log.open("ab") as writer:
        for round_number in range(5):
            writer.write(b"%d" % round_number * 100)
            writer.flush()
            assert cut_logs(tmp_path, most=50) == ["web.log"]
        writer.write(b"after")
    assert log.read_bytes() == b"after"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["web.log", "web.log.1", "web.log.2", "web.log.3"]
    assert (tmp_path / "web.log.1").read_bytes() == b"4" * 100


def test_cut_logs_leaves_short_ones(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_bytes(b"short")
    assert cut_logs(tmp_path) == []


@pytest.mark.parametrize("module", ["hold", "launch"])
def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path, module: str) -> None:
    if module == "launch" and not sys.platform.startswith("linux"):
        pytest.skip("the kernel does this on Linux only")
    told = tmp_path / "pid"
    body = f"import os, time; open({str(told)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    if module == "hold":
        body = f"from clearlane.foundation.lifeline.hold import hold; hold(); {body}"
    words = [sys.executable, "-c", body]
    if module == "launch":
        words = [sys.executable, "-m", "clearlane.foundation.lifeline.launch", *words]
    parent = os.fork()
    if parent == 0:
        os.environ["CLEARLANE_LIFELINE"] = str(os.getpid())
        os.spawnv(os.P_NOWAIT, words[0], words)
        time.sleep(600)
        os._exit(0)
    _wait(told.exists)
    _wait(lambda: bool(told.read_text()))
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    _wait(lambda: not _is_alive(int(told.read_text())))


def _wait(happened: object) -> None:
    deadline = time.monotonic() + 20
    while not happened():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _is_alive(pid: int) -> bool:
    import psutil

    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
