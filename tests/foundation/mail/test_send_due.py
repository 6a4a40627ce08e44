"""Mails leave once, and what became of each is written down."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connections, transaction
from django.test import override_settings

from clearlane.foundation.clock.read import now
from clearlane.foundation.mail.claim import LEASE, claim, forget, mark_end
from clearlane.foundation.mail.conclude import MOST_TRIES, WAITS
from clearlane.foundation.mail.put import put
from clearlane.foundation.mail.read_messages import list_troubled
from clearlane.foundation.mail.send_due import send_due
from tests.foundation.mail.conftest import OpenOffice, PutMail, RowOf, impatient
from tests.foundation.mail.post_office import OK, PostOffice

Owner = psycopg.Connection[Any]


def due_now(owner: Owner) -> None:
    owner.execute("UPDATE foundation_mail_message SET due_at = now() - interval '1 minute' WHERE state = 'pending'")


def test_a_mail_that_was_put_is_sent_and_its_words_are_wiped(
    office: PostOffice, put_mail: PutMail, row_of: RowOf
) -> None:
    message = put_mail("ann@example.org", tenant=7)
    assert send_due() == 1
    row = row_of(message)
    assert (row["state"], row["sealed"], row["recipient"], row["tenant_id"]) == ("sent", None, "ann@example.org", 7)
    assert (row["template"], row["attempts"], row["note"]) == ("verify_email", 1, "250 2.0.0")
    assert row["put_at"] <= row["concluded_at"]
    assert [envelope.rcpt_tos for envelope in office.taken] == [["ann@example.org"]]


def test_the_letter_has_both_forms_and_the_headers_of_a_program(office: PostOffice, put_mail: PutMail) -> None:
    message = put_mail()
    send_due()
    (letter,) = office.letters()
    assert letter["From"] == "Elm <no-reply@clearlane.example>"
    assert letter["To"] == "ann@example.org"
    assert letter["Subject"] == "Verify your e-mail for Clearlane"
    assert letter["Message-ID"] == f"<{message.hex}@clearlane.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert abs(letter["Date"].datetime - now()) < timedelta(minutes=5)
    plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert "http://localhost/verify/SECRET-TOKEN" in plain.get_content()
    assert 'href="http://localhost/verify/SECRET-TOKEN"' in html.get_content()


def test_what_was_put_in_a_transaction_that_is_undone_is_not_there(office: PostOffice) -> None:
    with transaction.atomic(using="default"):
        put(to="ann@example.org", template="test_mail", values={})
        transaction.set_rollback(True, using="default")
    assert send_due() == 0


def test_the_table_holds_no_word_of_a_mail_that_waits(put_mail: PutMail, row_of: RowOf, office: PostOffice) -> None:
    row = row_of(put_mail())
    assert row["state"] == "pending"
    assert b"SECRET" not in bytes(row["sealed"])


def test_a_busy_server_is_asked_again_after_a_wait(
    open_office: OpenOffice, put_mail: PutMail, row_of: RowOf, owner: Owner, database: None
) -> None:
    opened = open_office(after_data=lambda n: OK if n else "451 4.3.0 later")
    with override_settings(MAIL_SERVER=opened.server, MAIL_IS_SHOWN=False):
        message = put_mail()
        assert send_due() == 0
        row = row_of(message)
        assert (row["state"], row["note"], row["sealed"] is not None) == ("pending", "refused 451 4.3.0", True)
        assert row["due_at"] > row["put_at"] + WAITS[0] / 2
        assert send_due() == 0, "it is not due yet"
        due_now(owner)
        assert send_due() == 1
    assert (row_of(message)["state"], row_of(message)["attempts"], len(opened.taken)) == ("sent", 2, 1)


@pytest.mark.parametrize(
    "office_options",
    [{"at_recipient": lambda _: "550 5.1.1 no such person"}, {"after_data": lambda _: "554 5.7.1 not wanted"}],
    ids=["at the recipient", "after the text"],
)
def test_a_refusal_for_good_is_a_bounce_at_once(
    office_options: dict[str, Any], open_office: OpenOffice, put_mail: PutMail, row_of: RowOf, database: None
) -> None:
    opened = open_office(**office_options)
    with override_settings(MAIL_SERVER=opened.server, MAIL_IS_SHOWN=False):
        message = put_mail("gone@example.org")
        send_due()
    row = row_of(message)
    assert (row["state"], row["attempts"], row["sealed"]) == ("bounced", 1, None)
    assert row["note"] in {"refused 550 5.1.1", "refused 554 5.7.1"}
    assert [(each.recipient, each.state) for each in list_troubled()] == [("gone@example.org", "bounced")]


def test_a_mail_that_is_never_taken_has_failed_in_the_end(
    open_office: OpenOffice, put_mail: PutMail, row_of: RowOf, owner: Owner, database: None
) -> None:
    opened = open_office(at_recipient=lambda _: "450 4.2.1 not now")
    with override_settings(MAIL_SERVER=opened.server, MAIL_IS_SHOWN=False):
        message = put_mail()
        for _ in range(MOST_TRIES + 1):
            due_now(owner)
            send_due()
    row = row_of(message)
    assert (row["state"], row["attempts"], row["sealed"]) == ("failed", MOST_TRIES, None)
    assert len(opened.recipients) == MOST_TRIES


@pytest.mark.parametrize("said", ["hang up", "take and hang up"])
def test_a_server_that_dies_at_the_end_of_the_text_leaves_a_doubt_and_gets_nothing_twice(
    said: str, open_office: OpenOffice, put_mail: PutMail, row_of: RowOf, owner: Owner, database: None
) -> None:
    opened = open_office(after_data=lambda _: said)
    with override_settings(MAIL_SERVER=opened.server, MAIL_IS_SHOWN=False):
        message = put_mail()
        for _ in range(3):
            due_now(owner)
            send_due()
    row = row_of(message)
    assert (row["state"], row["note"], row["sealed"]) == ("in_doubt", "in_doubt", None)
    assert len(opened.recipients) == 1


def test_a_server_that_never_answers_is_waited_for_only_so_long(
    put_mail: PutMail, row_of: RowOf, silent: int, database: None
) -> None:
    from clearlane.foundation.mail.server import Server

    with override_settings(MAIL_SERVER=impatient(Server("127.0.0.1", silent, "none")), MAIL_IS_SHOWN=False):
        message = put_mail()
        assert send_due() == 0
    assert (row_of(message)["state"], row_of(message)["note"]) == ("pending", "cut")


@pytest.fixture
def silent() -> Any:
    """A port that takes connections and says nothing."""
    import socket

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield int(listening.getsockname()[1])


def test_two_senders_send_each_mail_once(office: PostOffice, put_mail: PutMail, owner: Owner) -> None:
    people = [f"person{number}@example.org" for number in range(12)]
    for person in people:
        put_mail(person)
    together = threading.Barrier(3)

    def send() -> None:
        together.wait()
        send_due()
        connections.close_all()

    senders = [threading.Thread(target=send) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(to for envelope in office.taken for to in envelope.rcpt_tos) == sorted(people)
    assert owner.execute("SELECT DISTINCT state FROM foundation_mail_message").fetchall() == [("sent",)]


def test_without_a_server_mails_wait_untouched(put_mail: PutMail, row_of: RowOf, database: None) -> None:
    with override_settings(MAIL_SERVER=None, MAIL_IS_SHOWN=False):
        message = put_mail()
        assert send_due() == 0
    assert (row_of(message)["state"], row_of(message)["attempts"]) == ("pending", 0)


def test_where_mails_are_shown_nothing_is_sent(office: PostOffice, put_mail: PutMail, row_of: RowOf) -> None:
    with override_settings(MAIL_IS_SHOWN=True):
        message = put_mail()
    assert send_due() == 0
    assert (row_of(message)["state"], office.taken) == ("shown", [])


# -- senders that die


def age(owner: Owner, column: str, by: timedelta) -> None:
    owner.execute(f"UPDATE foundation_mail_message SET {column} = {column} - %s".encode(), [by])


def test_a_sender_that_died_before_the_end_of_the_text_has_sent_nothing_and_another_takes_over(
    office: PostOffice, put_mail: PutMail, row_of: RowOf, owner: Owner
) -> None:
    message = put_mail()
    assert claim() is not None
    assert forget()["let_go"] == 0, "it may live"
    age(owner, "claimed_at", LEASE * 2)
    assert forget()["let_go"] == 1
    assert send_due() == 1
    assert (row_of(message)["state"], len(office.taken)) == ("sent", 1)


def test_a_sender_that_died_at_the_end_of_the_text_leaves_a_doubt(
    office: PostOffice, put_mail: PutMail, row_of: RowOf, owner: Owner
) -> None:
    message, claimed = put_mail(), claim()
    assert claimed is not None
    assert mark_end(claimed)
    age(owner, "claimed_at", LEASE * 2)
    assert forget()["in_doubt"] == 1
    assert send_due() == 0
    assert (row_of(message)["state"], row_of(message)["sealed"]) == ("in_doubt", None)


def test_a_sender_that_was_given_up_sends_no_end_any_more(office: PostOffice, put_mail: PutMail, owner: Owner) -> None:
    put_mail()
    slow = claim()
    assert slow is not None
    age(owner, "claimed_at", LEASE * 2)
    forget()
    assert claim() is not None
    assert not mark_end(slow)


def test_what_is_of_no_use_any_more_is_wiped(
    put_mail: PutMail, row_of: RowOf, owner: Owner, office: PostOffice
) -> None:
    waiting = put_mail()
    with override_settings(MAIL_IS_SHOWN=True):
        shown = put_mail()
    age(owner, "put_at", timedelta(days=8))
    done = forget()
    assert (done["given_up"], done["wiped"]) == (1, 1)
    assert (row_of(waiting)["state"], row_of(waiting)["sealed"]) == ("failed", None)
    assert (row_of(shown)["state"], row_of(shown)["sealed"]) == ("shown", None)


def test_a_row_that_was_turned_to_another_address_is_not_sent(
    office: PostOffice, put_mail: PutMail, row_of: RowOf, owner: Owner
) -> None:
    message = put_mail()
    owner.execute("UPDATE foundation_mail_message SET recipient = 'thief@example.org'")
    assert send_due() == 0
    assert (row_of(message)["state"], office.recipients) == ("failed", [])


def test_no_log_line_holds_an_address_or_a_word_of_a_mail(
    open_office: OpenOffice, put_mail: PutMail, database: None, capsys: pytest.CaptureFixture[str]
) -> None:
    from clearlane.foundation.telemetry.log import configure

    configure(role="flow", level="DEBUG")
    opened = open_office(after_data=lambda n: OK if n else "554 5.7.1 ann@example.org sent us SECRET-TOKEN")
    with override_settings(MAIL_SERVER=opened.server, MAIL_IS_SHOWN=False):
        put_mail()
        put_mail()
        send_due()
    said = capsys.readouterr().err
    assert '"state": "bounced"' in said
    assert '"state": "sent"' in said
    assert "example.org" not in said
    assert "SECRET" not in said
