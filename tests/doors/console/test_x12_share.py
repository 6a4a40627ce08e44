"""What is made of many files: piece by piece in their order, each into its place, by one process or two."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from clearlane.doors.console.main import main
from clearlane.doors.console.problem import Problem
from clearlane.doors.console.x12_actions import share
from clearlane.doors.console.x12_actions.share import Unwritten, find_places, pieces_of_each, write_each
from tests.standards.x12.x12_texts import PAYMENT, join, lines

CLEAN = join(lines())
DEAD = CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for name, content in {"a.837": CLEAN, "b.837": DEAD, "deep/a.837": join(lines(PAYMENT)), "e": b""}.items():
        (tmp_path / "in" / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def thirds(path: Path) -> Iterator[bytes]:
    """A file in three pieces, of a process of its own."""
    content = path.read_bytes()
    third = len(content) // 3 + 1
    yield from (content[at : at + third] for at in range(0, len(content), third))


def breaking(path: Path) -> Iterator[bytes]:
    """A file that breaks off after its first piece."""
    yield next(thirds(path))
    raise OSError(5, "Input/output error", str(path))


def refusing(path: Path) -> Iterator[bytes]:
    """A file of which nothing can be made."""
    yield b"half"
    raise Unwritten("it is not what it should be")


def empty(path: Path) -> str:
    """Why nothing is made of it."""
    return "it is empty"


def process(path: Path) -> Iterator[int]:
    """Who makes the pieces."""
    yield os.getpid()


IN = [Path("in/a.837"), Path("in/b.837"), Path("in/deep/a.837")]


@pytest.mark.parametrize("jobs", [1, 2])
def test_pieces_come_in_the_order_of_the_files(jobs: int, folder: Path) -> None:
    given = [(path, b"".join(pieces)) for path, pieces in pieces_of_each(thirds, IN, jobs=jobs)]
    assert given == [(path, path.read_bytes()) for path in IN]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_came_before_a_file_broke_off_is_given(jobs: int, folder: Path) -> None:
    for path, pieces in pieces_of_each(breaking, IN, jobs=jobs):
        assert next(pieces) == next(thirds(path))
        with pytest.raises(OSError, match="Input/output error"):
            next(pieces)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_is_not_there_keeps_no_other_back(jobs: int, folder: Path) -> None:
    paths = [Path("nowhere"), *IN]
    (_, pieces), *others = pieces_of_each(thirds, paths, jobs=jobs)
    with pytest.raises(FileNotFoundError):
        list(pieces)
    assert [b"".join(pieces) for _, pieces in others] == [path.read_bytes() for path in IN]


def test_other_processes_do_the_work_but_of_large_files(folder: Path) -> None:
    large = folder / "in" / "large"
    large.write_bytes(b" " * (share.HELD_AT_MOST + 1))
    makers = {path: next(pieces) for path, pieces in pieces_of_each(process, [*IN, large], jobs=2)}
    assert makers.pop(large) == os.getpid()
    assert os.getpid() not in makers.values()


def test_nothing_is_held_by_one_process(folder: Path) -> None:
    pieces = pieces_of_each(process, IN, jobs=1)
    assert [next(each) for _, each in pieces] == [os.getpid()] * 3


def test_places_keep_the_shape_of_a_folder(folder: Path) -> None:
    assert find_places([Path("in")], Path("out"), name=lambda name: f"{name}.x") == {
        Path("in/a.837"): Path("out/a.837.x"),
        Path("in/b.837"): Path("out/b.837.x"),
        Path("in/deep/a.837"): Path("out/deep/a.837.x"),
        Path("in/e"): Path("out/e.x"),
    }


def test_a_file_that_is_given_twice_has_one_place(folder: Path) -> None:
    assert find_places([Path("in"), Path("in/deep")], Path("out"))
    assert len(find_places([Path("in/a.837")] * 2, Path("out"))) == 1


def test_two_files_for_one_place_are_refused(folder: Path) -> None:
    said = "two files have one name: in/a.837 and in/deep/a.837 would both be out/a.837"
    with pytest.raises(Problem, match=said):
        find_places([Path("in/a.837"), Path("in/deep/a.837")], Path("out"))
    (folder / "none").mkdir()
    with pytest.raises(Problem, match="no file in"):
        find_places([Path("none")], Path("out"))


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_file_is_written_and_told(jobs: int, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = find_places([Path("in")], Path("out"))
    assert write_each(thirds, places, jobs=jobs, as_json=True, nothing=empty) == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert told[:1] == [{"file": "in/a.837", "out": "out/a.837", "bytes": len(CLEAN)}]
    assert told[-1:] == [{"file": "in/e", "problem": "it is empty"}]
    assert {path.name: path.read_bytes() for path in Path("out").iterdir() if path.is_file()} == {
        "a.837": CLEAN, "b.837": DEAD,
    }  # fmt: skip


@pytest.mark.parametrize(("make", "code", "said"), [(refusing, 1, "it is not"), (breaking, 2, "Input/output error")])
def test_what_becomes_nothing_leaves_nothing(
    make: share.Make[bytes], code: int, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert write_each(make, {Path("in/a.837"): Path("out/a")}, jobs=1, as_json=False) == code
    assert capsys.readouterr().out.startswith(f"in/a.837: {said}")
    assert list(Path("out").iterdir()) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_is_never_written_over_itself(jobs: int, folder: Path) -> None:
    with pytest.raises(Problem, match="would be written over"):
        write_each(thirds, find_places([Path("in")], Path("in")), jobs=jobs, as_json=False)
    assert Path("in/a.837").read_bytes() == CLEAN


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_goes_to_json_and_comes_back(jobs: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", "json", "in", "--json", "--jobs", jobs, "--out", "there"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["out"] for one in told] == [
        "there/a.837.jsonl", "there/b.837.jsonl", "there/deep/a.837.jsonl", "there/e.jsonl",
    ]  # fmt: skip
    assert main(["x12", "from-json", "there", "--jobs", jobs, "--out", "back"]) == 0
    for path in Path("in").rglob("*"):
        if path.is_file():
            assert Path("back", path.relative_to("in")).read_bytes() == path.read_bytes()


def test_json_of_a_folder_that_is_no_x12_is_told_in_its_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", "json", "in", "--out", "there"]) == 0
    Path("there/letter.json").write_text('{"records": [5]}')
    Path("there/plain").write_text('[{"record": "unparsed", "text": "ok"}]')
    capsys.readouterr()
    assert main(["x12", "from-json", "there", "--json", "--out", "back"]) == 1
    told = {one["file"]: one for one in map(json.loads, capsys.readouterr().out.splitlines())}
    assert told["there/letter.json"]["problem"].startswith("/records/0")
    assert not Path("back/letter").exists()
    assert Path("back/plain.x12").read_bytes() == b"ok"


@pytest.mark.parametrize("action", ["json", "from-json"])
def test_several_files_are_not_mixed_on_standard_output(
    action: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["in"], ["in/a.837", "in/b.837"]):
        assert main(["x12", action, *words]) == 2
        out, err = capsys.readouterr()
        assert (out, "name it with --out" in err) == ("", True)


@pytest.mark.parametrize("options", [[], ["--json"], ["--html"]])
def test_two_processes_explain_the_same(options: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for jobs in ("1", "2"):
        assert main(["x12", "explain", "in", "nowhere", *options, "--jobs", jobs]) == 1
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    assert "nowhere" in said[0]


def test_two_processes_answer_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for jobs in ("1", "2"):
        words = ["in", "nowhere", "--at", "2026-11-24", "--jobs", jobs, "--json"]
        assert main(["x12", "ack", *words]) == 1
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    controls = [one["control"] for line in said[0].splitlines() for one in json.loads(line)["answers"]]
    assert len(set(controls)) == len(controls) >= 4


def test_two_processes_merge_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for jobs in ("1", "2"):
        assert main(["x12", "merge", "in/a.837", "in/b.837", "--jobs", jobs, "--out", f"whole{jobs}"]) == 0
    assert Path("whole1").read_bytes() == Path("whole2").read_bytes()
    assert main(["x12", "merge", "in/a.837", "nowhere", "--jobs", "2", "--out", "whole3"]) == 2
    assert "nowhere: No such file" in capsys.readouterr().err
    assert not Path("whole3").exists()
