"""Standard input as a file: `-` is read as any other, as often as need be, and nothing of it stays."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir

import pytest

from clearlane.doors.console.main import main
from clearlane.doors.console.x12_actions import files
from tests.standards.x12.x12_texts import join, lines

CLEAN = join(lines())
WRONG = CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O")


@pytest.fixture(autouse=True)
def piped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The wrong file comes in; the copy is that of this test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRONG)))
    files._copied.cache_clear()
    yield
    files._copied("-").cleanup()


def test_it_is_checked_under_the_name_it_was_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", "check", "-"]) == 1
    assert capsys.readouterr().out.startswith("-: NOT accepted\n")


def test_it_is_read_twice_where_places_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", "check", "--json", "-"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["file"], len(told["findings"])) == ("-", 1)
    assert told["findings"][0]["place"]["pointer"]


def test_it_is_one_of_several_and_known_in_every_process(capsys: pytest.CaptureFixture[str]) -> None:
    Path("clean.837").write_bytes(CLEAN)
    assert main(["x12", "check", "--json", "--jobs", "2", "clean.837", "-"]) == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["file"], one["accepted"]) for one in told] == [("clean.837", True), ("-", False)]


@pytest.mark.parametrize("action", ["explain", "ack", "json"])
def test_other_actions_take_it(action: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["x12", action, "-"]) == (0 if action == "json" else 1)
    assert b"8O" in capsysbinary.readouterr().out


def test_it_can_be_one_side_of_a_comparison(capsys: pytest.CaptureFixture[str]) -> None:
    Path("clean.837").write_bytes(CLEAN)
    assert main(["x12", "diff", "clean.837", "-"]) == 1
    assert capsys.readouterr().out == "claim A2 2300 CLM02: 80 -> 8O\n"


def test_the_copy_is_for_this_user_alone_and_goes_away() -> None:
    copy = files.take("-")
    assert copy.read_bytes() == WRONG
    assert copy.parent.parent.parent == Path(gettempdir())
    assert copy.parent.parent.stat().st_mode & 0o077 == 0
    files._copied("-").cleanup()
    assert not copy.exists()


def test_one_that_is_closed_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SystemExit) as ended:
        main(["x12", "check", "-"])
    assert ended.value.code == 2
    assert "there is no standard input: it is closed" in capsys.readouterr().err
    files._copied.cache_clear()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRONG)))
