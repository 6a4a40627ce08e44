from __future__ import annotations

import json
from pathlib import Path

import pytest

from clearlane.doors.console.main import main
from tests.standards.x12.x12_texts import changed, join, lines


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    contents = {
        "a": join(lines()),
        "b": join(lines(), end="~\n"),
        "charge": changed("CLM*A2", "CLM*A2*81***11:B:1*Y*A*Y*Y"),
        "number": changed("REF*6R*L1", ""),
        "letter": b"Dear Sirs",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("first", "second", "code", "said"),
    [
        ("a", "b", 0, ""),
        ("a", "charge", 1, "claim A2 2300 CLM02: 80 -> 81\n"),
        ("a", "number", 1, "claim A1 2400 REF, segment 24: only in A: REF*6R*L1\n"),
        ("number", "a", 1, "claim A1 2400 REF, segment 24: only in B: REF*6R*L1\n"),
    ],
)
def test_differences_are_lines(
    first: str, second: str, code: int, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["x12", "diff", first, second]) == code
    assert capsys.readouterr().out == said


def test_json_is_a_line_a_difference(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", "diff", "--json", "a", "charge"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "claim": "A2", "loop": "2300", "segment": "CLM", "element": "CLM02", "first": "80", "second": "81",
        "segments": [38, 38],
    }  # fmt: skip


@pytest.mark.parametrize(("second", "said"), [("letter", "No interchange"), ("nowhere", "No such file")])
def test_what_cannot_be_read_is_wrong_use(
    second: str, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["x12", "diff", "a", second]) == 2
    assert said in capsys.readouterr().err
