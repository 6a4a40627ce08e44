"""clearlane codes import: what is said of who asks a list, and that a part of one does not take the place of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from clearlane.doors.console.main import main
from clearlane.standards.codes.library import use_folder
from tests.doors.console.test_codes_command import asked, written
from tests.house.tree import ROOT


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own for lists that are brought in, and a clock that stands."""
    monkeypatch.setenv("CLEARLANE_CODES", str(tmp_path / "codes"))
    (tmp_path / "clock").write_text("2026-11-24T12:00:00Z")
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    yield tmp_path / "codes"
    use_folder(None)


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        (["check", "nolist", "X"], {"problem": "there is no list 'nolist'; `clearlane codes list` names them all"}),
        (["show", "zz"], {"problem": "there is no list 'zz'; `clearlane codes list` names them all"}),
        (["forget", "zz"], {"problem": "there is no list 'zz'; `clearlane codes list` names them all"}),
        (["import", "cpt", "nofile"], {"file": "nofile", "problem": "No such file or directory"}),
        (["import", "unit", "nofile"], {"problem": "unit comes with this program; there is nothing to bring in"}),
    ],
)
def test_what_cannot_be_done_is_json_where_json_was_asked_for(
    words: list[str], plain: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["codes", *words, "--json"]) == 2
    out, err = capsys.readouterr()
    assert (json.loads(out), err) == (plain, "")
    assert main(["codes", *words]) == 2
    assert tuple(capsys.readouterr()) == ("", f"clearlane codes: {': '.join(plain.values())}\n")


def test_a_damaged_list_is_told_in_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder.mkdir()
    (folder / "carc-2026-01-01.txt").write_text("rubbish\n")
    assert main(["codes", "show", "carc", "--json"]) == 2
    assert "carc-2026-01-01.txt is damaged" in json.loads(capsys.readouterr().out)["problem"]


RECORDS = {
    "ncci_ptp": (
        "procedure_pairs",
        "Column 1,Column 2,Effective Date,Deletion Date,Modifier\n99213,36415,20260101,*,1\n",
    ),
    "mue": (
        "procedure_units",
        "HCPCS/CPT Code,Practitioner Services MUE Values,MUE Adjudication Indicator\n99213,2,3\n",
    ),
    "nppes": ("npi_in_use", "NPI,NPI Deactivation Date,NPI Reactivation Date\n1234567893,,\n"),
}


@pytest.mark.parametrize("kind", RECORDS)
def test_records_are_said_to_be_asked_by_their_edit_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str
) -> None:
    edit, text = RECORDS[kind]
    code, out = asked(capsys, "import", kind, written(tmp_path, text))
    assert code == 0
    assert f"1 of {kind} counts from 2026-11-24 on; it lies in " in out
    asks = f"The edit {edit} of a house asks the list once it was restarted; `clearlane x12 check` does not.\n"
    assert asks in out
    assert any(path.stem == edit for path in (ROOT / "docs" / "rules").iterdir())


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (
            "icd10cm",
            "00001 A000    1 CHOLERA\n00002 A001    1 CHOLERA\n",
            "2 codes, and the list that it would follow 74,879",
        ),
        ("icd10cm", "00001 A000    1 CHOLERA\n", "1 code, and the list that it would follow 74,879"),
        ("place_of_service", "Code\n11\n", "1 code, and the list that it would follow 52"),
    ],
)
def test_a_list_that_lost_most_of_its_codes_is_refused_unless_that_is_meant(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: Path, kind: str, text: str, said: str
) -> None:
    words = ("import", kind, written(tmp_path, text))
    code, out = asked(capsys, *words)
    assert code == 1
    assert f"the file holds {said}. Check that it is the whole file; " in out
    assert not folder.exists()
    assert asked(capsys, *words, "--smaller")[0] == 0
    assert asked(capsys, *words)[0] == 0, "it is as large as the one that it replaces"


def test_a_list_may_lose_a_tenth_and_records_no_more_either(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    head = "HCPCS/CPT Code,Practitioner Services MUE Values,MUE Adjudication Indicator\n"
    texts = [head + "".join(f"{code},2,3\n" for code in range(99201, 99201 + count)) for count in (20, 18, 16)]
    days = ["2026-01-01", "2026-04-01", "2026-07-01"]
    pairs = zip(texts, days, strict=True)
    assert [asked(capsys, "import", "mue", written(tmp_path, text), "--from", day)[0] for text, day in pairs] == [
        0,
        0,
        1,
    ]


def test_a_damaged_list_is_brought_in_again(capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: Path) -> None:
    folder.mkdir()
    (folder / "cpt-2026-11-24.txt").write_text("rubbish\n")
    assert asked(capsys, "import", "cpt", written(tmp_path, "Code\n99213\n"))[0] == 0


def test_one_code_is_one_code(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    asked(capsys, "import", "cpt", written(tmp_path, "Code\n99213\n"))
    out = asked(capsys, "show", "cpt")[1]
    assert "here       1 code, from 2026-11-24\n" in out
    assert out.count("1 code\n") == 1
