from __future__ import annotations

import json
from pathlib import Path

import pytest

from clearlane.doors.console import edits
from clearlane.doors.console.main import main
from clearlane.exchange.edits.cases.read import Case
from clearlane.exchange.edits.rulebook import rulebook


def test_edits_list_names_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["edits", "list", "--json"]) == 0
    assert [row["id"] for row in json.loads(capsys.readouterr().out)] == [rule.id for rule in rulebook()]


def test_edits_list_is_a_line_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["edits", "list"]) == 0
    assert "billing_npi          reject  A7:562:85" in capsys.readouterr().out


def test_edits_show_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["edits", "show", "total_charge"]) == 0
    shown = capsys.readouterr().out
    assert "# The total charge is the sum of the lines" in shown
    assert "$20.00 too little" in shown


def test_edits_show_knows_no_other_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["edits", "show", "no_such_edit"]) == 2
    assert "there is no edit 'no_such_edit'" in capsys.readouterr().err


def test_edits_try_runs_every_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["edits", "try"]) == 0
    assert f"cases of {len(rulebook())} edits, 0 disagree" in capsys.readouterr().out


def test_edits_try_says_which_case_disagrees(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = Case("It never passes.", (), (), (), ("reject A8:400 at 2300 CLM02",))
    monkeypatch.setattr(edits, "read_beside", lambda *, rule: (wrong,))
    assert main(["edits", "try", "total_charge"]) == 1
    shown = capsys.readouterr().out
    assert "total_charge: It never passes." in shown
    assert "1 cases of 1 edits, 1 disagree" in shown


def test_edits_pages_writes_what_is_old_and_then_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["edits", "pages", "--to", str(tmp_path), "--check"]) == 1
    assert main(["edits", "pages", "--to", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == set(edits.pages())
    capsys.readouterr()
    assert main(["edits", "pages", "--to", str(tmp_path), "--check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"old": [], "written": False}


def test_edits_pages_needs_a_folder(tmp_path: Path) -> None:
    assert main(["edits", "pages", "--to", str(tmp_path / "nowhere")]) == 2
