"""What the URL of the mail server may say, and what a house is told of one that it cannot use."""

from __future__ import annotations

import pytest

from clearlane.config.environment import SettingIsWrong
from clearlane.config.mail import mail_from, mail_is_shown, mail_server
from clearlane.foundation.mail.server import Server, ServerIsWrong, read_server

GOOD = [
    ("smtp://mail.example.org", Server("mail.example.org", 587, "upgrade")),
    ("smtp://mail.example.org:25/?starttls=no", Server("mail.example.org", 25, "none")),
    ("smtps://mail.example.org", Server("mail.example.org", 465, "from_start")),
    ("smtp://localhost:1025", Server("localhost", 1025, "none")),
    ("smtp://127.0.0.1:1025?starttls=yes", Server("127.0.0.1", 1025, "upgrade")),
    ("smtp://[::1]:25", Server("::1", 25, "none")),
    (
        "smtps://ann%40example.org:p%2Fw%3A@mail.example.org?timeout=7.5",
        Server("mail.example.org", 465, "from_start", "ann@example.org", "p/w:", 7.5),
    ),
]


@pytest.mark.parametrize(("address", "server"), GOOD)
def test_a_url_names_host_port_encryption_and_login(address: str, server: Server) -> None:
    assert read_server(address) == server


BAD = [
    "mail.example.org", "http://mail.example.org", "smtp://", "smtp://h:99999", "smtp://h:x", "smtp://user@h",
    "smtp://h/path", "smtp://h?tls=no", "smtp://h?starttls=maybe", "smtps://h?starttls=no", "smtp://h?timeout=0",
    "smtp://h?timeout=999", "smtp://h?timeout=-1", "smtp://u:p@h?timeout=soon",
]  # fmt: skip


@pytest.mark.parametrize("address", BAD)
def test_a_url_that_means_nothing_is_refused(address: str) -> None:
    with pytest.raises(ServerIsWrong):
        read_server(address)


def test_a_password_is_in_no_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARLANE_SMTP_URL", "smtp://user:hunter2@h?timeout=soon")
    with pytest.raises(SettingIsWrong) as refused:
        mail_server()
    assert "hunter2" not in str(refused.value)
    assert str(refused.value).startswith("CLEARLANE_SMTP_URL cannot be used: timeout")
    assert "hunter2" not in repr(read_server("smtp://user:hunter2@h"))


def test_the_sender_comes_from_the_origin_unless_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert mail_from() == "no-reply@localhost"
    monkeypatch.setenv("CLEARLANE_ORIGIN", "https://claims.example.org:8443")
    assert mail_from() == "no-reply@claims.example.org"
    monkeypatch.setenv("CLEARLANE_MAIL_FROM", "Elm <hello@example.org>")
    assert mail_from() == "Elm <hello@example.org>"
    monkeypatch.setenv("CLEARLANE_MAIL_FROM", "Elm")
    with pytest.raises(SettingIsWrong, match="CLEARLANE_MAIL_FROM is 'Elm'"):
        mail_from()


@pytest.mark.parametrize(
    ("given", "is_shown"),
    [
        ({}, True),
        ({"CLEARLANE_ORIGIN": "http://localhost:8837"}, True),
        ({"CLEARLANE_ORIGIN": "http://127.0.0.1:8837"}, True),
        ({"CLEARLANE_ORIGIN": "https://claims.example.org"}, False),
        ({"CLEARLANE_PRODUCTION": "1"}, False),
        ({"CLEARLANE_SMTP_URL": "smtp://mail.example.org"}, False),
    ],
)
def test_mails_are_shown_where_one_tries_the_house_and_nowhere_else(
    given: dict[str, str], is_shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert mail_is_shown() is is_shown
