"""Meters of the house's processes, read from the operating system (Linux); elsewhere they say nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Meter:
    """One process: which program it is, seconds of processor so far (its ended children's too), peak memory in MB."""

    program: str
    cpu_s: float
    peak_rss_mb: float


def meters(*, data: Path) -> dict[int, Meter]:
    """The processes that work on this data folder, by id."""
    return dict(_read(data))


def used(before: dict[int, Meter], after: dict[int, Meter]) -> dict[str, float]:
    """Seconds of processor by program between two readings; a process that ended between them is not counted."""
    spent: dict[str, float] = {}
    for pid, meter in after.items():
        earlier = before[pid].cpu_s if pid in before else 0.0
        spent[meter.program] = spent.get(meter.program, 0.0) + meter.cpu_s - earlier
    return {program: round(seconds, 2) for program, seconds in sorted(spent.items())}


def _read(data: Path) -> Iterator[tuple[int, Meter]]:
    """Our programs name the folder in their command line; the server's processes are children of one that does."""
    servers = {str(pid) for pid, words in _commands() if _is_server(words, data)}
    for pid, words in _commands():
        try:
            if (program := _program(words, data)) or _parent(pid) in servers or str(pid) in servers:
                yield pid, _meter(pid, program or "database")
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue


def _commands() -> Iterator[tuple[int, list[str]]]:
    for path in PROC.glob("[0-9]*/cmdline"):
        try:
            yield int(path.parent.name), path.read_bytes().decode("utf-8", "replace").split("\0")
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue


def _is_server(words: list[str], data: Path) -> bool:
    return words[0].endswith("postgres") and any(word.startswith(str(data)) for word in words)


def _program(words: list[str], data: Path) -> str:
    """The name of our program, empty for others."""
    if "clearlane_sandbox" in words and any(word.startswith(str(data)) for word in words):
        return "payer"
    if "clearlane" in words and str(data) in words:
        return words[words.index("clearlane") + 1]
    return ""


def _parent(pid: int) -> str:
    return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[1]


def _meter(pid: int, program: str) -> Meter:
    fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    status = (PROC / str(pid) / "status").read_text()
    peak = next((line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")), "0")
    return Meter(program, sum(map(int, fields[11:15])) / _TICKS, int(peak) / 1024)
