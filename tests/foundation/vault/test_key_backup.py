"""The keys in one file: ten words open it, nothing else does, and nothing that is there is overwritten."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from clearlane.foundation.vault import key_backup
from clearlane.foundation.vault.key_backup import (
    BackupIsWrong,
    KeysAreThere,
    back_up,
    fingerprint,
    make_passphrase,
    restore,
)
from clearlane.foundation.vault.keyring import make_keys

WORDS = "apple beach cabin daisy eagle field garden harbor island jacket"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The slow function, at its least: what it costs is not what is tested."""
    monkeypatch.setattr(key_backup, "_COST", {"n": 2, "r": 8, "p": 1})


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    folder = tmp_path / "keys"
    make_keys(folder=folder)
    (folder / "connections").mkdir()
    (folder / "connections" / "upstream").write_bytes(b"a private key\n")
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_was_backed_up_comes_back_whole_and_closed_to_others(keys: Path, tmp_path: Path) -> None:
    there = tmp_path / "elsewhere"
    names = restore(backup=back_up(folder=keys, passphrase=WORDS), passphrase=WORDS, folder=there)
    assert content(there) == content(keys)
    assert sorted(names) == ["audit.key", "connections/upstream", "master.key", "web.key"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in there.rglob("*") if path.is_file()} == {0o600}


@pytest.mark.parametrize("said", [WORDS.upper(), f"  {WORDS}\n", WORDS.replace(" ", "   ")])
def test_the_words_count_and_not_how_they_are_typed(keys: Path, tmp_path: Path, said: str) -> None:
    assert restore(backup=back_up(folder=keys, passphrase=WORDS), passphrase=said, folder=tmp_path / "x")


def test_no_key_can_be_read_in_the_file(keys: Path) -> None:
    told = back_up(folder=keys, passphrase=WORDS)
    assert not [secret for secret in content(keys).values() if secret.strip() in told]


def test_other_words_open_nothing(keys: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupIsWrong, match="does not open"):
        restore(backup=back_up(folder=keys, passphrase=WORDS), passphrase=WORDS + "s", folder=tmp_path / "x")
    assert not (tmp_path / "x").exists()


@run(max_examples=60)
@given(where=st.integers(0, 10_000), letter=st.integers(0, 255))
def test_a_file_that_was_changed_or_is_none_is_refused(where: int, letter: int) -> None:
    good = bytearray(
        json.dumps({"form": "clearlane keys 1", "salt": "AA==", "nonce": "AA==", "sealed": "AA=="}).encode()
    )
    good[where % len(good)] = letter
    with pytest.raises(BackupIsWrong):
        restore(backup=bytes(good), passphrase=WORDS, folder=Path("/nowhere"))


@pytest.mark.parametrize("name", ["../escaped", "/etc/escaped", "a/../../escaped"])
def test_a_file_that_names_places_outside_is_refused(
    keys: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = json.dumps({name: "AA=="}).encode()
    with monkeypatch.context() as patch:
        patch.setattr(
            json, "dumps", lambda value: files.decode() if "form" not in value else json.JSONEncoder().encode(value)
        )
        backup = back_up(folder=keys, passphrase=WORDS)
    with pytest.raises(BackupIsWrong, match="outside"):
        restore(backup=backup, passphrase=WORDS, folder=tmp_path / "x")


def test_other_keys_are_never_overwritten(keys: Path, tmp_path: Path) -> None:
    there = tmp_path / "other"
    make_keys(folder=there)
    before = content(there)
    with pytest.raises(KeysAreThere, match=r"audit\.key, master\.key"):
        restore(backup=back_up(folder=keys, passphrase=WORDS), passphrase=WORDS, folder=there)
    assert content(there) == before


def test_restoring_twice_is_restoring_once(keys: Path) -> None:
    before = content(keys)
    restore(backup=back_up(folder=keys, passphrase=WORDS), passphrase=WORDS, folder=keys)
    assert content(keys) == before


def test_a_passphrase_is_ten_words_and_another_each_time() -> None:
    made = [make_passphrase() for _ in range(5)]
    assert {len(words) for words in made} == {10}
    assert len({" ".join(words) for words in made}) == 5


def test_there_are_256_words_each_once() -> None:
    words = key_backup._words()
    assert len(words) == len(set(words)) == 256
    assert all(word.isalpha() and word.islower() and len(word) <= 9 for word in words)


def test_a_fingerprint_changes_with_the_keys_and_opens_nothing(keys: Path, tmp_path: Path) -> None:
    make_keys(folder=tmp_path / "other")
    assert fingerprint(keys) != fingerprint(tmp_path / "other")
    assert fingerprint(keys).encode() not in b"".join(content(keys).values())
    assert fingerprint(tmp_path / "none") == fingerprint(tmp_path / "no such folder either")
