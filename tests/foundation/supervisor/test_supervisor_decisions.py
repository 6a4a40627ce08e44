"""What the supervisor decides: when a program is ready, in which order all stop, and how a finale has ended."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from circus.watcher import Watcher

from clearlane.foundation.lifeline.hold import PARENT
from clearlane.foundation.lifeline.write_log import LOG
from clearlane.foundation.supervisor import supervise as module
from clearlane.foundation.supervisor.program import Program
from clearlane.foundation.supervisor.supervise import ProgramNotReady

Found = TypeVar("Found")
TRUE = ("true",)


def in_a_loop(work: Callable[[], Awaitable[Found]]) -> Found:
    """Run in a loop of its own: the library's watchers want one that runs."""

    async def run() -> Found:
        return await work()

    return asyncio.run(run())


def answering(*answers: bool) -> Callable[[], bool]:
    """A question that is answered so, in turn."""
    waiting = list(answers)
    return lambda: waiting.pop(0)


def until_ready(program: Program, *, asked: bool = False) -> None:
    async def run() -> None:
        event = asyncio.Event()
        if asked:
            event.set()
        await module._until_ready(program, Path("/var/log/house"), event)

    asyncio.run(run())


def test_a_program_that_is_not_asked_is_ready_at_once() -> None:
    until_ready(Program("web", TRUE))


def test_a_program_is_asked_until_it_says_yes_and_not_once_more() -> None:
    until_ready(Program("web", TRUE, is_ready=answering(False, False, True)))


def test_nobody_is_asked_once_the_house_is_to_stop() -> None:
    until_ready(Program("web", TRUE, is_ready=answering()), asked=True)


def test_a_program_that_is_never_ready_is_named_with_its_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE_SECONDS", 0.05)
    with pytest.raises(ProgramNotReady, match=r"web is not ready; see /var/log/house/web\.log"):
        until_ready(Program("web", TRUE, is_ready=lambda: False))


class Stopping:
    """Something that takes a few turns of the loop to stop, and writes down when it began and when it had ended."""

    def __init__(self, name: str, turns: int, told: list[str]) -> None:
        self.name, self.turns, self.told = name, turns, told

    async def _stop(self, close_output_streams: bool) -> None:
        self.told.append(f"{self.name} begins")
        for _ in range(self.turns):
            await asyncio.sleep(0)
        self.told.append(f"{self.name} ended")


def test_the_first_stops_when_all_others_have_ended() -> None:
    told: list[str] = []
    watchers = [Stopping("database", 1, told), Stopping("web", 5, told), Stopping("worker", 2, told)]
    asyncio.run(module._stop(watchers))
    assert told[:2] == ["web begins", "worker begins"]
    assert sorted(told[2:4]) == ["web ended", "worker ended"]
    assert told[4:] == ["database begins", "database ended"]


def test_a_house_of_one_program_stops_it() -> None:
    told: list[str] = []
    asyncio.run(module._stop([Stopping("database", 1, told)]))
    assert told == ["database begins", "database ended"]


def watcher(program: Program, logs: Path | None, kind: type[Any] = Watcher) -> Any:
    async def make() -> Any:
        return module._watcher(kind, program, logs)

    return in_a_loop(make)


def test_a_program_is_told_whose_child_it_is_and_where_its_log_lies(tmp_path: Path) -> None:
    made = watcher(Program("web", ("python", "-m", "x"), {"CLEARLANE_DATA": "/d"}, grace_seconds=7.0), tmp_path)
    assert (made.name, made.cmd, made.args) == ("web", "python", ["-m", "x"])
    given = {name: made.env[name] for name in (PARENT, LOG, "CLEARLANE_DATA")}
    assert given == {PARENT: str(os.getpid()), LOG: str(tmp_path / "web.log"), "CLEARLANE_DATA": "/d"}
    assert made.graceful_timeout == 7.0
    assert made.max_retry == -1
    assert made.autostart is False


def test_a_finale_speaks_on_the_terminal_and_has_no_log() -> None:
    assert LOG not in watcher(Program("demo", TRUE), None).env


def test_a_path_with_blanks_stays_one_word() -> None:
    assert watcher(Program("web", ("/opt/my python/bin/python",)), None).cmd == "'/opt/my python/bin/python'"


