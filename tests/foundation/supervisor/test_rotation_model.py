"""Logs that are cut: the copies aside are, in order, what was cut last, whatever was written in between."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.foundation.supervisor.cut_logs import KEPT, LOG_BYTES, cut_logs


def copies(folder: Path, name: str) -> list[bytes]:
    """The copies of a log, the youngest first."""
    paths = (folder / f"{name}.{number}" for number in range(1, 99))
    return [path.read_bytes() for path in paths if path.is_file()]


@given(st.lists(st.tuples(st.binary(max_size=12), st.booleans()), max_size=12))
def test_copies_are_what_was_cut_last(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[tuple[bytes, bool]]
) -> None:
    """Against a model: a log is bytes and a list of copies; a look cuts it where it is longer than eight bytes."""
    folder = tmp_path_factory.mktemp("log")
    log, now, cut = folder / "web.log", b"", list[bytes]()
    log.touch()
    for written, looked in rounds:
        with log.open("ab") as stream:
            stream.write(written)
        now += written
        if looked:
            is_long = len(now) > 8
            assert cut_logs(folder, most=8) == (["web.log"] if is_long else [])
            now, cut = (b"", [now, *cut][:KEPT]) if is_long else (now, cut)
        assert (log.read_bytes(), copies(folder, "web.log")) == (now, cut)


@pytest.mark.parametrize(("size", "is_cut"), [(0, False), (8, False), (9, True)])
def test_a_log_is_cut_when_it_is_longer_than_allowed(size: int, is_cut: bool, tmp_path: Path) -> None:
    (tmp_path / "web.log").write_bytes(b"x" * size)
    assert bool(cut_logs(tmp_path, most=8)) is is_cut


def test_each_log_is_cut_by_itself_and_in_order(tmp_path: Path) -> None:
    for name, size in {"web": 9, "worker-1": 3, "sftp": 20}.items():
        (tmp_path / f"{name}.log").write_bytes(b"x" * size)
    (tmp_path / "notes.txt").write_bytes(b"x" * 99)
    (tmp_path / "web.log.1").write_bytes(b"earlier")
    assert cut_logs(tmp_path, most=8) == ["sftp.log", "web.log"]
    assert {path.name: path.stat().st_size for path in tmp_path.iterdir()} == {
        "web.log": 0, "web.log.1": 9, "web.log.2": 7, "sftp.log": 0, "sftp.log.1": 20, "worker-1.log": 3,
        "notes.txt": 99,
    }  # fmt: skip


def test_a_gap_between_copies_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_bytes(b"new text")
    (tmp_path / "web.log.2").write_bytes(b"old")
    assert cut_logs(tmp_path, most=1) == ["web.log"]
    assert copies(tmp_path, "web.log") == [b"new text", b"old"]


def test_a_log_that_stays_closed_to_others_is_copied_closed(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_bytes(b"x" * 9)
    (tmp_path / "web.log").chmod(0o600)
    cut_logs(tmp_path, most=8)
    assert (tmp_path / "web.log.1").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "web.log").stat().st_mode & 0o777 == 0o600


def test_all_copies_of_a_log_together_stay_small() -> None:
    assert (KEPT + 1) * LOG_BYTES <= 100_000_000
