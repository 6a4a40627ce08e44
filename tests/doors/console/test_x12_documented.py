"""The page about `clearlane x12`: its commands run as they stand there, and say what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from clearlane.doors.console.main import main
from clearlane.doors.console.x12 import ACTIONS
from tests.house.tree import ROOT
from tests.standards.x12.x12_texts import join, lines

PAGE = (ROOT / "docs" / "x12-command-line.md").read_text(encoding="utf-8")
(PASTED,) = re.findall(r"```x12\n(.*?)```", PAGE, re.DOTALL)
CLEAN = PASTED.encode("ascii")
FENCES = re.findall(r"```(sh|text)\n(.*?)```", PAGE, re.DOTALL)
BLOCKS = [
    (text, FENCES[n + 1][1] if n + 1 < len(FENCES) and FENCES[n + 1][0] == "text" else "")
    for n, (kind, text) in enumerate(FENCES)
    if kind == "sh"
]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the two files of the page."""
    (tmp_path / "good.837").write_bytes(CLEAN)
    (tmp_path / "claims.837").write_bytes(CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("commands", "shown"), BLOCKS, ids=[text.split()[2] + str(n) for n, (text, _) in enumerate(BLOCKS)]
)
def test_the_page_shows_what_happens(commands: str, shown: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for line in commands.splitlines():
        command, _, code = line.partition("#")
        assert main(shlex.split(command)[1:]) == int(code or 0), line
    said = iter(capsys.readouterr().out.splitlines())
    missing = [line for line in shown.splitlines() if line not in said]
    assert missing == []


def test_the_text_to_be_pasted_is_the_clean_file_of_the_tests() -> None:
    assert join(lines(), end="~\n") == CLEAN
    (change,) = re.findall(r"sed 's/(.+?)/(.+?)/'", PAGE)
    assert (change[0].replace("\\", ""), change[1]) == ("CLM*A2*80", "CLM*A2*8O")


def test_every_action_of_the_page_is_there() -> None:
    headings = {word for heading in re.findall(r"^## (.+)$", PAGE, re.MULTILINE) for word in heading.split(" and ")}
    assert headings <= set(ACTIONS)
    assert {"check", "explain", "ack", "split", "merge", "diff", "anonymise"} <= headings
