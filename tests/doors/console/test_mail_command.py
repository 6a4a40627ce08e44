"""`clearlane mail`: what the server answered, or what is wrong and how to mend it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from clearlane.doors.console.examine.mail import examine_mail
from clearlane.doors.console.house.ports import find_free
from clearlane.doors.console.mail import REMEDIES
from clearlane.doors.console.main import main
from clearlane.foundation.mail.put import put
from clearlane.foundation.mail.send_due import send_due
from clearlane.foundation.mail.server import Server, read_server
from clearlane.foundation.postgres.layout import Layout
from tests.conftest import AsRole
from tests.doors.console.test_api_commands import Say, say
from tests.foundation.mail.post_office import PostOffice

__all__ = ["say"]


@pytest.fixture
def office(as_role: AsRole) -> Iterator[PostOffice]:
    """A server that takes mails for ann and refuses all others; the operator's house sends by it."""

    def answer(_: int) -> str:
        return "250 ok" if opened.recipients[-1].startswith("ann@") else "550 5.1.1 no such person"

    opened = PostOffice(at_recipient=answer)
    with as_role("operator"), opened, override_settings(MAIL_SERVER=opened.server, MAIL_IS_SHOWN=False):
        yield opened


def test_a_test_mail_leaves_at_once_and_the_answer_is_said(office: PostOffice, say: Say) -> None:
    code, said = say("mail", "test", "ann@example.org")
    assert code == 0
    assert f"127.0.0.1:{office.port} has taken the mail" in said
    assert "250 2.0.0 queued" in said
    assert [envelope.rcpt_tos for envelope in office.taken] == [["ann@example.org"]]


def test_the_answer_can_be_had_as_json(office: PostOffice, say: Say) -> None:
    code, said = say("mail", "test", "ann@example.org", "--json")
    assert (code, json.loads(said)["sent"], json.loads(said)["answer"]) == (0, True, "250 2.0.0 queued")
    code, said = say("mail", "test", "bob@example.org", "--json")
    assert (code, json.loads(said)["kind"]) == (1, "refused")


def test_a_refused_recipient_ends_with_1_and_the_words_of_the_server(office: PostOffice, say: Say) -> None:
    code, said = say("mail", "test", "bob@example.org")
    assert code == 1
    assert "550 5.1.1 no such person" in said
    assert "mend it:" in said


def wrong(server: Server, say: Say) -> tuple[int, str]:
    with override_settings(MAIL_SERVER=server, MAIL_IS_SHOWN=False):
        return say("mail", "test", "ann@example.org")


def test_each_way_to_fail_is_told_with_its_remedy(office: PostOffice, say: Say, as_role: AsRole) -> None:
    found = {
        "unreached": wrong(Server("127.0.0.1", find_free(1)[0], "none"), say),
        "tls": wrong(replace(office.server, tls="upgrade"), say),
        "login": wrong(replace(office.server, user="u", password="p"), say),
    }
    for kind, (code, said) in found.items():
        what, mend = REMEDIES[kind]
        assert code == 2, kind
        assert what in said
        assert f"mend it: {mend}" in said


@pytest.mark.parametrize(("is_shown", "told"), [(True, "local mail page"), (False, "CLEARLANE_SMTP_URL=smtp://")])
def test_without_a_server_it_is_said_what_to_set(
    is_shown: bool, told: str, as_role: AsRole, capsys: pytest.CaptureFixture[str]
) -> None:
    with as_role("operator"), override_settings(MAIL_SERVER=None, MAIL_IS_SHOWN=is_shown):
        assert main(["mail", "test", "ann@example.org"]) == 2
        assert main(["mail", "list"]) == 0
    said = capsys.readouterr()
    assert (told in said.err, "no SMTP server is set" in said.out) == (True, True)


def test_what_is_no_address_is_said_in_a_line(office: PostOffice, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mail", "test", "ann"]) == 2
    assert "'ann' is no address" in capsys.readouterr().err


def test_mails_that_did_not_arrive_are_listed(office: PostOffice, say: Say, as_role: AsRole) -> None:
    assert "every mail has been taken" in say("mail", "list")[1]
    with as_role("flow"):
        for to in ("ann@example.org", "bob@example.org"):
            put(to=to, template="test_mail", values={})
        send_due()
    code, said = say("mail", "list")
    assert code == 0
    assert "bounced" in said
    assert "bob@example.org" in said
    assert "ann@example.org" not in said
    (only,) = json.loads(say("mail", "list", "--json")[1])
    assert (only["recipient"], only["state"], only["note"]) == ("bob@example.org", "bounced", "refused 550 5.1.1")


def test_mails_are_sent_as_maintain_is_started_by_up(office: PostOffice, as_role: AsRole) -> None:
    with as_role("flow"):
        put(to="ann@example.org", template="test_mail", values={})
        assert main(["maintain", "send-mail", "forget-mail", "--once"]) == 0
    assert len(office.taken) == 1


def test_the_mail_page_is_not_opened_where_mails_are_sent(
    office: PostOffice, as_role: AsRole, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with as_role("gate"):
        assert main(["mail-page", "--port", "1"]) == 2
    assert "CLEARLANE_SMTP_URL is not set" in capsys.readouterr().err


# -- the doctor


def ailments(monkeypatch: pytest.MonkeyPatch, **settings: str) -> list[Any]:
    for name, value in settings.items():
        monkeypatch.setenv(f"CLEARLANE_{name}", value)
    return list(examine_mail(Layout(Path("/nowhere"))))


def test_nothing_is_wrong_where_mails_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ailments(monkeypatch) == []


def test_a_house_of_others_without_a_server_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    (only,) = ailments(monkeypatch, ORIGIN="https://claims.example.org")
    assert only.what.startswith("no SMTP server is set")
    assert "CLEARLANE_SMTP_URL" in only.mend


def test_a_server_that_answers_is_well(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"smtp://127.0.0.1:{office.port}"
    assert read_server(url).tls == "none"
    assert ailments(monkeypatch, SMTP_URL=url, MAIL_FROM="us@example.org") == []
    (only,) = ailments(monkeypatch, MAIL_FROM="")
    assert only.what == "mails come from no-reply@localhost"


def test_a_server_that_does_not_is_told_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    (port,) = find_free(1)
    (only,) = ailments(monkeypatch, SMTP_URL=f"smtp://user:hunter2@127.0.0.1:{port}", MAIL_FROM="us@example.org")
    assert only.what.startswith(f"no mail leaves by 127.0.0.1:{port}: the server does not answer")
    assert "hunter2" not in only.what + only.mend
