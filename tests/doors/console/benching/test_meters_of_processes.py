"""Meters of the house's processes: read from a folder laid out as the kernel lays out its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from clearlane.doors.console.benching import meters as module
from clearlane.doors.console.benching.meters import Meter, meters, used

DATA = Path("/srv/clearlane")
TICKS = os.sysconf("SC_CLK_TCK")
PYTHON = ["/usr/bin/python3", "-m"]


class Machine:
    """Processes as they stand under /proc."""

    def __init__(self, proc: Path) -> None:
        self.proc = proc

    def add(
        self, pid: int, *command: str, parent: int = 1, ticks: tuple[int, ...] = (1, 1, 1, 1),
        peak_kb: int | None = 1024, name: str = "python3",
    ) -> None:  # fmt: skip
        """One process: its command line, its parent, ticks of itself and of its ended children, peak memory."""
        folder = self.proc / str(pid)
        folder.mkdir()
        (folder / "cmdline").write_bytes("".join(f"{word}\0" for word in command).encode())
        fields = ["S", str(parent), *["0"] * 9, *map(str, ticks), *["0"] * 20]
        (folder / "stat").write_text(f"{pid} ({name}) {' '.join(fields)}\n")
        peak = f"VmHWM:\t    {peak_kb} kB\n" if peak_kb is not None else ""
        (folder / "status").write_text(f"Name:\t{name}\nVmPeak:\t  999999 kB\n{peak}VmRSS:\t  512 kB\n")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setattr(module, "PROC", tmp_path)
    (tmp_path / "sys").mkdir()
    (tmp_path / "meminfo").write_text("MemTotal: 1 kB\n")
    return Machine(tmp_path)


def ours(name: str, *more: str, data: Path = DATA) -> list[str]:
    return [*PYTHON, "clearlane", name, *more, "--data", str(data)]


# What a process was called with, and which program it is: "" is none of ours.
CALLED = [
    (ours("worker"), "worker"),
    (ours("web", "--port", "8837"), "web"),
    (ours("serve-sftp", "--port", "8822"), "serve-sftp"),
    (ours("maintain", "seal", "sweep"), "maintain"),
    (ours("bench", "measure", "--claims", "5"), "bench"),
    (ours("worker", data=Path("/srv/other")), ""),
    (ours("worker", data=Path("/srv/clearlane-2")), ""),
    ([*PYTHON, "clearlane_sandbox", "serve", "--data", "/srv/clearlane/sandbox"], "payer"),
    ([*PYTHON, "clearlane_sandbox", "serve", "--data", "/srv/other/sandbox"], ""),
    (["/usr/lib/postgresql/bin/postgres", "-D", "/srv/clearlane/database/cluster"], "database"),
    (["/usr/lib/postgresql/bin/postgres", "-D", "/srv/other/database/cluster"], ""),
    (["vim", "/srv/clearlane/notes"], ""),
    (["bash"], ""),
    ([], ""),
]


@pytest.mark.parametrize(("command", "program"), CALLED)
def test_a_process_is_known_by_its_command_line(machine: Machine, command: list[str], program: str) -> None:
    machine.add(100, *command)
    assert [meter.program for meter in meters(data=DATA).values()] == ([program] if program else [])


def test_children_of_the_server_are_the_database(machine: Machine) -> None:
    machine.add(50, "/opt/bin/postgres", "-D", f"{DATA}/database/cluster")
    machine.add(51, "postgres: checkpointer ", parent=50)
    machine.add(52, "postgres: clearlane_flow clearlane 127.0.0.1(5) idle", parent=50)
    machine.add(60, "/opt/bin/postgres", "-D", "/var/lib/postgresql/15/main")
    machine.add(61, "postgres: checkpointer ", parent=60)
    assert {pid: meter.program for pid, meter in meters(data=DATA).items()} == dict.fromkeys((50, 51, 52), "database")


def test_seconds_are_of_the_process_and_of_its_ended_children(machine: Machine) -> None:
    machine.add(7, *ours("worker"), ticks=(TICKS, 2 * TICKS, 3 * TICKS, TICKS // 2), peak_kb=2048)
    assert meters(data=DATA) == {7: Meter("worker", 6.5, 2.0)}


def test_a_name_with_blanks_and_brackets_moves_no_field(machine: Machine) -> None:
    machine.add(7, *ours("worker"), ticks=(TICKS, 0, 0, 0), name="a) (b 1 2 3")
    assert meters(data=DATA)[7].cpu_s == 1.0


def test_a_process_without_memory_has_no_peak(machine: Machine) -> None:
    machine.add(7, *ours("worker"), peak_kb=None)
    assert meters(data=DATA)[7].peak_rss_mb == 0.0


@pytest.mark.parametrize("gone", ["cmdline", "stat", "status"])
def test_a_process_that_ends_while_it_is_looked_at_is_left_out(machine: Machine, gone: str) -> None:
    machine.add(7, *ours("worker"))
    machine.add(8, *ours("worker"))
    (machine.proc / "7" / gone).unlink()
    assert list(meters(data=DATA)) == [8]


def test_bytes_that_are_no_text_are_no_error(machine: Machine) -> None:
    machine.add(7, *ours("worker"))
    machine.add(9)
    (machine.proc / "9" / "cmdline").write_bytes(b"\xff\xfe\0")
    assert list(meters(data=DATA)) == [7]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the meters are Linux's")
def test_this_very_process_can_be_measured() -> None:
    found = module._meter(os.getpid(), "test")
    assert found.cpu_s > 0
    assert found.peak_rss_mb > 10
    assert module._parent(os.getpid()) == str(os.getppid())


# Readings before and after (program and seconds by process), and what was used between them.
USED: list[tuple[dict[int, tuple[str, float]], dict[int, tuple[str, float]], dict[str, float]]] = [
    ({}, {}, {}),
    ({1: ("web", 1.0)}, {1: ("web", 3.5)}, {"web": 2.5}),
    ({}, {1: ("web", 3.5)}, {"web": 3.5}),
    ({1: ("web", 1.0)}, {}, {}),
    ({1: ("worker", 1.0), 2: ("worker", 2.0)}, {1: ("worker", 2.0), 2: ("worker", 4.0)}, {"worker": 3.0}),
    ({1: ("worker", 9.0)}, {2: ("worker", 4.0)}, {"worker": 4.0}),
    ({1: ("web", 0.0), 2: ("a", 0.0)}, {1: ("web", 0.126), 2: ("a", 0.124)}, {"a": 0.12, "web": 0.13}),
]


@pytest.mark.parametrize(("before", "after", "spent"), USED)
def test_used_is_the_difference_by_program(
    before: dict[int, tuple[str, float]], after: dict[int, tuple[str, float]], spent: dict[str, float]
) -> None:
    first, second = (
        {pid: Meter(program, seconds, 1.0) for pid, (program, seconds) in reading.items()}
        for reading in (before, after)
    )
    found = used(first, second)
    assert found == spent
    assert list(found) == sorted(found)
