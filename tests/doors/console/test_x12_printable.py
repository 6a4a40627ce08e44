"""What a file holds does not steer the terminal it is shown on."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.console.main import main
from clearlane.doors.console.x12_actions.tell import tell
from clearlane.standards.x12.printable import printable
from tests.standards.x12.x12_texts import join, lines

CLEAN = join(lines())
HOSTILE = CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8\x1b[31m\x07").replace(b"HC:99213", b"\x1b]0;x\x07C:99213")


@given(st.binary())
def test_only_what_can_be_printed_is_left(content: bytes) -> None:
    text = content.decode("latin-1").replace("\xa0", " ").replace("\xad", "-")
    assert printable(text).isprintable()
    assert (printable(text) == text) == text.isprintable()


def test_a_control_character_is_written_out() -> None:
    assert printable("8\x1b[31m\x07é") == r"8\x1b[31m\x07é"


@pytest.mark.parametrize(
    "words", [["check", "hostile.837"], ["explain", "hostile.837"], ["diff", "clean.837", "hostile.837"]]
)
def test_no_action_hands_one_on(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("clean.837").write_bytes(CLEAN)
    Path("hostile.837").write_bytes(HOSTILE)
    assert main(["x12", *words]) == 1
    out = capsys.readouterr().out
    assert r"\x1b[31m" in out
    assert [line for line in out.splitlines() if not line.isprintable()] == []


STEERING = "\x1b[2J.837"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["split", STEERING, "--out", "parts"], 0),
        (["split", "nowhere" + STEERING, "--out", "parts"], 2),
        (["merge", STEERING, "--out", "m" + STEERING], 0),
        (["merge", STEERING, "--out", STEERING], 2),
        (["generate", "999", "--out", "g" + STEERING], 0),
        (["table", STEERING, "--format", "csv", "--out", "\x1b[2J"], 0),
        (["from-json", STEERING], 1),
        (["overlays", STEERING], 1),
        (["check", "--overlay", STEERING, STEERING], 2),
    ],
)
def test_the_name_of_a_file_steers_nothing_either(
    words: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(STEERING).write_bytes(CLEAN)
    assert main(["x12", *words]) == code
    told = "".join(capsys.readouterr())
    assert r"\x1b[2J" in told
    assert [line for line in told.split("\n") if not line.isprintable()] == []


def test_words_and_json_hold_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    tell(["8\x1b", "\x7f"])
    tell("unheard", plain={"value": "8\x1b\x7f"})
    assert capsys.readouterr().out == '8\\x1b\n\\x7f\n{"value": "8\\u001b\\u007f"}\n'
