"""What each step took, added up from the lines that the workers log for every chunk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypedDict


class Stage(TypedDict):
    """One step: chunks and things done, seconds of wall clock and of processor, and ms of processor a claim."""

    chunks: int
    things: int
    wall_s: float
    cpu_s: float
    ms_per_claim: float


def stages(*, logs: Path, claims: int) -> dict[str, Stage]:
    """By step, in the order in which they first ended."""
    sums: dict[str, Stage] = {}
    lines = sorted(
        (line for path in sorted(logs.glob("worker-*.log*")) for line in _done(path)), key=lambda line: str(line["at"])
    )
    for line in lines:
        stage = sums.setdefault(line["step"], Stage(chunks=0, things=0, wall_s=0.0, cpu_s=0.0, ms_per_claim=0.0))
        stage["chunks"] += 1
        stage["things"] += line["things"]
        stage["wall_s"] += line["wall_ms"] / 1000
        stage["cpu_s"] += line["cpu_ms"] / 1000
    return {step: _rounded(stage, claims) for step, stage in sums.items()}


def _rounded(stage: Stage, claims: int) -> Stage:
    return Stage(
        chunks=stage["chunks"],
        things=stage["things"],
        wall_s=round(stage["wall_s"], 3),
        cpu_s=round(stage["cpu_s"], 3),
        ms_per_claim=round(stage["cpu_s"] * 1000 / claims, 3),
    )


def _done(path: Path) -> Iterator[dict[str, Any]]:
    return _parsed(line for line in path.read_text(encoding="utf-8").splitlines() if '"step done"' in line)


def _parsed(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        try:
            yield json.loads(line)
        except json.JSONDecodeError:
            continue
