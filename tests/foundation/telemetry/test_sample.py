"""Where a process spends its time: a report of functions, with what they call and without."""

from __future__ import annotations

import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from clearlane.foundation.telemetry.sample import _written, sampled


def busy_for(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        sum(range(500))


def test_a_report_names_what_was_busy(tmp_path: Path) -> None:
    with sampled(tmp_path / "deep" / "report.txt"):
        busy_for(0.3)
    report = (tmp_path / "deep" / "report.txt").read_text()
    assert "foundation/telemetry/test_sample.py busy_for" in report
    assert int(report.split()[0]) > 3


def test_a_thread_that_waits_is_not_counted(tmp_path: Path) -> None:
    stop = threading.Event()
    waiting = threading.Thread(target=stop.wait, name="waits")
    waiting.start()
    with sampled(tmp_path / "report.txt"):
        busy_for(0.1)
    stop.set()
    waiting.join()
    assert "threading.py wait" not in (tmp_path / "report.txt").read_text().partition("\nalone\n")[2]


def test_a_block_that_breaks_is_reported_too(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), sampled(tmp_path / "report.txt"):
        raise ZeroDivisionError
    assert (tmp_path / "report.txt").is_file()
    assert "sampler" not in {thread.name for thread in threading.enumerate()}


def test_shares_are_of_all_samples() -> None:
    report = _written(Counter({"a.py outer": 4, "b.py inner": 3}), Counter({"b.py inner": 3, "a.py outer": 1}))
    assert report.splitlines()[:3] == [
        "4 samples; share with callees, share alone",
        " 100.0%   25.0%  a.py outer",
        "  75.0%   75.0%  b.py inner",
    ]


def test_a_report_of_nothing_is_no_error() -> None:
    assert _written(Counter(), Counter()).startswith("1 samples")
