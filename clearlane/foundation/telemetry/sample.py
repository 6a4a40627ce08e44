"""Say where a process spends its time: a thread looks at the others' stacks, many times a second."""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from clearlane.foundation.durable.files import write_file

EVERY_SECONDS = 0.005
ROWS = 60
_IDLE = frozenset({"select", "wait", "_worker", "accept", "_watch"})
"""Innermost functions of a thread that waits for something to do."""


@contextmanager
def sampled(report: Path) -> Iterator[None]:
    """Sample while the block runs, then write the report: functions by share of the samples, their callees included."""
    stop, within, alone = threading.Event(), Counter[str](), Counter[str]()
    looker = threading.Thread(target=_look, args=(stop, within, alone), name="sampler", daemon=True)
    looker.start()
    try:
        yield
    finally:
        stop.set()
        looker.join()
        report.parent.mkdir(parents=True, exist_ok=True)
        write_file(report, [_written(within, alone).encode()])


def _look(stop: threading.Event, within: Counter[str], alone: Counter[str]) -> None:
    own = threading.get_ident()
    while not stop.wait(EVERY_SECONDS):
        for thread, frame in sys._current_frames().items():
            if thread != own and frame.f_code.co_name not in _IDLE:
                stack = list(_places(frame))
                alone[stack[0]] += 1
                within.update(set(stack))


def _places(frame: FrameType | None) -> Iterator[str]:
    while frame is not None:
        path = "/".join(frame.f_code.co_filename.split("/")[-3:])
        yield f"{path} {frame.f_code.co_name}"
        frame = frame.f_back


def _written(within: Counter[str], alone: Counter[str]) -> str:
    total = sum(alone.values()) or 1
    lines = [f"{total} samples; share with callees, share alone"]
    lines += [f"{n / total:7.1%} {alone[place] / total:7.1%}  {place}" for place, n in within.most_common(ROWS)]
    lines += ["alone"] + [f"{'':7} {n / total:7.1%}  {place}" for place, n in alone.most_common(ROWS // 2)]
    return "\n".join(lines) + "\n"
