from __future__ import annotations

from pathlib import Path

import pytest

from clearlane.config.environment import SettingIsWrong, choice, flag, folder, hosts, number, secret, text


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLEARLANE_X", raising=False)


def test_an_empty_setting_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARLANE_X", "  ")
    assert text("CLEARLANE_X", "default") == "default"


@pytest.mark.parametrize(("value", "read"), [("1", True), ("Yes", True), ("off", False), ("FALSE", False)])
def test_a_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch, value: str, read: bool) -> None:
    monkeypatch.setenv("CLEARLANE_X", value)
    assert flag("CLEARLANE_X") is read


def test_a_flag_that_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARLANE_X", "perhaps")
    with pytest.raises(SettingIsWrong, match="CLEARLANE_X is 'perhaps'"):
        flag("CLEARLANE_X")


@pytest.mark.parametrize("value", ["-1", "70000", "eight", "1.5"])
def test_a_number_out_of_bounds_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CLEARLANE_X", value)
    with pytest.raises(SettingIsWrong, match="from 1 to 65535"):
        number("CLEARLANE_X", 80, least=1, most=65535)


def test_a_number_has_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert number("CLEARLANE_X", 80) == 80
    monkeypatch.setenv("CLEARLANE_X", "81")
    assert number("CLEARLANE_X", 80) == 81


def test_a_choice_is_among_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choice("CLEARLANE_X", "a", among=("a", "b")) == "a"
    monkeypatch.setenv("CLEARLANE_X", "c")
    with pytest.raises(SettingIsWrong, match="it may be a, b"):
        choice("CLEARLANE_X", "a", among=("a", "b"))


def test_a_folder_is_absolute() -> None:
    assert folder("CLEARLANE_X", Path("here")).is_absolute()


def test_a_secret_may_come_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("s3cret\n")
    monkeypatch.setenv("CLEARLANE_X_FILE", str(tmp_path / "secret"))
    assert secret("CLEARLANE_X") == "s3cret"


def test_a_secrets_file_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARLANE_X_FILE", "/nowhere/secret")
    with pytest.raises(SettingIsWrong, match="CLEARLANE_X_FILE is '/nowhere/secret'"):
        secret("CLEARLANE_X")


def test_hosts_are_names_with_commas_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert hosts("CLEARLANE_X", "localhost,[::1],") == ["localhost", "[::1]"]
    monkeypatch.setenv("CLEARLANE_X", " Claims.example.org , .clinic.example,10.0.0.5")
    assert hosts("CLEARLANE_X", "localhost") == ["claims.example.org", ".clinic.example", "10.0.0.5"]


@pytest.mark.parametrize("value", ["https://claims.example.org", "claims.example.org:443", "a b", ",", "*.example.org"])
def test_a_host_that_is_no_name_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CLEARLANE_X", value)
    with pytest.raises(SettingIsWrong, match="it may be claims"):
        hosts("CLEARLANE_X", "localhost")
