"""Who runs the house: what may be said of it, and what is refused."""

from __future__ import annotations

import dataclasses
import socket
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from clearlane.config.environment import SettingIsWrong, read_file
from clearlane.config.house import QUESTIONS, House, house
from tests.config.test_settings import read, settings

ASKED = {question.name: question for question in QUESTIONS}
TAKEN = {
    "mode": ["evaluation", "own_use", "service"],
    "origin": ["https://claims.example.org", "http://localhost:8837", "https://claims.example.org:8443"],
    "support_email": ["help@example.org"],
    "mail_from": ["no-reply@claims.example.org", "Elm Clearing <no-reply@example.org>"],
    "time_zone": ["America/Chicago", "UTC"],
    "holidays": ["2026-12-25", "2026-12-25, 2027-01-01", ""],
}
REFUSED = {
    "mode": ["trial", "Service"],
    "origin": [
        "http://claims.example.org",
        "claims.example.org",
        "https://",
        "https://a.example/path",
        "http://127.0.0.1",
    ],
    "support_email": ["nobody", "a@b", "a b@example.org", "x@y.org, z@y.org"],
    "time_zone": ["Chicago", "../etc/passwd", "America/Nowhere"],
    "holidays": ["Christmas", "12/25/2026"],
    "terms": ["/nowhere/terms.txt", "relative.txt"],
    "smtp_url": ["mail.example.org", "http://mail.example.org", "smtp://127.0.0.1:1"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in TAKEN.items() for value in values])
def test_a_good_answer_is_taken(name: str, value: str) -> None:
    assert ASKED[name].why_not(value) == ""


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in REFUSED.items() for value in values])
def test_a_wrong_answer_is_told_why(name: str, value: str) -> None:
    assert ASKED[name].why_not(value)


def test_a_text_of_ours_is_a_file_named_from_the_root(tmp_path: Path) -> None:
    terms = tmp_path / "terms.txt"
    terms.write_text("Be kind.")
    assert ASKED["terms"].why_not(str(terms)) == ""


def test_a_mail_server_that_answers_is_taken() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(Sink(), hostname="127.0.0.1", port=port)
    server.start()
    try:
        assert ASKED["smtp_url"].why_not(f"smtp://127.0.0.1:{port}") == ""
        assert "does not take us" in ASKED["smtp_url"].why_not(f"smtp://us:wrong@127.0.0.1:{port}")
    finally:
        server.stop()


def test_an_unset_contact_is_never_an_invented_number() -> None:
    assert house().support == "Ask the person who runs this installation"
    known = dataclasses.replace(house(), support_phone="(555) 010-0123", support_hours="Mon-Fri")
    assert known.support == "(555) 010-0123, Mon-Fri"


@pytest.mark.parametrize("mode", ["evaluation", "own_use"])
def test_only_a_house_in_service_needs_a_legal_identity(mode: str) -> None:
    plain = dataclasses.replace(house(), mode=mode)
    assert plain.lacks == ()
    serving = dataclasses.replace(plain, mode="service", legal_name="Elm Clearing LLC")
    assert serving.lacks == ("legal_address", "signatory_name", "signatory_title")


def test_the_environment_is_heard_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "clearlane.toml").write_text('mode = "own_use"\nupload_limit = 5\nproduction = true\n')
    found = settings(tmp_path, "MODE", "UPLOAD_LIMIT", "PRODUCTION", CLEARLANE_UPLOAD_LIMIT="7")
    assert found == {"MODE": "own_use", "UPLOAD_LIMIT": 7, "PRODUCTION": True}


def test_another_file_is_named_by_a_setting(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text('mode = "service"\n')
    assert settings(tmp_path, "MODE", CLEARLANE_CONFIG=str(other)) == {"MODE": "service"}


@pytest.mark.parametrize(
    ("text", "says"),
    [("mode = ", "cannot be read"), ('mood = "good"', "there is no setting mood"), ("[mode]\nx = 1", "mode must be")],
)
def test_a_file_that_is_wrong_stops_the_start_with_a_sentence(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "clearlane.toml"
    path.write_text(text)
    with pytest.raises(SettingIsWrong, match=says):
        read_file(path)
    done = read(tmp_path)
    assert done.returncode != 0
    assert says in done.stderr.strip().splitlines()[-1]


def test_a_wrong_zone_or_day_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("CLEARLANE_TIME_ZONE", "Mars/Olympus"), ("CLEARLANE_HOLIDAYS", "soon")):
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            with pytest.raises(SettingIsWrong, match=name):
                house()


def test_holidays_are_days_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARLANE_HOLIDAYS", "2027-01-01, 2026-12-25")
    found: House = house()
    assert [str(day) for day in found.holidays] == ["2026-12-25", "2027-01-01"]
