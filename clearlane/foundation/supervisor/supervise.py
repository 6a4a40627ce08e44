"""Start programs, start those anew that end, and stop all in order; by the library circus."""

from __future__ import annotations

import asyncio
import logging
import os
import shlex
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from circus.arbiter import Arbiter
from circus.watcher import Watcher
from tornado.ioloop import IOLoop

from clearlane.foundation.lifeline.hold import PARENT
from clearlane.foundation.lifeline.write_log import LOG
from clearlane.foundation.supervisor.cut_logs import cut_logs
from clearlane.foundation.supervisor.program import Program

_CHECK_SECONDS = 0.5
_CUT_SECONDS = 60.0
_GONE_LOOKS = 6
_PATIENCE_SECONDS = 180.0


class ProgramNotReady(RuntimeError):
    """A program was started and did not become ready in time. Its log, named in the message, says why."""


@dataclass(frozen=True, slots=True)
class House:
    """What to run: the programs in the order of their start, what to say when all are ready, and a finale.

    The finale runs once, on the terminal, when all are ready; with ``ends_with_finale`` its end stops the house.
    ``say_stopping`` is heard as soon as somebody asks it to stop: the programs finish what they are at first.
    """

    programs: Sequence[Program]
    logs: Path
    say: Callable[[], None]
    finale: Program | None = None
    ends_with_finale: bool = False
    say_stopping: Callable[[], None] = lambda: None


def supervise(house: House) -> int:
    """Run the house until SIGINT or SIGTERM, or to the end of its finale; the exit code is 0, or the finale's (1 where
    it was cut short).

    A program that ends is started anew within a second. Programs find this process's id in ``CLEARLANE_LIFELINE``, to
    end with it, and their log's name in ``CLEARLANE_LOG``. Raises ProgramNotReady, after all were stopped.
    """
    house.logs.mkdir(mode=0o700, exist_ok=True)
    _log_to(house.logs / "supervisor.log")
    return asyncio.run(_run(house))


async def _run(house: House) -> int:
    watchers = [_watcher(Watcher, program, house.logs) for program in house.programs]
    finale = _watcher(_Finale, house.finale, None) if house.finale else None
    arbiter = _arbiter([*watchers, *([finale] if finale is not None else [])])
    asked = _stop_on_signals(house.say_stopping)
    await arbiter.start()
    cutting = asyncio.create_task(_cut(house.logs))
    try:
        return await _serve(house, watchers, finale, asked)
    finally:
        cutting.cancel()
        await _stop([*watchers, *([finale] if finale is not None else [])])
        arbiter.stop_controller_and_close_sockets()


async def _serve(house: House, watchers: list[Any], finale: _Finale | None, asked: asyncio.Event) -> int:
    await watchers[0]._start()
    await _until_ready(house.programs[0], house.logs, asked)
    for watcher in watchers[1:] if not asked.is_set() else []:
        await watcher._start()
    for program in house.programs[1:]:
        await _until_ready(program, house.logs, asked)
    if asked.is_set():
        return 0
    house.say()
    if finale is None:
        await asked.wait()
        return 0
    await finale._start()
    await asyncio.wait(
        [asyncio.create_task(asked.wait()), asyncio.create_task(finale.until_ended())],
        return_when=asyncio.FIRST_COMPLETED,
    )
    if house.ends_with_finale:
        return finale.exit_code
    await asked.wait()
    return 0


async def _cut(logs: Path) -> None:
    while True:
        cut_logs(logs)
        await asyncio.sleep(_CUT_SECONDS)


async def _until_ready(program: Program, logs: Path, asked: asyncio.Event) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while program.is_ready is not None and not asked.is_set():
        if await asyncio.to_thread(program.is_ready):
            return
        if time.monotonic() > deadline:
            raise ProgramNotReady(f"{program.name} is not ready; see {logs / program.name}.log")
        await asyncio.sleep(0.1)


async def _stop(watchers: list[Any]) -> None:
    """Stop all but the first together, and the first, on which the others lean, when they have ended."""
    await asyncio.gather(*(watcher._stop(True) for watcher in watchers[1:]))
    await watchers[0]._stop(True)


class _Finale(Watcher):  # type: ignore[misc]
    """A program that runs once; the arbiter's look-out for dead children gives its exit code."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.exit_code = 1
        self.ended = asyncio.Event()

    async def until_ended(self) -> None:
        """Wait for its end; one that is gone without having been collected has failed."""
        gone = 0
        while not self.ended.is_set() and gone < _GONE_LOOKS:
            await asyncio.sleep(_CHECK_SECONDS)
            gone = 0 if any(map(psutil.pid_exists, self.processes)) else gone + 1

    async def manage_processes(self) -> None:
        """Nothing is started anew."""

    def reap_process(self, pid: int, status: int | None = None) -> None:
        """Remember how it ended."""
        if status is not None:
            code = os.waitstatus_to_exitcode(status)
            self.exit_code = code if code >= 0 else 128 - code
        self.ended.set()
        super().reap_process(pid, status)


def _watcher(kind: type[Any], program: Program, logs: Path | None) -> Any:
    """A watcher of one process, in a session of its own, which writes to a log where a folder of logs is given.

    (The library can read what its processes say and write it itself; killed processes can make it wait for ever then.)
    """
    log = {LOG: str(logs / f"{program.name}.log")} if logs is not None else {}
    return kind(
        program.name,
        shlex.quote(program.command[0]),
        args=list(program.command[1:]),
        copy_env=True,
        env={**program.environment, **log, PARENT: str(os.getpid())},
        graceful_timeout=program.grace_seconds,
        max_retry=-1,
        autostart=False,
        loop=IOLoop.current(),
    )


def _arbiter(watchers: list[Any]) -> Any:
    """An arbiter that nobody can talk to from outside: its two sockets are inside this process."""
    names = [f"inproc://clearlane-{what}" for what in ("control", "events")]
    return Arbiter(watchers, *names, check_delay=_CHECK_SECONDS, loop=IOLoop.current(), proc_name="clearlane up")


def _stop_on_signals(say: Callable[[], None]) -> asyncio.Event:
    asked = asyncio.Event()

    def stop() -> None:
        if not asked.is_set():
            asked.set()
            say()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    return asked


def _log_to(path: Path) -> None:
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log = logging.getLogger("circus")
    log.handlers = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False
