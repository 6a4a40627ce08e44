"""Whatever ``clearlane setup`` takes for an answer, the house starts with; what it refuses, it refuses in words."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clearlane.config.environment import FILE, read_file
from clearlane.config.house import MODES, QUESTIONS, House, house
from clearlane.config.names import NAMES
from clearlane.doors.console.main import main

TESTED = {each.name: each for each in QUESTIONS if each.name != "smtp_url"}
"""All but the one that is tried against a server."""
FREE = ("legal_name", "legal_address", "signatory_name", "signatory_title", "support_phone", "support_hours")
ANY = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)
NASTY = (
    "http://[", "https://x:port", "https://[::1", "//", "https://a b", "~nobody-of-that-name/terms.txt", "~", "/", ".",
    "America", "../etc/passwd", "/etc/passwd", "a" * 300, "\x7f", "\\", '"', '"""', "'", "#", "\\u0000", "\n[table]\n",
    "=", " = ", "\ud800", "2026-02-30", ",", ",,", "2026-12-25,", "<>", "a@b.c,", "Name <", "Elm <a@b.c> x", "\u2028",
)  # fmt: skip


@contextmanager
def written(*pairs: str) -> Iterator[tuple[int, str]]:
    """What ``clearlane setup --set ...`` ends with and says, in a data folder that the settings then name."""
    before = os.environ.get("CLEARLANE_DATA")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CLEARLANE_DATA"] = folder
        read_file.cache_clear()
        said = io.StringIO()
        words = [word for pair in pairs for word in ("--set", pair)]
        try:
            with redirect_stdout(said), redirect_stderr(said):
                code = main(["setup", *words, "--data", folder])
            read_file.cache_clear()
            yield code, said.getvalue()
        finally:
            read_file.cache_clear()
            os.environ.pop("CLEARLANE_DATA")
            if before is not None:
                os.environ["CLEARLANE_DATA"] = before


def read_back() -> dict[str, Any]:
    return dict(read_file(Path(os.environ["CLEARLANE_DATA"]) / FILE))


@pytest.mark.parametrize("name", sorted(TESTED))
@pytest.mark.parametrize("typed", NASTY)
def test_a_nasty_answer_is_taken_or_told_why_not(name: str, typed: str) -> None:
    reason = TESTED[name].why_not(typed)
    assert isinstance(reason, str)
    assert "\n" not in reason


@pytest.mark.parametrize("name", sorted(TESTED))
@given(typed=ANY)
def test_any_answer_is_taken_or_told_why_not(name: str, typed: str) -> None:
    assert isinstance(TESTED[name].why_not(typed), str)


@given(values=st.dictionaries(st.sampled_from(FREE), ANY.filter(str.strip), min_size=1))
@example(values={"legal_name": "Elm \x7f LLC"})
@example(values={"legal_name": 'Elm "The Lane" \\ LLC\n[house]'})
@example(values={"support_hours": "\x85\u2028\u2029 \t \x1f"})
def test_what_was_written_is_what_the_house_reads(values: dict[str, str]) -> None:
    with written(*(f"{name}={value}" for name, value in values.items())) as (code, said):
        assert code == 0, said
        assert read_back() == values
        known: House = house()
        assert {name: getattr(known, name) for name in values} == {
            name: value.strip() for name, value in values.items()
        }


@given(typed=st.one_of(ANY, st.sampled_from(NASTY)))
def test_a_value_that_no_file_can_hold_is_refused_and_nothing_is_written(typed: str) -> None:
    with written(f"legal_name={typed}") as (code, said):
        if code:
            assert "legal_name" in said
            assert read_back() == {}
        else:
            assert read_back().get("legal_name", "") == typed


CALENDAR = st.dates().map(lambda day: day.isoformat())


@given(days=st.lists(CALENDAR, min_size=1, max_size=6), mode=st.sampled_from(MODES))
def test_a_calendar_that_is_taken_is_read_in_order(days: list[str], mode: str) -> None:
    with written(f"holidays={', '.join(days)}", f"mode={mode}"):
        known = house()
    assert [day.isoformat() for day in known.holidays] == sorted(days)
    assert known.mode == mode
    assert bool(known.lacks) is (mode == "service")


@pytest.mark.parametrize("name", ["terms", "privacy"])
def test_a_text_is_named_as_it_will_be_opened(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "terms.txt").write_text("Be kind.")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert TESTED[name].why_not(str(tmp_path / "terms.txt")) == ""
    assert "from the root" in TESTED[name].why_not("~/terms.txt")


@pytest.mark.parametrize(
    "origin",
    ["https://claims.example.org:99999", "https://claims.example.org:abc", "https://ann:x@claims.example.org",
     "https://claims.example.org#here", "https://claims example.org", "https://claims.example.org\\x"],
)  # fmt: skip
def test_an_origin_is_scheme_host_and_port_alone(origin: str) -> None:
    assert "https://claims.example.org" in TESTED["origin"].why_not(origin)


@given(name=st.sampled_from(sorted(NAMES)), typed=ANY.filter(str.strip))
def test_a_setting_that_is_not_asked_for_comes_back_as_it_was_given(name: str, typed: str) -> None:
    if name in {each.name for each in QUESTIONS}:
        return
    with written(f"{name}={typed}") as (code, said):
        assert code == 0, said
        assert read_back() == {name: typed}


@given(name=ANY.filter(lambda name: name not in NAMES and not name.startswith("-")))
def test_a_name_that_is_no_setting_is_never_written(name: str) -> None:
    with written(f"{name}=1") as (code, _):
        assert code == 2
        assert read_back() == {}
