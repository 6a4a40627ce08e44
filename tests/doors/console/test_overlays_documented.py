"""The page about overlays: its example loads, its commands run as they stand there, and say what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from clearlane.doors.console.main import main
from clearlane.standards import x12
from tests.house.tree import ROOT
from tests.standards.x12.x12_texts import join, lines

PAGE = (ROOT / "docs" / "guides" / "overlays.md").read_text(encoding="utf-8")
FENCES = re.findall(r"```(sh|text|overlay)\n(.*?)```", PAGE, re.DOTALL)
(EXAMPLE,) = (text for kind, text in FENCES if kind == "overlay")
COMMANDS = [line for kind, text in FENCES if kind == "sh" for line in text.splitlines()]
SHOWN = [line for kind, text in FENCES if kind == "text" for line in text.splitlines()]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "good.837").write_bytes(join(lines()))
    (tmp_path / "harbor.txt").write_text(EXAMPLE, "ascii")
    monkeypatch.chdir(tmp_path)


def test_the_commands_of_the_page_do_what_it_shows(capsys: pytest.CaptureFixture[str]) -> None:
    for line in COMMANDS:
        command, _, code = line.partition("#")
        assert main(shlex.split(command)[1:]) == int(code or 0), line
    said = capsys.readouterr().out.splitlines()
    assert [line for line in SHOWN if line not in said] == []
    assert len(SHOWN) >= 3


def test_the_example_narrows_what_the_page_says() -> None:
    overlay = x12.load_overlay(Path("harbor.txt"))
    assert [one.old.id for one in overlay.narrowings if one.old] == ["CUR", "NM1", "2310B"]
    told = [event for event in x12.check([join(lines())], overlays=[overlay]) if isinstance(event, x12.Finding)]
    assert [(one.rule, one.place.loop) for one in told] == [("payer.missing_loop", "2310B")] * 2


def test_the_page_tells_of_each_line_of_a_header() -> None:
    for word in ("overlay", "payer", "source", "ids", "in", "relax"):
        assert f"| `{word} " in PAGE, word


def test_the_page_names_the_rules_that_there_are() -> None:
    named = set(re.findall(r"`(payer\.[a-z_]+)`", PAGE))
    known = {"payer.missing", "payer.bad_code", "payer.not_taken", "payer.overlay_not_used"}
    assert named == known
