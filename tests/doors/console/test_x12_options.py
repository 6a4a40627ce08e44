"""What the actions of `clearlane x12` say to options and places that cannot be: a line, exit code 2, no file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from clearlane.doors.console.main import main
from tests.standards.x12.x12_texts import PAYMENT, join, lines

CLEAN = join(lines())
OF_FOLDERS = {
    "check": [],
    "explain": [],
    "ack": [],
    "table": ["--format", "csv", "--out", "out"],
    "anonymise": ["--seed", "7", "--out", "out"],
    "merge": ["--out", "out"],
    "json": ["--out", "out"],
    "from-json": ["--out", "out"],
}
"""Actions that walk through folders, with what else they need."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "claims.837").write_bytes(CLEAN)
    (tmp_path / "paid.835").write_bytes(join(lines(PAYMENT)))
    (tmp_path / "empty" / "deep").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The line that is said; the files that are there stay as they are."""
    assert main(["x12", *words]) == 2
    out, err = capsys.readouterr()
    (line,) = (out + err).splitlines()
    assert bool(out) is ("--json" in words)
    assert Path("claims.837").read_bytes() == CLEAN
    return str(json.loads(line)["problem"]) if out else line.removeprefix("clearlane x12: ")


@pytest.mark.parametrize("action", OF_FOLDERS)
@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_folders_without_a_file_are_told(action: str, as_json: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, action, "empty", "empty/deep", *OF_FOLDERS[action], *as_json)
    assert said == "there is no file in empty, empty/deep"
    assert not Path("out").exists()


WRITING = {
    "ack": ["claims.837"],
    "split": ["claims.837"],
    "anonymise": ["claims.837", "--seed", "7"],
    "table": ["claims.837", "--format", "csv"],
    "generate": ["837p", "--family"],
}
"""Actions that write into a folder."""


@pytest.mark.parametrize("action", WRITING)
def test_a_file_in_the_place_of_a_folder_is_told_and_kept(action: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, action, *WRITING[action], "--out", "claims.837") == "claims.837: File exists"


@pytest.mark.parametrize("action", ["json", "merge"])
def test_a_folder_in_the_place_of_a_file_is_told(action: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "empty" in refused(capsys, action, "claims.837", "--out", "empty")
    assert [one.name for one in Path("empty").iterdir()] == ["deep"]


@pytest.mark.parametrize("action", ["split", "merge"])
@pytest.mark.parametrize("control", ["-1", "1000000000", "99999999999999999999"])
def test_a_number_that_is_no_control_number_is_told(
    action: str, control: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, action, "claims.837", f"--control={control}", "--out", "out")
    assert said == "--control is a number of at most nine digits"
    assert not Path("out").exists()


@pytest.mark.parametrize("action", ["split", "merge"])
def test_the_highest_control_number_is_taken(action: str) -> None:
    assert main(["x12", action, "claims.837", "--control", "999999999", "--out", "out"]) == 0
    (written,) = Path("out").iterdir() if action == "split" else [Path("out")]
    assert b"*00501*999999999*" in written.read_bytes()


DAYS = ["soon", "2026-02-30", "20261301", "26-11-24"]


@pytest.mark.parametrize("day", DAYS)
def test_what_is_no_day_is_told_with_one_that_is(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "generate", "270", "--today", day) == "--today is a day such as 2026-11-24"
    assert refused(capsys, "ack", "claims.837", "--at", day) == "--at is a time such as 2026-11-24T10:15"


@pytest.mark.parametrize("day", ["0001-01-01", "0999-12-31", "1969-12-31", "2100-01-01", "9999-12-31"])
def test_a_day_that_x12_cannot_write_is_told_with_the_years_that_it_can(
    day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, "generate", "270", "--today", day)
    assert said == "--today is a day such as 2026-11-24, from 1970 to 2099"
    said = refused(capsys, "ack", "claims.837", "--at", f"{day}T23:59", "--out", "out")
    assert said == "--at is a time such as 2026-11-24T10:15, from 1970 to 2099"
    assert not Path("out").exists()


@pytest.mark.parametrize("day", ["1970-01-01", "1999-12-31", "2000-02-29", "2099-12-31"])
def test_the_first_and_the_last_day_are_written_as_dates(day: str) -> None:
    assert main(["x12", "ack", "claims.837", "--at", day, "--kind", "999,277ca", "--out", "out"]) == 0
    assert main(["x12", "generate", "837p", "--today", day, "--family", "--out", "made"]) == 0
    assert main(["x12", "check", "out", "made"]) == 0
    said = "".join(one.read_text() for one in Path("out").iterdir())
    assert said.count(day.replace("-", "")) > said.count("~GS*") >= 2


@pytest.mark.parametrize("words", [["split", "--out", "out"], ["diff", "claims.837"]])
def test_a_folder_is_no_file_to_be_read(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert "Is a directory" in refused(capsys, *words, "empty")


def test_answers_that_cannot_be_written_do_not_hide_those_that_were(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", "ack", "claims.837", "--out", "out"]) == 0
    before = sorted(one.name for one in Path("out").iterdir())
    capsys.readouterr()
    Path("out", "paid.000000003.999").mkdir()
    assert main(["x12", "ack", "claims.837", "paid.835", "--out", "out"]) == 2
    out, err = capsys.readouterr()
    assert "claims.837: " in out
    assert "paid.000000003.999: Is a directory" in err
    assert set(before) <= {one.name for one in Path("out").iterdir()}


@pytest.mark.parametrize("action", ["json", "from-json"])
def test_what_is_read_is_not_written_over(action: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = Path("claims.837").read_bytes()
    assert "claims.837: it would be written over" in refused(capsys, action, "claims.837", "--out", "claims.837")
    assert Path("claims.837").read_bytes() == before


def test_a_link_stays_a_link_and_a_device_a_device() -> None:
    Path("there.json").write_text("old")
    Path("link.json").symlink_to("there.json")
    assert main(["x12", "json", "claims.837", "--out", "link.json"]) == 0
    assert Path("link.json").is_symlink()
    assert Path("there.json").read_text().startswith("{")
    assert main(["x12", "json", "claims.837", "--out", "/dev/null"]) == 0
    assert Path("/dev/null").is_char_device()


def test_a_file_is_made_in_a_folder_that_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    Path("here").mkdir()
    assert main(["x12", "generate", "837p", "--seed", "4", "--out", "here"]) == 0
    assert [one.name for one in Path("here").iterdir()] == ["837p.4.837p"]


def test_a_name_that_is_no_text_is_told_with_a_mark(capsys: pytest.CaptureFixture[str]) -> None:
    odd = Path(os.fsdecode(b"odd\xff.837"))
    odd.write_bytes(Path("claims.837").read_bytes())
    assert main(["x12", "table", str(odd), "--format", "csv", "--out", "tables"]) == 0
    assert "odd?.837" in Path("tables", "claims.csv").read_text()
