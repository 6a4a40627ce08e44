"""Where the data folder is, by option, by environment, by checkout, and otherwise at home."""

from __future__ import annotations

from pathlib import Path

import pytest

import clearlane
from clearlane.config.place import find_checkout, place
from tests.cluster import ROOT


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLEARLANE_DATA", raising=False)


def elsewhere(folder: Path, monkeypatch: pytest.MonkeyPatch, *files: str) -> None:
    """Let the program run from another folder, beside which these files are."""
    (folder / "clearlane").mkdir(exist_ok=True)
    for name in files:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    monkeypatch.setattr(clearlane, "__file__", str(folder / "clearlane" / "__init__.py"))


def test_the_option_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARLANE_DATA", "/said")
    assert place(Path("/chosen")) == Path("/chosen")
    assert place() == Path("/said")


@pytest.mark.parametrize("said", ["", "   "])
def test_an_empty_setting_says_nothing(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARLANE_DATA", said)
    assert place() == ROOT / ".clearlane"


def test_a_path_is_absolute_and_knows_its_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert place(Path("here")) == tmp_path / "here"
    assert place(Path("~/data")) == tmp_path / "home" / "data"
    monkeypatch.setenv("CLEARLANE_DATA", "~/data")
    assert place() == tmp_path / "home" / "data"


def test_a_checkout_has_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere(tmp_path, monkeypatch, "pyproject.toml", "bin/clearlane")
    assert find_checkout() == tmp_path
    assert place() == tmp_path / ".clearlane"


@pytest.mark.parametrize("files", [[], ["pyproject.toml"], ["bin/clearlane"]])
def test_what_was_installed_has_its_data_at_home(
    files: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere(tmp_path, monkeypatch, *files)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert find_checkout() is None
    assert place() == tmp_path / "home" / ".local" / "share" / "clearlane"


def test_looking_makes_nothing(tmp_path: Path) -> None:
    assert place(tmp_path / "not-yet") == tmp_path / "not-yet"
    assert list(tmp_path.iterdir()) == []
