"""`clearlane x12 split` and `merge`: there and back, and what cannot be done is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clearlane.doors.console.main import main
from clearlane.standards import x12
from tests.standards.x12.x12_texts import PAYMENT, join, lines

CLEAN = join(lines())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "claims.837").write_bytes(CLEAN)
    (tmp_path / "paid.835").write_bytes(join(lines(PAYMENT)))
    return tmp_path


@pytest.mark.parametrize(("by", "claims"), [("claim", [1, 1, 1]), ("2", [2, 1]), ("set", [3]), ("interchange", [3])])
def test_a_file_goes_apart_and_together(
    by: str, claims: list[int], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, again = folder / "parts", folder / "again.837"
    assert main(["x12", "split", "--json", str(folder / "claims.837"), "--by", by, "--out", str(out)]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["claims"] for one in told] == claims
    assert [one["file"] for one in told] == sorted(map(str, out.iterdir()))
    assert main(["x12", "merge", "--json", str(out), "--out", str(again)]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "file": str(again), "files": len(claims), "sets": len(claims), "claims": 3, "payments": 0,
    }  # fmt: skip
    assert x12.report([again.read_bytes()]).accepted


def test_paid_claims_are_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paid, parts = str(folder / "paid.835"), folder / "parts"
    assert main(["x12", "split", paid, "--out", str(parts)]) == 0
    assert ".0001.835: 1 paid claim, ISA13 000000101" in capsys.readouterr().out
    assert main(["x12", "merge", paid, str(folder / "claims.837"), "--out", str(folder / "all")]) == 0
    assert capsys.readouterr().out == f"{folder / 'all'}: 3 claims and 1 paid claim in 2 sets of 2 files\n"
    assert main(["x12", "split", paid, "--json", "--out", str(parts)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["claims"], told["payments"], told["sets"]) == (0, 1, 1)


def test_sets_without_claims_are_counted_as_sets(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = str(folder / "asked.270")
    assert main(["x12", "generate", "270", "--out", asked]) == 0
    capsys.readouterr()
    assert main(["x12", "merge", asked, "--out", str(folder / "all")]) == 0
    assert main(["x12", "split", asked, "--out", str(folder / "parts")]) == 0
    merged, part = capsys.readouterr().out.splitlines()
    assert merged == f"{folder / 'all'}: 1 set of 1 file"
    assert ": 1 set, ISA13 " in part


def test_a_payment_is_not_cut(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["x12", "split", str(folder / "paid.835"), "--by", "claim", "--out", str(folder / "parts")]
    assert main(words) == 1
    assert "split it by set" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["split", "letter"], ["merge", "."], ["merge", ".", "--jobs", "2"]])
@pytest.mark.parametrize("content", [b"Dear Sirs", b""])
def test_what_is_no_x12_is_neither_split_nor_merged(
    content: bytes,
    words: list[str],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(folder)
    (folder / "letter").write_bytes(content)
    assert main(["x12", *words, "--out", "again"]) == 2
    out, err = capsys.readouterr()
    assert (out, err[:46]) == ("", "clearlane x12: letter: No interchange header (")
    assert not (folder / "again").exists()


@pytest.mark.parametrize("by", ["", "0", "-1", "line", "claims"])
def test_no_way_to_split_is_wrong_use(by: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", "split", str(folder / "claims.837"), f"--by={by}", "--out", str(folder)]) == 2
    assert "--by" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["split", "nowhere", "--out", "x"], ["merge", "nowhere", "--out", "x"]])
def test_a_file_that_is_not_there_is_said(
    words: list[str], folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert main(["x12", *words]) == 2
    assert "nowhere: No such file" in capsys.readouterr().err


@pytest.mark.parametrize("out", ["all.837", "./parts/../all.837"])
def test_what_was_merged_before_is_not_merged_again(
    out: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / "parts").mkdir()
    assert main(["x12", "merge", "claims.837", "--out", out]) == 0
    merged = (folder / "all.837").read_bytes()
    assert main(["x12", "merge", ".", "--out", out]) == 2
    assert "would be written over; name another place with --out" in capsys.readouterr().err
    assert (folder / "all.837").read_bytes() == merged


@pytest.mark.parametrize(
    ("control", "numbers"), [("500", ["000000500", "000000501", "000000502"]), ("0", ["000000101"])]
)
def test_the_first_number_is_that_which_was_asked_for(
    control: str, numbers: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        "x12",
        "split",
        str(folder / "claims.837"),
        "--by",
        "1",
        "--control",
        control,
        "--out",
        str(folder / "parts"),
    ]
    assert main(words) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.rpartition(" ")[2] for line in said][: len(numbers)] == numbers
    assert [line.partition(": ")[2].partition(",")[0] for line in said] == ["1 claim"] * 3


def test_why_a_file_is_not_split_can_be_read_by_a_program(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "cut.837").write_bytes(CLEAN[: CLEAN.index(b"~SE*") + 1])
    words = ["x12", "split", "--json", str(folder / "cut.837"), "--by", "set", "--out", str(folder / "parts")]
    assert main(words) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["file"] == str(folder / "cut.837")
    assert "set 0001 has no trailer" in told["problem"]


@pytest.mark.parametrize("as_json", [True, False])
def test_why_files_are_not_merged_is_said_on_one_line(
    as_json: bool, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "cut.837").write_bytes(CLEAN[: CLEAN.index(b"~SE*") + 1])
    words = ["x12", "merge", str(folder), "--out", str(folder / "again.837")]
    assert main([*words, "--json"] if as_json else words) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert "set 0001 has no trailer" in (json.loads(line)["problem"] if as_json else line)
    assert str(folder / "cut.837") in line
    assert "again.837" not in line


@pytest.mark.parametrize("action", ["split", "merge"])
def test_a_file_that_is_not_there_is_said_to_a_program(
    action: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert main(["x12", action, "nowhere", "--out", "x", "--json"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out) == {"file": "nowhere", "problem": "No such file or directory"}
    assert not err


@pytest.mark.parametrize(
    "words",
    [["merge", "claims.837"], ["json", "claims.837"], ["generate", "837p"], ["generate", "837p", "--json"]],
    ids=" ".join,
)
def test_the_folders_that_lead_to_what_is_written_are_made(
    words: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert main(["x12", *words, "--out", "new/deep/made"]) == 0
    assert Path("new/deep/made").stat().st_size > 0


EMPTY = {
    "check": ["check", ""],
    "check beside another": ["check", "claims.837", ""],
    "split": ["split", "", "--out", "parts"],
    "split into": ["split", "claims.837", "--out", ""],
    "merge into": ["merge", "claims.837", "--out", ""],
    "diff": ["diff", "claims.837", ""],
    "json into": ["json", "claims.837", "--out", ""],
    "table into": ["table", "claims.837", "--out", ""],
    "ack into": ["ack", "claims.837", "--out", ""],
    "anonymise into": ["anonymise", "claims.837", "--seed", "1", "--out", ""],
    "generate into": ["generate", "837p", "--out", ""],
    "overlays": ["overlays", ""],
}


@pytest.mark.parametrize("words", EMPTY.values(), ids=EMPTY.keys())
def test_an_empty_name_is_not_the_folder_one_stands_in(
    words: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    before = sorted(folder.rglob("*"))
    with pytest.raises(SystemExit) as ended:
        main(["x12", *words])
    assert ended.value.code == 2
    assert "a name is empty; name a file or a folder (. is this one)" in capsys.readouterr().err
    assert sorted(folder.rglob("*")) == before
