"""What each step took: added up from lines of the workers' logs that stand here as they are written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.console.benching.stages import stages


def done(at: int, step: str, things: int = 1, wall: float = 0.0, cpu: float = 0.0, **more: Any) -> str:
    """A line that a worker wrote when a chunk was done, ``at`` seconds into the minute."""
    line = {
        "event": "step done", "step": step, "things": things, "wall_ms": wall, "cpu_ms": cpu,
        "at": f"2026-09-30T10:00:{at:02d}+00:00",
    }  # fmt: skip
    return json.dumps(line | more)


def write(folder: Path, **logs: list[str]) -> Path:
    """Log files by the number of their worker."""
    for name, lines in logs.items():
        (folder / f"worker-{name.strip('_')}.log").write_text("".join(f"{line}\n" for line in lines))
    return folder


def test_chunks_of_one_step_are_added_up_over_all_workers(tmp_path: Path) -> None:
    write(
        tmp_path,
        _1=[done(1, "claims/edits.check", 2000, 1500, 1200), done(3, "claims/edits.check", 500, 400.5, 300.25)],
        _2=[done(2, "claims/edits.check", 1500, 1000, 900)],
    )
    assert stages(logs=tmp_path, claims=4000) == {
        "claims/edits.check": {
            "chunks": 3, "things": 4000, "wall_s": 2.901, "cpu_s": 2.4, "ms_per_claim": 0.6,
        }
    }  # fmt: skip


def test_steps_stand_in_the_order_in_which_they_first_ended(tmp_path: Path) -> None:
    write(tmp_path, _1=[done(5, "b"), done(9, "a")], _2=[done(7, "c"), done(8, "b"), done(2, "d")])
    assert list(stages(logs=tmp_path, claims=1)) == ["d", "b", "c", "a"]


def test_other_lines_are_passed_over(tmp_path: Path) -> None:
    write(
        tmp_path,
        _1=[
            json.dumps({"event": "worker started", "step": "a"}),
            "Traceback (most recent call last):",
            done(1, "a", 7),
            '{"event": "step done", "step": "a", "thi',
            "",
        ],
    )
    assert {step: one["things"] for step, one in stages(logs=tmp_path, claims=7).items()} == {"a": 7}


def test_a_log_that_was_cut_is_read_with_what_was_put_aside(tmp_path: Path) -> None:
    write(tmp_path, _1=[done(3, "a", 1)])
    (tmp_path / "worker-1.log.1").write_text(done(2, "a", 10) + "\n")
    (tmp_path / "worker-1.log.2").write_text(done(1, "a", 100) + "\n")
    assert stages(logs=tmp_path, claims=1)["a"]["things"] == 111


@pytest.mark.parametrize("name", ["web.log", "sftp.log", "supervisor.log", "worker-1.txt", "worker.log"])
def test_only_workers_do_steps(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(done(1, "a") + "\n")
    assert stages(logs=tmp_path, claims=1) == {}


def test_without_logs_there_are_no_stages(tmp_path: Path) -> None:
    assert stages(logs=tmp_path, claims=1) == {}
    assert stages(logs=tmp_path / "nowhere", claims=1) == {}


def test_figures_are_rounded_at_the_end_and_not_before(tmp_path: Path) -> None:
    """Ten chunks of 0.4 ms are 4 ms; each alone would round to nothing."""
    write(tmp_path, _1=[done(n, "a", 1, 0.4, 0.4) for n in range(10)])
    found = stages(logs=tmp_path, claims=3)["a"]
    assert (found["wall_s"], found["cpu_s"], found["ms_per_claim"]) == (0.004, 0.004, 1.333)


CHUNKS = st.lists(
    st.tuples(st.integers(0, 59), st.sampled_from("abc"), st.integers(0, 5000), st.integers(0, 9000)), max_size=30
)


@given(CHUNKS, st.integers(1, 4), st.integers(1, 10_000))
def test_nothing_is_lost_however_the_workers_share_the_chunks(
    tmp_path_factory: pytest.TempPathFactory, chunks: list[tuple[int, str, int, int]], workers: int, claims: int
) -> None:
    folder = tmp_path_factory.mktemp("log")
    lines = [done(at, step, things, 2 * cpu, cpu) for at, step, things, cpu in chunks]
    write(folder, **{f"_{n}": lines[n::workers] for n in range(workers)})
    found = stages(logs=folder, claims=claims)
    assert set(found) == {step for _, step, _, _ in chunks}
    for step, one in found.items():
        own = [(things, cpu) for _, name, things, cpu in chunks if name == step]
        assert (one["chunks"], one["things"]) == (len(own), sum(things for things, _ in own))
        spent = sum(cpu for _, cpu in own)
        assert one["cpu_s"] == pytest.approx(spent / 1000, abs=0.001)
        assert one["wall_s"] == pytest.approx(2 * spent / 1000, abs=0.001)
        assert one["ms_per_claim"] == pytest.approx(spent / claims, abs=0.001)
