from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from clearlane.doors.console.main import main
from clearlane.doors.console.x12 import ACTIONS
from clearlane.standards.codes.library import use_folder
from clearlane.standards.x12.library import load_machine
from tests.standards.x12.x12_texts import join, lines

CLEAN = join(lines())


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    contents = {
        "clean": CLEAN,
        "dead": CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O"),
        "warned": CLEAN.replace(b"TE*8005550100", b"TE*5550100", 1),
        "old": CLEAN.replace(b"005010X222A1", b"004010X098A1"),
        "text": b"Dear Sirs",
        "empty": b"",
    }
    paths = {name: tmp_path / f"{name}.837" for name in contents}
    for name, path in paths.items():
        path.write_bytes(contents[name])
    return paths


def checked(capsys: pytest.CaptureFixture[str], *paths: Path) -> tuple[int, list[dict[str, Any]]]:
    code = main(["x12", "check", "--json", *map(str, paths)])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_clean_file_is_accepted(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    code, (line,) = checked(capsys, files["clean"])
    assert code == 0
    assert line == {
        "file": str(files["clean"]),
        "accepted": True,
        "transactions": [{"set": "837", "version": "005010X222A1", "control": "0001", "verdict": "accepted"}],
        "findings": [],
    }


def test_one_dead_claim_suffices_to_refuse(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    code, (line,) = checked(capsys, files["dead"])
    assert (code, line["accepted"], line["transactions"][0]["verdict"]) == (1, False, "partly")
    (finding,) = line["findings"]
    assert finding["rule"] == "element.not_a_number"
    assert re.fullmatch(r"/records/\d+/segments/0/elements/02", finding["place"]["pointer"])


def test_a_list_that_was_brought_in_is_asked_from_the_next_start_on(
    files: dict[str, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEARLANE_CODES", str(tmp_path / "codes"))
    sheet = tmp_path / "cpt.csv"
    sheet.write_text("Code\n99999\n")
    assert main(["codes", "import", "cpt", str(sheet), "--from", "2026-01-01"]) == 0
    capsys.readouterr()
    load_machine.cache_clear()
    try:
        code, (line,) = checked(capsys, files["clean"])
    finally:
        use_folder(None)
        load_machine.cache_clear()
    assert (code, line["accepted"]) == (1, False)
    assert {(one["rule"], one["level"]) for one in line["findings"]} == {("codes.procedure", 5)}


def test_warnings_are_told_and_accepted(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    code, (line,) = checked(capsys, files["warned"])
    assert (code, line["accepted"]) == (0, True)
    assert [one["severity"] for one in line["findings"]] == ["warning"]


@pytest.mark.parametrize("name", ["old", "text", "empty"])
def test_what_cannot_be_judged_is_null(name: str, files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    code, (line,) = checked(capsys, files[name])
    assert (code, line["accepted"]) == (2, None)
    assert [one["verdict"] for one in line["transactions"]] == (["unsupported"] if name == "old" else [])


def test_a_folder_is_walked_through(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    code, found = checked(capsys, files["clean"].parent)
    assert code == 1
    assert [Path(line["file"]).stem for line in found] == sorted(files)


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, (line,) = checked(capsys, tmp_path / "nowhere.837")
    assert (code, line["accepted"]) == (2, None)
    assert "No such file" in line["problem"]


def test_people_read_lines(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", "check", str(files["dead"])]) == 1
    out, err = capsys.readouterr()
    assert "NOT accepted" in out
    assert "837 0001 005010X222A1: partly" in out
    assert "CLM02" in out
    assert not err


def test_the_command_imports_no_django() -> None:
    program = (
        "import sys; from clearlane.doors.console.main import main\n"
        "try: main(['x12', '--help'])\nexcept SystemExit: pass\n"
        "sys.exit('django' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=Path.cwd())
    assert run.returncode == 0, run.stderr
    assert "clearlane x12 check --json" in run.stdout


def test_without_an_action_the_usage_shows_all_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["x12"])
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("usage: clearlane x12")
    assert all(action in said for action in ACTIONS)


IEA, GE = CLEAN.rindex(b"IEA*"), CLEAN.rindex(b"GE*")
WRONG_GROUP = CLEAN[:GE] + b"GE*1*77~" + CLEAN[IEA:]
WRONG_INTERCHANGE = CLEAN[:IEA] + b"IEA*1*999999999~"
REFUSED = {
    "cut off": (CLEAN[:GE], ["rejected"]),
    "a wrong IEA": (WRONG_INTERCHANGE, ["rejected"]),
    "a wrong GE": (WRONG_GROUP, ["rejected"]),
    "between good ones": (CLEAN + WRONG_INTERCHANGE + CLEAN, ["accepted", "rejected", "accepted"]),
    "a group before good ones": (WRONG_GROUP + CLEAN, ["rejected", "accepted"]),
}


@pytest.mark.parametrize(("content", "verdicts"), REFUSED.values(), ids=REFUSED.keys())
def test_sets_of_a_refused_envelope_are_rejected(
    content: bytes, verdicts: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "claims.837"
    path.write_bytes(content)
    code, (line,) = checked(capsys, path)
    assert (code, line["accepted"]) == (1, False)
    assert [one["verdict"] for one in line["transactions"]] == verdicts
