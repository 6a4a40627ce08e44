"""The programs of a house, in the order of their start."""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from clearlane.config.environment import text
from clearlane.doors.console.house.ports import Ports, answers, serves_web
from clearlane.foundation.durable.files import write_file
from clearlane.foundation.postgres.layout import Layout
from clearlane.foundation.postgres.start import is_ready
from clearlane.foundation.supervisor.program import Program

DATABASE_GRACE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What `up` was asked for; ``clocked``: whether house and sandbox payers read a test clock."""

    layout: Layout
    ports: Ports
    workers: int
    demo: bool = False
    clocked: bool = True

    @property
    def clock(self) -> Path:
        """The test clock that the demo's house and its sandbox payers both read; no such file means real time."""
        return Path(text("CLEARLANE_TEST_CLOCK") or self.layout.data / "test-clock")


def usual_workers() -> int:
    """One more than there are processors, since a worker waits for the database a good part of its time; at most 9."""
    return min(os.cpu_count() or 1, 8) + 1


def origin_of(ports: Ports) -> str:
    """Under what address people reach the portal: as it was said, else this machine's own name."""
    return text("CLEARLANE_ORIGIN", f"http://localhost:{ports.web}").rstrip("/")


def programs(plan: Plan) -> list[Program]:
    """Database first, where it is the house's own; then the sandbox payers, doors and workers."""
    doors = [
        _ours(plan, "web", "--port", str(plan.ports.web), ready=partial(serves_web, plan.ports.web)),
        _ours(plan, "serve-sftp", "--port", str(plan.ports.sftp), ready=partial(answers, plan.ports.sftp)),
    ]
    kept = [
        _ours(plan, "maintain", "seal", "sweep"),
        _ours(plan, "maintain", "partitions", "sweep-ended", "end-entries", "tell-signed"),
        _ours(plan, "maintain", "send-mail", "forget-mail", "fold", "tell-let-in"),
    ]
    return [*_database(plan), *_sandbox(plan), *_workers(plan), *doors, *kept, *_mail_page(plan), *_console(plan)]


def demo(plan: Plan, *, files: Path | None, once: bool) -> Program:
    """The program that sends claims through the house; it talks on the terminal."""
    options = [*(["--files", str(files.absolute())] if files else []), *(["--once"] if once else [])]
    return _ours(plan, "demo", *options)


def bench(plan: Plan, *, what: str, claims: int, tenants: int, times: int, as_json: bool) -> Program:
    """The program that measures in this house (``what`` it is called); it talks on the terminal."""
    options = ["--claims", str(claims), "--tenants", str(tenants), "--times", str(times)]
    return _ours(plan, "bench", what, *options, *(["--json"] if as_json else []))


def screenshots(plan: Plan, *, to: Path, only: str, as_json: bool) -> Program:
    """The program that takes pictures of this house; it talks on the terminal."""
    command = (sys.executable, "-m", "clearlane", "screenshots", "--to", str(to), "--only", only)
    asked = ("--within", str(plan.layout.data), *(["--json"] if as_json else []))
    return Program("screenshots", (*command, *asked), _environment(plan))


def _database(plan: Plan) -> list[Program]:
    if not plan.ports.database:
        return []
    command = _command(plan, "database", "run", "--port", str(plan.ports.database))
    ready = partial(is_ready, plan.layout)
    return [Program("database", command, is_ready=ready, grace_seconds=DATABASE_GRACE_SECONDS)]


def _sandbox(plan: Plan) -> list[Program]:
    if not plan.ports.sandbox:
        return []
    place = plan.layout.data / "sandbox"
    options = ["--data", str(place), "--port", str(plan.ports.sandbox)]
    options += ["--clock", str(plan.clock)] if plan.demo or text("CLEARLANE_TEST_CLOCK") else []
    if (place / "profiles").is_dir():
        options += ["--profiles", str(place / "profiles")]
    serve = (sys.executable, "-m", "clearlane_sandbox", "serve", *options)
    launched = (sys.executable, "-m", "clearlane.foundation.lifeline.launch", *serve)
    return [Program("sandbox", launched, is_ready=partial(answers, plan.ports.sandbox))]


def _mail_page(plan: Plan) -> list[Program]:
    """Where mails are shown and not sent."""
    if not plan.ports.mail:
        return []
    return [_ours(plan, "mail-page", "--port", str(plan.ports.mail), ready=partial(answers, plan.ports.mail))]


def _console(plan: Plan) -> list[Program]:
    """Where operators work."""
    if not plan.ports.console:
        return []
    return [_ours(plan, "console", "--port", str(plan.ports.console), ready=partial(serves_web, plan.ports.console))]


def _workers(plan: Plan) -> list[Program]:
    """Each has a name that outlives its process, so that the next one frees what it had begun."""
    house = _name_of(plan.layout.data)
    names = [f"worker-{number}" for number in range(1, plan.workers + 1)]
    return [
        Program(name, _command(plan, "worker"), _environment(plan) | {"CLEARLANE_WORKER": f"{house}-{name}"})
        for name in names
    ]


def _ours(plan: Plan, name: str, *arguments: str, ready: partial[bool] | None = None) -> Program:
    label = {"serve-sftp": "sftp", "mail-page": "mail", "maintain": arguments[0] if arguments else ""}.get(name, name)
    return Program(label, _command(plan, name, *arguments), _environment(plan), is_ready=ready)


def _command(plan: Plan, name: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "clearlane", name, *arguments, "--data", str(plan.layout.data))


def _environment(plan: Plan) -> dict[str, str]:
    given = {
        "CLEARLANE_DATA": str(plan.layout.data),
        "CLEARLANE_ORIGIN": origin_of(plan.ports),
        "PYTHONUNBUFFERED": "1",
    }
    if plan.ports.console:
        given["CLEARLANE_CONSOLE_ORIGIN"] = text("CLEARLANE_CONSOLE_ORIGIN", f"http://localhost:{plan.ports.console}")
    return given | ({"CLEARLANE_TEST_CLOCK": str(plan.clock)} if plan.demo and plan.clocked else {})


def _name_of(data: Path) -> str:
    """A name for this data folder that no other has, on whatever machine; made once."""
    path = data / "name"
    if not path.is_file():
        write_file(path, [f"{os.uname().nodename}-{secrets.token_hex(4)}\n".encode()])
    return path.read_text(encoding="utf-8").strip()
