from __future__ import annotations

import argparse
import json

import pytest

from clearlane.doors.console import codes
from clearlane.doors.console.main import main
from clearlane.doors.console.problem import Problem


def test_codes_build_finds_the_committed_edition_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codes", "build", "--check", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["was_current"]
    assert not said["written"]


def test_codes_build_says_when_an_edition_is_old(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(codes, "build", lambda: "another text")
    assert main(["codes", "build", "--check"]) == 1
    assert "not current: run clearlane codes build" in capsys.readouterr().out


def test_codes_build_needs_the_pinned_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(codes, "ICD10CM", codes.ICD10CM._replace(version="0.0.1"))
    with pytest.raises(Problem, match=r"needs simple-icd-10-cm==0\.0\.1"):
        codes.run(argparse.Namespace(action="build", check=True, json=False))
    assert main(["codes", "build"]) == 2
    assert "pip install" in capsys.readouterr().err


def test_codes_build_misses_a_package_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "ICD10CM", codes.ICD10CM._replace(package="clearlane-no-such-package"))
    with pytest.raises(Problem, match="none is installed"):
        codes.build()


def test_codes_list_shows_each_edition(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codes", "list"]) == 0
    shown = capsys.readouterr().out
    assert "icd10cm           2026-04-01 2026-09-30  74719 codes" in shown
    assert "place_of_service  2024-08-01 open" in shown


def test_codes_list_is_read_by_a_program_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codes", "list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["set"] for row in rows} == {"icd10cm", "place_of_service"}
    assert rows[0]["codes"] > 70000
