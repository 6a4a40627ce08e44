"""`clearlane x12 generate`: files of any kind, alone or with what answers them."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from clearlane.doors.console.problem import Problem
from clearlane.doors.console.x12_actions.generate import add_arguments, run
from clearlane.standards import x12
from clearlane.standards.x12.generate.from_guide import kinds


def generate(*words: str) -> int:
    """Run the action."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    add_arguments(parser)
    return run(parser.parse_args(words))


def test_a_file_is_written_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert generate("270", "--seed", "3") == 0
    first = capsys.readouterr().out
    assert x12.report([first.encode()]).accepted is True
    generate("270", "--seed", "3")
    assert capsys.readouterr().out == first


def test_so_many_claims_go_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "made.837"
    assert generate("837P", "--claims", "7", "--today", "2026-03-02", "--out", str(path)) == 0
    assert capsys.readouterr().out == f"{path}: {len(path.read_bytes()):,} bytes\n"
    assert path.read_bytes().count(b"\nCLM*") == 7
    assert b"20260302" in path.read_bytes()


@pytest.mark.parametrize("kind", ["270", "270.txt", " 270.TXT"])
def test_a_kind_may_be_named_in_any_way(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate(kind, "--out", str(tmp_path)) == 0
    assert [one.name for one in tmp_path.iterdir()] == ["270.1.270"]


def test_a_family_goes_to_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate("837i", "--family", "--json", "--out", str(tmp_path / "made")) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["kind"] for one in told] == ["837i", "999", "277ca", "835"]
    assert all(Path(one["file"]).stat().st_size == one["bytes"] for one in told)
    assert {path.name for path in (tmp_path / "made").iterdir()} == {
        f"837i.1.{kind}" for kind in ("837i", "999", "277ca", "835")
    }


def test_the_kinds_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    generate("--list", "--json")
    assert [json.loads(line)["kind"] for line in capsys.readouterr().out.splitlines()] == [*kinds(), "ta1"]
    generate("--list")
    told = capsys.readouterr().out.splitlines()
    assert "837p                  837  005010X222A1" in told
    assert told[-1] == "ta1                   TA1  00501"


@pytest.mark.parametrize("words", [["ta1"], ["TA1", "--family"]])
def test_a_ta1_is_made_by_itself_and_nothing_answers_it(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate(*words, "--claims", "2", "--out", str(tmp_path)) == 0
    (path,) = tmp_path.iterdir()
    assert path.name == "ta1.1.ta1"
    segments = [one.split("*")[0] for one in path.read_text().split("~\n")[:-1]]
    assert segments == ["ISA", "TA1", "TA1", "IEA"]
    assert x12.report([path.read_bytes()]).accepted is True


def test_json_without_a_place_holds_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    generate("834", "--json", "--density", "0")
    told = json.loads(capsys.readouterr().out)
    assert len(told["content"]) == told["bytes"]


@pytest.mark.parametrize(
    "words", [[], ["838"], ["270", "--claims", "0"], ["270", "--today", "soon"], ["270", "--density", "3"]]
)
def test_what_cannot_be_made_is_told(words: list[str]) -> None:
    with pytest.raises(Problem):
        generate(*words)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Problem, match="File exists"):
        generate("270", "--out", str(tmp_path / "file" / "below"))


def test_a_slash_at_the_end_makes_a_folder_so_that_nothing_is_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert generate("999", "--out", f"{folder}/") == 0
    assert generate("ta1", "--out", f"{folder}/") == 0
    assert sorted(path.name for path in folder.iterdir()) == ["999.1.999", "ta1.1.ta1"]


def test_a_dash_is_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert generate("999", "--out", "-") == 0
    assert capsys.readouterr().out.startswith("ISA*")
    assert list(tmp_path.iterdir()) == []
