"""``clearlane bench x12``: the figures of the X12 engine as one document."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clearlane.doors.console.benching.engine.inputs import DIFFERENT, ELEMENT, STRUCTURAL, clean, paid, with_faults
from clearlane.doors.console.benching.engine.peers import Peer, pyx12_peer
from clearlane.doors.console.benching.engine.sharing import measure_sharing
from clearlane.standards import x12
from clearlane.standards.x12.repair import forget
from clearlane.standards.x12.walk import Walk

TIMES = 5
AT = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
SIZES_MB = (1, 16)
Row = dict[str, Any]


def measure_engine(*, claims: int, megabytes: int, progress: Callable[[str], None]) -> dict[str, Any]:
    """All figures. megabytes: of the largest file whose memory is measured.

    Times are CPU seconds, the least of five before the peer's run and five behind it; ratios are of one machine.
    """
    peer = pyx12_peer()
    data = clean(claims)
    different = with_faults(data, lambda number: DIFFERENT[number % len(DIFFERENT)])
    kinds = {
        "837P clean": data,
        "835 clean": paid(claims),
        "837P, a wrong code in each claim": with_faults(data, lambda number: ELEMENT),
        "837P, the same wrong segment in each claim": with_faults(data, lambda number: STRUCTURAL),
        "837P, another fault of structure in each claim": different,
    }
    idle = {"837P": peer(clean(1)), "835 ": peer(paid(1))} if peer is not None else {}
    rows = []
    for name, content in kinds.items():
        progress(name)
        rows.append(_row(name, content, claims, peer, idle.get(name[:4], 0.0)))
    progress("memory")
    memory = {f"{size} MB": _memory(size) for size in (*SIZES_MB, megabytes)}
    progress("two processes on one file")
    sharing = measure_sharing()
    progress("start")
    ratios = [row["ratio"] for row in rows]
    return {
        "claims": claims,
        "ratio_to_pyx12": {"837P": ratios[0], "835": ratios[1]},
        "ratio_error_element": ratios[2],
        "ratio_error_structural": {"same": ratios[3], "different": ratios[4]},
        "hit_rate_block": _hit_rate(data),
        "rss_mb": memory,
        "start_ms": _start_ms(),
        "two_cores": sharing,
        "rows": rows,
    }


def _row(name: str, content: bytes, claims: int, peer: Peer | None, idle: float) -> Row:
    before = _least_of_ours(content)
    theirs = peer(content) if peer is not None else None
    ours = min(before, _least_of_ours(content))  # a busy neighbour may be there for one of the two alone
    return {
        "what": name,
        "claims": claims,
        "segments": content.count(b"~"),
        "bytes": len(content),
        "ours_s": round(ours, 4),
        "pyx12_s": round(theirs, 3) if theirs is not None else None,
        "claims_a_second": round(claims / ours),
        "ratio": round(theirs / ours, 1) if theirs is not None else None,
        "ratio_without_its_start": round((theirs - idle) / ours, 1) if theirs is not None else None,
        "produced": "findings, claim spans, verdicts, a 999",
    }


def _least_of_ours(content: bytes) -> float:
    return min(_ours(content) for _ in range(TIMES))


def _ours(content: bytes) -> float:
    """Check, keep findings and claim spans, and write the 999; no repair is known from an earlier reading."""
    forget()
    started = time.process_time()
    report = x12.report([content])
    for interchange in report.interchanges:
        x12.acknowledge(interchange, control=1, at=AT)
    return time.process_time() - started


@contextmanager
def _counting() -> Iterator[list[int]]:
    """How many segments are taken in whole loops, while this is open."""
    plain, taken = Walk.leap, [0]

    def leap(self: Walk, *args: Any) -> int:
        end = plain(self, *args)
        taken[0] += self.number + 1 - args[2] if end > args[1] else 0
        return end

    Walk.leap = leap  # type: ignore[method-assign, assignment]
    try:
        yield taken
    finally:
        Walk.leap = plain  # type: ignore[method-assign]


def _hit_rate(content: bytes) -> float:
    """The share of segments that whole-loop patterns have taken; those learn while the first claims are walked."""
    with _counting() as taken:
        for _ in x12.check([content]):
            pass
    return round(taken[0] / content.count(b"~"), 4)


def _memory(size: int) -> float:
    """The peak of a process that checks a file of so many MB, as one set.

    From `/proc`: what `getrusage` tells of a child begins with the size of its parent.
    """
    code = (
        "from clearlane.doors.console.benching.engine.inputs import clean, endless\n"
        "from clearlane.standards import x12\n"
        f"for _ in x12.check(endless(clean(1000), {size} << 20)): pass\n"
        "print(next(one for one in open('/proc/self/status') if one.startswith('VmHWM')).split()[1])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return round(int(done.stdout) / 1024, 1)


def _start_ms() -> dict[str, float]:
    """The installed command, less what bare Python takes."""
    command = Path(sysconfig.get_path("scripts")) / "clearlane"
    bare = _least([sys.executable, "-I", "-c", "pass"])
    helped = _least([str(command), "x12", "--help"])
    return {"command": round(helped, 1), "python": round(bare, 1), "more": round(helped - bare, 1)}


def _least(command: list[str]) -> float:
    """Milliseconds of CPU of a command, the least of five."""
    return min(_cpu_ms(command) for _ in range(TIMES))


def _cpu_ms(command: list[str]) -> float:
    compiles = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as pip does
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=compiles)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return (used.ru_utime + used.ru_stime) * 1000
