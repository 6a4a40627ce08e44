from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from clearlane.doors.console.main import main
from tests.standards.x12.x12_texts import join, lines

CLEAN = join(lines())
CONTENTS = {
    "clean": CLEAN,
    "dead": CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O"),
    "text": b"Dear Sirs",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in CONTENTS.items():
        (tmp_path / f"{name}.837").write_bytes(content)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "code", "head"),
    [
        ("clean", 0, "accepted, 0 findings"),
        ("dead", 1, "NOT accepted, 1 finding"),
        ("text", 2, "cannot be judged, 1 finding"),
        ("nowhere", 2, "No such file or directory"),
    ],
)
def test_a_file_is_told_with_its_verdict(
    name: str, code: int, head: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / f"{name}.837"
    assert main(["x12", "explain", str(path)]) == code
    assert capsys.readouterr().out.splitlines()[0] == f"{path}: {head}"


def test_a_folder_is_wanting_where_one_file_is(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", "explain", str(folder)]) == 1
    out = capsys.readouterr().out
    assert [name in out for name in ("clean.837: acc", "dead.837: NOT", "text.837: cannot")] == [True] * 3


def test_json_is_a_line_a_segment(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", "explain", "--json", str(folder / "dead.837")]) == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(told) == len(lines())
    (hit,) = [one for one in told if one["findings"]]
    assert (hit["id"], hit["loop"], hit["findings"][0]["rule"]) == ("CLM", "2300", "element.not_a_number")
    assert {
        "place": "CLM05-1",
        "number": "1331",
        "name": "Facility Code Value",
        "value": "11",
        "meaning": "office",
    } in (hit["elements"])


def test_html_is_a_fragment(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", "explain", "--html", str(folder / "clean.837")]) == 0
    out = capsys.readouterr().out
    assert out.startswith('<ol class="x12 x12--told"')
    assert out.rstrip().endswith("</ol>")


def test_what_is_not_told_is_counted(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["clearlane.standards.x12.explain"], "MOST_FINDINGS", 0)
    assert main(["x12", "explain", str(folder / "dead.837")]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 finding more are not shown"
