"""The mailbox as its owner sees it, as each role; a stranger sees nothing and takes nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from clearlane.exchange.intake.receive import Upload, receive
from clearlane.exchange.intake.reply import reply
from clearlane.exchange.reading.confirm_mail import confirm_mail
from clearlane.exchange.reading.fetch_mail import NoSuchMail, fetch_mail
from clearlane.exchange.reading.find_mail import find_mail
from clearlane.exchange.reading.list_mail import MOST, MailView, list_mail
from clearlane.exchange.reading.list_partials import LOST, UNNAMED, list_partials
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Ref
from tests.conftest import AsRole, MakeTenant

BY = "key:clk_test"
CONTENT = b"ISA*" + b"0123456789" * 10
ROLES = ["web", "flow", "operator"]


class Mailbox:
    """A practice with three replies, and a stranger with one."""

    def __init__(self, as_role: AsRole, practice: int, stranger: int) -> None:
        self.as_role, self.practice, self.stranger = as_role, practice, stranger
        with as_role("flow"), scope([practice, stranger], by=BY):
            file = receive(upload=Upload(tenant=practice, name="a.837", content=b"x", way="sftp"), by=BY)
            self.file = Ref(practice, file.id)
            self.mails = [
                reply(tenant=practice, kind=kind, content=CONTENT, source=source, claims=2, cents=150).id
                for kind, source in (("999", self.file), ("277ca", self.file), ("835", None))
            ]
            self.theirs = reply(tenant=stranger, kind="835", content=b"THEIRS", source=None).id

    def listed(self, role: str = "web", tenant: int = 0, **more: Any) -> list[UUID]:
        with self.as_role(role), scope([tenant or self.practice], by=BY):
            return [mail.id for mail in list_mail(tenant=tenant or self.practice, **more)]

    def found(self, role: str = "web", scoped: int = 0, **more: Any) -> MailView | None:
        with self.as_role(role), scope([scoped or self.practice], by=BY):
            return find_mail(tenant=self.practice, **more)

    def fetched(self, mail: UUID, *, offset: int = 0, length: int = 10**6, scoped: int = 0, **more: Any) -> bytes:
        with self.as_role("web"), scope([scoped or self.practice], by=BY):
            return fetch_mail(tenant=self.practice, mail_id=mail, offset=offset, length=length, by=BY, **more)


@pytest.fixture
def mailbox(as_role: AsRole, tenant: MakeTenant) -> Mailbox:
    return Mailbox(as_role, tenant(), tenant())


@pytest.mark.parametrize("role", ROLES)
def test_the_owner_sees_his_and_the_stranger_his_own(mailbox: Mailbox, role: str) -> None:
    assert mailbox.listed(role) == mailbox.mails
    assert mailbox.listed(role, mailbox.stranger) == [mailbox.theirs]


@pytest.mark.parametrize("role", ROLES)
def test_no_scope_shows_another_ones_mail_whatever_is_asked(mailbox: Mailbox, role: str) -> None:
    with mailbox.as_role(role), scope([mailbox.stranger], by=BY):
        assert list_mail(tenant=mailbox.practice, confirmed=None) == ()
        assert find_mail(tenant=mailbox.practice, mail_id=mailbox.mails[0]) is None
        assert find_mail(tenant=mailbox.stranger, mail_id=mailbox.mails[0]) is None


def test_a_mail_is_shown_with_its_sums_and_what_it_answers(mailbox: Mailbox) -> None:
    first = mailbox.found(mail_id=mailbox.mails[0])
    assert first is not None
    assert (first.kind, first.size, first.claims, first.cents, first.file_id) == ("999", 104, 2, 150, mailbox.file.id)
    assert (first.fetched_at, first.confirmed_at) == (None, None)
    assert mailbox.found(name=first.name) == first
    assert mailbox.found(name="no.such") is None


@pytest.mark.parametrize(("limit", "shown"), [(0, 1), (-5, 1), (1, 1), (2, 2), (3, 3), (10 * MOST, 3)])
def test_a_page_has_at_least_one_and_at_most_what_was_asked(mailbox: Mailbox, limit: int, shown: int) -> None:
    assert len(mailbox.listed(limit=limit)) == shown


def test_a_list_goes_on_after_the_last_one_seen(mailbox: Mailbox) -> None:
    first, second, third = mailbox.mails
    assert mailbox.listed(after=first) == [second, third]
    assert mailbox.listed(after=third) == []


def test_a_file_is_fetched_whole_or_in_pieces(mailbox: Mailbox) -> None:
    (mail, *_) = mailbox.mails
    assert mailbox.fetched(mail) == CONTENT
    assert b"".join(mailbox.fetched(mail, offset=at, length=30) for at in range(0, 120, 30)) == CONTENT
    assert mailbox.fetched(mail, offset=1000) == b""


def test_only_the_piece_that_reaches_the_end_marks_it_as_fetched(mailbox: Mailbox) -> None:
    (mail, *_) = mailbox.mails

    def is_fetched() -> bool:
        found = mailbox.found(mail_id=mail)
        return found is not None and found.fetched_at is not None

    mailbox.fetched(mail, length=len(CONTENT) - 1)
    assert not is_fetched()
    mailbox.fetched(mail, marks=False)
    assert not is_fetched()
    mailbox.fetched(mail, offset=len(CONTENT) - 1)
    assert is_fetched()


def test_fetching_again_keeps_the_first_time(mailbox: Mailbox) -> None:
    (mail, *_) = mailbox.mails
    mailbox.fetched(mail)
    first = mailbox.found(mail_id=mail)
    mailbox.fetched(mail)
    assert mailbox.found(mail_id=mail) == first


@pytest.mark.parametrize("begins", [0, 30])
def test_each_fetch_is_audited_once_wherever_it_begins(
    mailbox: Mailbox, owner: psycopg.Connection[Any], begins: int
) -> None:
    (mail, *_) = mailbox.mails
    for at in range(begins, 120, 30):
        mailbox.fetched(mail, offset=at, length=30, goes_on=at > begins)
    query = "SELECT tenant_id, by, subjects FROM foundation_audit_entry WHERE event = 'mailbox:mail:read'"
    assert owner.execute(query).fetchall() == [(mailbox.practice, BY, [mail])]


def test_a_stranger_fetches_nothing_and_leaves_no_trace(mailbox: Mailbox, owner: psycopg.Connection[Any]) -> None:
    for mail, scoped in ((mailbox.mails[0], mailbox.stranger), (mailbox.theirs, mailbox.practice), (uuid4(), 0)):
        with pytest.raises(NoSuchMail):
            mailbox.fetched(mail, scoped=scoped)
    query = "SELECT count(*) FROM foundation_audit_entry WHERE event = 'mailbox:mail:read'"
    assert owner.execute(query).fetchone() == (0,)


def confirmed(mailbox: Mailbox, mail: UUID, scoped: int = 0) -> bool:
    with mailbox.as_role("web"), scope([scoped or mailbox.practice], by=BY):
        return confirm_mail(tenant=mailbox.practice, mail_id=mail, by=BY)


def test_a_confirmed_file_leaves_the_list_and_can_still_be_found(mailbox: Mailbox) -> None:
    (mail, *others) = mailbox.mails
    assert [confirmed(mailbox, mail), confirmed(mailbox, mail)] == [True, False]
    assert mailbox.listed() == others
    assert mailbox.listed(confirmed=True) == [mail]
    assert mailbox.listed(confirmed=None) == mailbox.mails
    assert mailbox.fetched(mail) == CONTENT


def test_nobody_confirms_for_another(mailbox: Mailbox) -> None:
    for mail, scoped in ((mailbox.mails[0], mailbox.stranger), (mailbox.theirs, mailbox.practice), (uuid4(), 0)):
        with pytest.raises(NoSuchMail):
            confirmed(mailbox, mail, scoped)
    assert mailbox.listed(tenant=mailbox.stranger) == [mailbox.theirs]


def test_a_mail_of_one_account_is_seen_by_that_account_and_by_the_organization(
    mailbox: Mailbox, owner: psycopg.Connection[Any]
) -> None:
    mine, for_all, other = mailbox.mails
    owner.execute("UPDATE foundation_outbox_mail SET user_id = 7 WHERE id = %s", [mine])
    owner.execute("UPDATE foundation_outbox_mail SET user_id = 8 WHERE id = %s", [other])
    assert mailbox.listed(user=7) == [mine, for_all]
    assert mailbox.listed(user=8) == [for_all, other]
    assert mailbox.listed() == mailbox.mails
    assert mailbox.found(user=7, mail_id=other) is None


def partial(mailbox: Mailbox, name: str, reason: str, username: str = "maple", content: bytes = b"12") -> UUID:
    upload = Upload(
        tenant=mailbox.practice,
        name=name,
        content=content,
        way="sftp",
        username=username,
        complete=False,
        reason=reason,
    )
    with mailbox.as_role("web"), scope([mailbox.practice], by=BY):
        return receive(upload=upload, by=BY).id


def shown(mailbox: Mailbox, *, scoped: int = 0, **more: Any) -> list[tuple[str, int, bool]]:
    asked: dict[str, Any] = {"tenant": mailbox.practice, "username": "maple", **more}
    with mailbox.as_role("web"), scope([scoped or mailbox.practice], by=BY):
        return [(one.name, one.size, one.is_whole) for one in list_partials(**asked)]


def test_an_account_sees_its_own_partial_files_the_latest_of_each_name(mailbox: Mailbox) -> None:
    partial(mailbox, "a.837", LOST)
    partial(mailbox, "a.837", LOST, content=b"123")
    partial(mailbox, "b.part", UNNAMED)
    partial(mailbox, "c.837", "something else")
    partial(mailbox, "d.837", LOST, username="other")
    assert shown(mailbox) == [("a.837", 3, False), ("b.part", 2, True)]
    assert shown(mailbox, name="b.part") == [("b.part", 2, True)]
    assert shown(mailbox, username="other") == [("d.837", 2, False)]
    assert shown(mailbox, scoped=mailbox.stranger) == []


def test_after_two_weeks_a_partial_file_is_shown_no_more(mailbox: Mailbox, owner: psycopg.Connection[Any]) -> None:
    file = partial(mailbox, "a.837", LOST)
    move = "UPDATE exchange_intake_file SET received_at = now() - make_interval(days => %s, hours => -1) WHERE id = %s"
    owner.execute(move, [14, file])
    assert shown(mailbox) == [("a.837", 2, False)]
    owner.execute(move, [15, file])
    assert shown(mailbox) == []
