from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clearlane.foundation.durable.files import append_line, make_folder, remove, rename, write_file


def points(folder: Path) -> list[str]:
    return [line.split(" ", 1)[1] for line in (folder / "points").read_text().splitlines()]


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLEARLANE_CRASH_COUNT", str(tmp_path / "points"))
    return tmp_path


def test_write_file_syncs_the_file_before_its_name(counted: Path) -> None:
    assert write_file(counted / "a", [b"one", b"two"]) == 6
    assert (counted / "a").read_bytes() == b"onetwo"
    assert points(counted) == ["sync file", "rename", "sync folder"]


def test_write_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    write_file(tmp_path / "a", [b"x"])
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_write_file_leaves_nothing_when_its_source_breaks(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        write_file(tmp_path / "a", broken())
    assert list(tmp_path.iterdir()) == []


def test_write_file_keeps_the_old_file_until_the_new_one_is_whole(tmp_path: Path) -> None:
    write_file(tmp_path / "a", [b"old"])
    program = "from pathlib import Path\nfrom clearlane.foundation.durable.files import write_file\n"
    program += f"write_file(Path({str(tmp_path / 'a')!r}), [b'new'])"
    for number, seen in ((1, b"old"), (2, b"old"), (3, b"new")):
        environment = os.environ | {"CLEARLANE_CRASH_AT": str(number)}
        died = subprocess.run([sys.executable, "-c", program], env=environment)
        assert (died.returncode, (tmp_path / "a").read_bytes()) == (137, seen)


def test_append_line_adds_durably(counted: Path) -> None:
    append_line(counted / "a", "one")
    append_line(counted / "a", "two")
    assert (counted / "a").read_text() == "one\ntwo\n"
    assert points(counted) == ["sync file", "sync folder", "sync file"]


def test_rename_syncs_both_folders(counted: Path) -> None:
    make_folder(counted / "from")
    make_folder(counted / "to")
    (counted / "from" / "a").write_bytes(b"x")
    (counted / "points").unlink()
    rename(counted / "from" / "a", counted / "to" / "b")
    assert (counted / "to" / "b").read_bytes() == b"x"
    assert points(counted) == ["rename", "sync folder", "sync folder"]


def test_remove_does_not_mind_what_is_gone(counted: Path) -> None:
    remove(counted / "nothing")
    assert points(counted) == ["remove", "sync folder"]


def test_make_folder_makes_those_above_and_leaves_what_is_there(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o700
