"""One file read by two processes: how long it takes beside one, and beside two that share nothing."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from clearlane.doors.console.benching.engine.inputs import TODAY
from clearlane.standards.x12.generate.order import Order
from clearlane.standards.x12.generate.stream_837p import stream_837p

SETS, CLAIMS_A_SET = 100, 1000
_READ = """
import sys, time
from clearlane.standards import x12
def chunks():
    with open(sys.argv[1], "rb") as file:
        yield from iter(lambda: file.read(1 << 20), b"")
if __name__ == "__main__":
    started = time.perf_counter()
    for _ in x12.check(chunks(), jobs=int(sys.argv[2])): pass
    print(time.perf_counter() - started)
"""


def measure_sharing() -> dict[str, float]:
    """Seconds of one process and of two for a file of many sets, their ratio, and that of two that share nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path, program = Path(folder) / "sets.837", Path(folder) / "read.py"
        with path.open("wb") as file:
            file.writelines(_file())
        program.write_text(_READ)
        one, two = (_seconds([_begin(program, path, jobs)]) for jobs in (1, 2))
        apart = _seconds([_begin(program, path, 1), _begin(program, path, 1)])
        size = path.stat().st_size
    return {
        "mb": round(size / 1e6, 1),
        "one_s": round(one, 2),
        "two_s": round(two, 2),
        "ratio": round(one / two, 2),
        "ratio_of_two_apart": round(2 * one / apart, 2),
    }


def _file() -> Iterator[bytes]:
    order = Order(claims=SETS * CLAIMS_A_SET, seed=1, claims_per_set=CLAIMS_A_SET, today=TODAY)
    return (piece for piece, _ in stream_837p(order))


def _begin(program: Path, path: Path, jobs: int) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, str(program), str(path), str(jobs)], stdout=subprocess.PIPE, text=True)


def _seconds(begun: list[subprocess.Popen[str]]) -> float:
    """The longest of them, as each says itself. Raises CalledProcessError where one fails."""
    told = []
    for process in begun:
        told.append(process.communicate()[0])
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, process.args)
    return max(map(float, told))