def test_what_a_program_is_given_comes_over_what_its_parent_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARLANE_DATA", "/outer")
    monkeypatch.setenv("KEPT_FROM_OUTSIDE", "yes")
    made = watcher(Program("web", TRUE, {"CLEARLANE_DATA": "/inner"}), None)
    assert (made.env["CLEARLANE_DATA"], made.env["KEPT_FROM_OUTSIDE"]) == ("/inner", "yes")


# How a finale ended, by what the kernel told; and the code with which the house ends.
ENDS = [
    ("raise SystemExit(0)", 0),
    ("raise SystemExit(1)", 1),
    ("raise SystemExit(7)", 7),
    ("raise SystemExit(255)", 255),
    ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 128 + 9),
    ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", 128 + 15),
]


@pytest.mark.parametrize(("code", "expected"), ENDS)
def test_the_code_of_a_finale_is_that_of_its_process(code: str, expected: int) -> None:
    child = subprocess.Popen([sys.executable, "-S", "-c", code])
    _, status = os.waitpid(child.pid, 0)
    child.returncode = status
    finale = watcher(Program("demo", TRUE), None, module._Finale)
    assert finale.exit_code == 1
    finale.reap_process(child.pid, status)
    assert finale.exit_code == expected
    assert finale.ended.is_set()


def test_a_finale_whose_end_nobody_saw_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHECK_SECONDS", 0.001)

    async def run() -> int:
        finale = module._watcher(module._Finale, Program("demo", TRUE), None)
        await finale.until_ended()
        return int(finale.exit_code)

    assert asyncio.run(run()) == 1


def test_a_finale_that_lives_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHECK_SECONDS", 0.001)

    async def run() -> bool:
        finale = module._watcher(module._Finale, Program("demo", TRUE), None)
        finale.processes[os.getpid()] = object()
        waiting = asyncio.create_task(finale.until_ended())
        await asyncio.wait([waiting], timeout=0.1)
        still_waits = not waiting.done()
        finale.ended.set()
        await waiting
        return still_waits

    assert asyncio.run(run())


def test_a_finale_is_not_started_anew() -> None:
    async def run() -> int:
        finale = module._watcher(module._Finale, Program("demo", TRUE), None)
        await finale.manage_processes()
        return len(finale.processes)

    assert asyncio.run(run()) == 0


STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture
def handlers() -> Iterator[None]:
    """What this process does at a signal is as it was, afterwards."""
    before = {each: signal.getsignal(each) for each in STOPS}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


@pytest.mark.parametrize("number", STOPS)
def test_three_signals_ask_the_house_to_stop(number: signal.Signals, handlers: None) -> None:
    async def run() -> bool:
        asked = module._stop_on_signals(lambda: None)
        before = asked.is_set()
        os.kill(os.getpid(), number)
        await asyncio.wait_for(asked.wait(), 5)
        return not before and asked.is_set()

    assert asyncio.run(run())


@pytest.fixture
def quiet() -> Iterator[logging.Logger]:
    """The library's log as it was, afterwards."""
    log = logging.getLogger("circus")
    before = (log.handlers, log.level, log.propagate)
    yield log
    for handler in log.handlers:
        handler.close()
    log.handlers, level, log.propagate = before
    log.setLevel(level)


def test_what_the_library_says_goes_to_a_log_of_its_own(tmp_path: Path, quiet: logging.Logger) -> None:
    module._log_to(tmp_path / "supervisor.log")
    quiet.info("web started")
    quiet.debug("looked")
    said = (tmp_path / "supervisor.log").read_text()
    assert said.endswith(" INFO web started\n")
    assert "looked" not in said
    assert quiet.propagate is False


def test_logs_are_cut_while_the_house_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Path] = []
    monkeypatch.setattr(module, "_CUT_SECONDS", 0.001)

    async def run() -> None:
        thrice = asyncio.Event()

        def look(folder: Path) -> None:
            looked.append(folder)
            if len(looked) == 3:
                thrice.set()

        monkeypatch.setattr(module, "cut_logs", look)
        cutting = asyncio.create_task(module._cut(tmp_path))
        await asyncio.wait_for(thrice.wait(), 5)
        cutting.cancel()

    asyncio.run(run())
    assert set(looked) == {tmp_path}


def test_who_asks_it_to_stop_is_answered_at_once_and_once() -> None:
    said: list[str] = []

    async def heard() -> bool:
        asked = module._stop_on_signals(lambda: said.append("stopping"))
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.wait_for(asked.wait(), timeout=5)
            await asyncio.sleep(0)
        return asked.is_set()

    assert asyncio.run(heard())
    assert said == ["stopping"]
