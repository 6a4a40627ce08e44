"""Many files and whole folders: in order, by as many processes as are asked for, none of them a crash."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from clearlane.doors.console.main import main
from clearlane.doors.console.problem import Problem
from clearlane.doors.console.x12_actions import files as module
from clearlane.doors.console.x12_actions.files import Chunks, find_files, for_each, show_progress
from clearlane.standards.x12 import share_sets, stretch
from tests.standards.x12.x12_texts import join, lines

CLEAN = join(lines())


class Terminal(io.StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for n in range(9):
        (tmp_path / f"{n}.837").write_bytes(CLEAN if n % 2 else CLEAN[: 100 + n])
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "er.837").write_bytes(CLEAN)
    return tmp_path


def size(path: Path) -> int:
    """A work that a process of its own can do."""
    return path.stat().st_size


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[dict[str, object]]]:
    code = main(["x12", "check", "--json", *words])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_folders_are_walked_in_the_order_of_names(folder: Path) -> None:
    found = [path.relative_to(folder).as_posix() for path in find_files([folder / "3.837", folder])]
    assert found == ["3.837", *(f"{n}.837" for n in range(9)), "deep/er.837"]


def test_a_file_that_is_not_there_stays_in_the_list(tmp_path: Path) -> None:
    assert find_files([tmp_path / "nowhere"]) == [tmp_path / "nowhere"]


def test_several_processes_say_the_same_in_the_same_order(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = str(folder / "nowhere.837")
    one, several = (said(capsys, "--jobs", jobs, nowhere, str(folder)) for jobs in ("1", "2"))
    assert one == several
    assert one[0] == 1
    assert [line["file"] for line in one[1]] == [nowhere, *map(str, find_files([folder]))]


def test_several_processes_share_the_sets_of_one_file(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stretch, "SHORTEST", 1)
    begun: list[share_sets.Order] = []
    plain = share_sets.Team.begin

    def begin(team: share_sets.Team, order: share_sets.Order) -> share_sets.Pending:
        begun.append(order)
        return plain(team, order)

    monkeypatch.setattr(share_sets.Team, "begin", begin)
    one, several = (said(capsys, "--jobs", jobs, str(folder / "1.837")) for jobs in ("1", "2"))
    assert one == several
    assert begun


def test_what_cannot_be_read_is_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, (nowhere, there) = said(capsys, str(folder / "nowhere.837"), str(folder / "1.837"))
    assert (code, nowhere["accepted"], there["accepted"]) == (2, None, True)
    assert "No such file" in str(nowhere["problem"])


@pytest.mark.parametrize("jobs", [0, -1])
def test_no_process_at_all_is_wrong_use(jobs: int) -> None:
    with pytest.raises(Problem, match="--jobs"):
        list(for_each(size, [], jobs=jobs))


@pytest.mark.parametrize(("count", "jobs"), [(0, 1), (0, 3), (1, 3), (3, 1)])
def test_few_files_need_no_other_process(count: int, jobs: int, folder: Path) -> None:
    sizes: list[int] = []
    local = lambda path: sizes.append(path.stat().st_size)  # noqa: E731 - what no other process could be given
    assert list(for_each(local, find_files([folder])[:count], jobs=jobs)) == [None] * count
    assert len(sizes) == count


def test_a_file_can_be_walked_through_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "READ", 100)
    chunks = Chunks(folder / "1.837")
    assert b"".join(chunks) == b"".join(chunks) == CLEAN
    assert {len(chunk) for chunk in chunks} == {100, len(CLEAN) % 100}


def test_progress_is_told_on_a_terminal_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = find_files([folder]) * 2
    monkeypatch.setattr(module, "MANY", 20)
    for stream, shown in ((Terminal(), "1 of 20 files"), (io.StringIO(), "")):
        monkeypatch.setattr(sys, "stderr", stream)
        assert len(list(for_each(size, paths, jobs=1))) == 20
        assert shown in stream.getvalue()
        assert bool(stream.getvalue()) == bool(shown)


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Errors and progress go to a terminal."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    return terminal


def test_a_large_file_tells_how_far_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    monkeypatch.setattr(module, "SHOW_PROGRESS_FROM", 10)
    assert b"".join(Chunks(folder / "1.837")) == CLEAN
    assert "1.837: 100 %" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_no_count_stands_in_a_line_that_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    monkeypatch.setattr(module, "MANY", 2)
    for _ in for_each(size, find_files([folder]), jobs=1):
        assert terminal.getvalue().endswith("\r\x1b[K")
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_progress_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    show_progress("")
    assert terminal.getvalue() == "\r\x1b[K"


@pytest.mark.parametrize("words", [[], ["--json"], ["--jobs", "2"]])
def test_check_tells_how_far_it_is_in_a_single_file(
    words: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = on_terminal(monkeypatch)
    monkeypatch.setattr(module, "SHOW_PROGRESS_FROM", 10)
    monkeypatch.setattr(module, "READ", len(CLEAN) // 2 + 1)
    assert main(["x12", "check", str(folder / "1.837"), *words]) == 0
    assert "1.837: 50 %\r\x1b[K1.837: 100 %\r\x1b[K" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(("action", "said"), [("check", "the sets of one"), ("table", "so many files at a time")])
def test_the_help_says_what_the_processes_share(action: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["x12", action, "--help"])
    assert said in " ".join(capsys.readouterr().out.split())
