"""``clearlane setup`` and ``clearlane keys``: what is asked, tested, written, and asked back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clearlane.config.environment import read_file
from clearlane.doors.console.main import main
from clearlane.doors.console.up import WEB_PORT
from clearlane.foundation.vault import key_backup
from clearlane.foundation.vault.is_backed_up import is_backed_up
from clearlane.foundation.vault.keyring import make_keys

Say = Callable[..., tuple[int, str]]
SERVICE = ("mode=service", "legal_name=Elm Clearing LLC", "legal_address=1 Elm St, Springfield, IL 62701",
           "signatory_name=Ann Elm", "signatory_title=Owner")  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder with keys, and a slow function at its least."""
    monkeypatch.setattr(key_backup, "_COST", {"n": 2, "r": 8, "p": 1})
    monkeypatch.setenv("CLEARLANE_DATA", str(tmp_path))
    make_keys(folder=tmp_path / "keys")
    yield tmp_path
    read_file.cache_clear()


@pytest.fixture
def say(folder: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command in that folder; its exit code and what it printed."""

    def run(*words: str) -> tuple[int, str]:
        read_file.cache_clear()
        capsys.readouterr()
        code = main([*words, "--data", str(folder)])
        spoken = capsys.readouterr()
        return code, spoken.out + spoken.err

    return run


def answered(*pairs: str) -> list[str]:
    return [word for pair in pairs for word in ("--set", pair)]


def test_answers_are_written_and_shown(folder: Path, say: Say) -> None:
    assert say("setup", *answered("origin=https://claims.example.org", "support_phone=(555) 010-0123"))[0] == 0
    read_file.cache_clear()
    assert read_file(folder / "clearlane.toml") == {
        "origin": "https://claims.example.org", "support_phone": "(555) 010-0123",
    }  # fmt: skip
    assert json.loads(say("setup", "--show", "--json")[1])["settings"]["support_phone"] == "(555) 010-0123"


def test_a_later_answer_keeps_the_earlier_ones_and_an_empty_one_takes_away(folder: Path, say: Say) -> None:
    say("setup", *answered("support_phone=1", "support_hours=always"))
    say("setup", *answered("support_phone="))
    read_file.cache_clear()
    assert read_file(folder / "clearlane.toml") == {"support_hours": "always"}


@pytest.mark.parametrize(
    ("pair", "says"),
    [("origin=http://x.org", "origin: plain http"), ("colour=blue", "--set colour: a setting is one of"),
     ("mode", "given as NAME=VALUE"), ("support_email=nobody", "support_email: it is an e-mail address")],
)  # fmt: skip
def test_a_wrong_answer_writes_nothing(folder: Path, say: Say, pair: str, says: str) -> None:
    code, said = say("setup", "--set", pair)
    assert (code, says in said) == (2, True)
    assert not (folder / "clearlane.toml").exists()


def test_a_house_in_service_is_told_what_it_lacks(say: Say) -> None:
    code, said = say("setup", *answered("mode=service"))
    assert (code, "legal_name       is not set" in said) == (1, True)
    assert say("setup", *answered(*SERVICE))[0] == 0


def test_an_empty_file_says_what_holds_instead(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = say("setup", "--show")
    assert (code, "nothing is written yet" in said) == (0, True)
    for usual in ("evaluation (usual", f"http://localhost:{WEB_PORT} (usual", "America/New_York (usual"):
        assert usual in said
    asked: list[str] = []

    def answer(text: str) -> str:
        asked.append(text)
        return ""

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", answer)
    say("setup")
    assert ("[evaluation]" in asked[0], any("[]" in each for each in asked)) == (True, False)


def test_a_secret_is_never_shown(folder: Path, say: Say) -> None:
    (folder / "clearlane.toml").write_text('smtp_url = "smtp://us:geheim@mail.example.org"\n')
    for words in (("setup", "--show"), ("setup", "--show", "--json")):
        assert "geheim" not in say(*words)[1]


def test_without_a_terminal_it_says_how_else(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    code, said = say("setup")
    assert (code, "--set NAME=VALUE" in said) == (2, True)


def test_on_a_terminal_each_is_asked_until_it_is_right(folder: Path, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    say("setup", *answered("support_phone=1", "support_hours=always"))
    typed = iter(["own_use", "localhost", "https://a.example.org", "", "", "", "", "", "", "-", *[""] * 10])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _asked: next(typed))
    code, said = say("setup")
    assert (code, said.count("not that:")) == (0, 1)
    read_file.cache_clear()
    written = read_file(folder / "clearlane.toml")
    assert written == {"mode": "own_use", "origin": "https://a.example.org", "support_phone": "1"}


def knowing(monkeypatch: pytest.MonkeyPatch, *, wrong: bool = False) -> list[str]:
    """Ten words that are known beforehand, and a person who answers with them."""
    words = [f"word{'abcdefghij'[n]}" for n in range(10)]

    def answer(question: str) -> str:
        return (
            " ".join(words) if "ten" in question else "nonsense" if wrong else words[int(question.split()[2][:-1]) - 1]
        )

    monkeypatch.setattr("clearlane.doors.console.keys.make_passphrase", lambda: words)
    monkeypatch.setattr("builtins.input", answer)
    return words


def test_a_backup_asks_two_words_back_and_restores(
    folder: Path, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = knowing(monkeypatch)
    code, said = say("keys", "backup", str(tmp_path / "safe.keys"))
    assert (code, " ".join(words) in said, is_backed_up(data=folder, keys=folder / "keys")) == (0, True, True)
    before = (folder / "keys" / "master.key").read_bytes()
    for path in (folder / "keys").glob("*.key"):
        path.unlink()
    assert not is_backed_up(data=folder, keys=folder / "keys")
    assert say("keys", "restore", str(tmp_path / "safe.keys"))[0] == 0
    assert (folder / "keys" / "master.key").read_bytes() == before
    assert is_backed_up(data=folder, keys=folder / "keys")


def test_who_did_not_write_the_words_down_has_no_backup(
    folder: Path, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowing(monkeypatch, wrong=True)
    assert say("keys", "backup", str(tmp_path / "safe.keys"))[0] == 1
    assert not (tmp_path / "safe.keys").exists()
    assert not is_backed_up(data=folder, keys=folder / "keys")


def test_new_keys_need_a_new_backup(folder: Path, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    knowing(monkeypatch)
    say("keys", "backup", str(tmp_path / "safe.keys"))
    (folder / "keys" / "audit.key").unlink()
    make_keys(folder=folder / "keys")
    assert not is_backed_up(data=folder, keys=folder / "keys")


def test_a_file_that_is_there_is_not_overwritten(say: Say, tmp_path: Path) -> None:
    (tmp_path / "safe.keys").write_text("precious")
    code, said = say("keys", "backup", str(tmp_path / "safe.keys"))
    assert (code, "is there already" in said, (tmp_path / "safe.keys").read_text()) == (2, True, "precious")


@pytest.mark.parametrize(("name", "code"), [("none.keys", 2), ("clearlane.toml", 1)])
def test_what_is_no_backup_is_said(
    folder: Path, say: Say, name: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowing(monkeypatch)
    (folder / "clearlane.toml").write_text('mode = "evaluation"\n')
    assert say("keys", "restore", str(folder / name))[0] == code
