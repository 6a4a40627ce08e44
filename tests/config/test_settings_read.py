"""Settings of the environment, by tables and by laws: what each reader takes, and what it refuses by name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.config.environment import SettingIsWrong, choice, flag, folder, hosts, number, secret, text

NAME = "CLEARLANE_TRIED"
PRINTABLE = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=20)


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test sets is gone after it."""
    for name in (NAME, f"{NAME}_FILE"):
        monkeypatch.setenv(name, "")


def said(value: str) -> str:
    os.environ[NAME] = value
    return NAME


@given(PRINTABLE, st.text(" \t", max_size=3), PRINTABLE)
def test_a_text_is_what_stands_there_without_blanks_around_it(value: str, blanks: str, default: str) -> None:
    assert text(said(f"{blanks}{value}{blanks}"), default) == (value or default)


# How a flag is written, and what it means.
FLAGS = [
    *((word, True) for word in ("1", "true", "yes", "on", "TRUE", "Yes", "ON", " on ")),
    *((word, False) for word in ("0", "false", "no", "off", "FALSE", "No", "Off", " off ")),
]


@pytest.mark.parametrize(("word", "meant"), FLAGS)
@pytest.mark.parametrize("default", [True, False])
def test_a_flag_that_is_set_does_not_ask_for_its_default(word: str, meant: bool, default: bool) -> None:
    assert flag(said(word), default=default) is meant


@pytest.mark.parametrize("default", [True, False])
def test_a_flag_that_is_not_set_is_its_default(default: bool) -> None:
    assert flag(said(" "), default=default) is default


@pytest.mark.parametrize("word", ["2", "y", "n", "t", "ja", "1.0", "truee", "-1", "on off"])
def test_what_is_neither_yes_nor_no_is_refused_by_name(word: str) -> None:
    with pytest.raises(SettingIsWrong, match=f"{NAME} is '{word}'; it may be 1 or 0"):
        flag(said(word))


@given(st.integers(0, 2**40), st.integers(0, 2**40), st.integers(0, 2**40))
def test_a_number_is_taken_exactly_within_its_bounds(value: int, first: int, second: int) -> None:
    least, most = sorted((first, second))
    if least <= value <= most:
        assert number(said(str(value)), 5, least=least, most=most) == value
    else:
        with pytest.raises(SettingIsWrong, match=f"from {least} to {most}"):
            number(said(str(value)), 5, least=least, most=most)


@pytest.mark.parametrize(("value", "taken"), [("0", 0), ("007", 7), ("2147483647", 2**31 - 1), (" 12 ", 12)])
def test_a_number_without_bounds_is_one_of_a_database(value: str, taken: int) -> None:
    assert number(said(value), 99) == taken


@pytest.mark.parametrize("value", ["+1", "1e3", "0x10", "1_000", "1,000", "½", "²", "2147483648", "-0", "one"])
def test_what_is_no_plain_number_is_refused(value: str) -> None:
    with pytest.raises(SettingIsWrong, match="it may be a whole number from 0 to 2147483647"):
        number(said(value), 99)


@given(st.sampled_from(["a", "b", "c"]), PRINTABLE)
def test_a_choice_is_one_of_its_words_or_nothing(word: str, other: str) -> None:
    among = ("a", "b", "c")
    assert choice(said(word), "b", among=among) == word
    if other and other not in among:
        with pytest.raises(SettingIsWrong, match="it may be a, b, c"):
            choice(said(other), "b", among=among)


@pytest.mark.parametrize("word", ["A", "a,b", "ab"])
def test_a_choice_is_written_as_it_stands(word: str) -> None:
    with pytest.raises(SettingIsWrong):
        choice(said(word), "a", among=("a", "b"))


# What stands there, and the hosts that are meant.
HOSTS = [
    ("localhost", ["localhost"]),
    ("A.Example.ORG", ["a.example.org"]),
    (".example.org", [".example.org"]),
    ("*", ["*"]),
    ("10.0.0.5,[::1]", ["10.0.0.5", "[::1]"]),
    ("[fe80::1:2]", ["[fe80::1:2]"]),
    ("a-b.c-d", ["a-b.c-d"]),
    (",,a,,b,,", ["a", "b"]),
    ("a, a", ["a"]),
]


@pytest.mark.parametrize(("value", "meant"), HOSTS)
def test_hosts_are_read_as_names(value: str, meant: list[str]) -> None:
    assert hosts(said(value), "default.example") == meant


@pytest.mark.parametrize(
    "wrong",
    [
        "http://a", "a/b", "a:80", "a..b", "a.", "*.a", "a*", "[::1", "::1", "a b", "a_b", "ö.example", "[::1]:80", ".",
        "a\tb",
    ],
)  # fmt: skip
def test_a_wrong_host_is_named_beside_good_ones(wrong: str) -> None:
    with pytest.raises(SettingIsWrong) as refused:
        hosts(said(f"good.example,{wrong},127.0.0.1"), "default.example")
    assert f"{NAME} has {wrong} in it"[:-6] in str(refused.value)
    assert "good.example" not in str(refused.value).partition(";")[0]


def test_an_empty_default_names_no_host() -> None:
    with pytest.raises(SettingIsWrong, match="has no name in it"):
        hosts(said(""), "")


def test_a_folder_is_where_it_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert folder(said("keys"), Path("/default")) == tmp_path / "keys"
    assert folder(said("~/keys"), Path("/default")) == tmp_path / "home" / "keys"
    assert folder(said("/run/keys"), Path("/default")) == Path("/run/keys")
    assert folder(said(""), Path("/default")) == Path("/default")
    assert folder(said(""), Path("default")) == tmp_path / "default"


def test_a_secrets_file_comes_before_the_secret_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("  from the file\n\n")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "secret"))
    assert secret(said("from the environment")) == "from the file"
    monkeypatch.setenv(f"{NAME}_FILE", "")
    assert secret(NAME) == "from the environment"
    assert secret(said(""), "default") == "default"


@pytest.mark.parametrize("kind", ["folder", "missing"])
def test_a_secrets_file_that_cannot_be_read_says_why_and_tells_nothing(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path if kind == "folder" else tmp_path / "missing"
    monkeypatch.setenv(f"{NAME}_FILE", str(place))
    with pytest.raises(SettingIsWrong) as refused:
        secret(said("hush"))
    assert f"{NAME}_FILE is '{place}', which cannot be read: " in str(refused.value)
    assert "hush" not in str(refused.value)
