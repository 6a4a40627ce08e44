"""What became of mails, for those who ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.test import override_settings

from clearlane.doors.console.examine.database import _mails
from clearlane.foundation.mail.read_messages import (
    count_troubled,
    find_shown,
    find_state,
    list_shown,
    list_troubled,
)
from tests.conftest import AsRole
from tests.foundation.mail.conftest import PutMail

Owner = psycopg.Connection[Any]
STATES = ("pending", "sending", "sent", "bounced", "failed", "in_doubt")


@pytest.fixture
def one_of_each(put_mail: PutMail, owner: Owner) -> None:
    """A mail in each state, the first put first."""
    with override_settings(MAIL_IS_SHOWN=False):
        for number, state in enumerate(STATES):
            message = put_mail(f"{state.replace('_', '-')}@example.org")
            owner.execute(
                "UPDATE foundation_mail_message SET state = %s, sealed = NULL, put_at = put_at + %s WHERE id = %s",
                [state, timedelta(seconds=number), message],
            )


def test_what_did_not_arrive_is_listed_newest_first(one_of_each: None) -> None:
    assert [entry.state for entry in list_troubled()] == ["in_doubt", "failed", "bounced"]
    assert [entry.state for entry in list_troubled(limit=1)] == ["in_doubt"]


def test_what_was_tried_in_vain_is_listed_too(one_of_each: None, owner: Owner) -> None:
    owner.execute("UPDATE foundation_mail_message SET attempts = 1 WHERE state = 'pending'")
    assert [entry.recipient for entry in list_troubled()][-1] == "pending@example.org"


def test_the_doctor_counts_what_did_not_arrive_lately(one_of_each: None, owner: Owner, as_role: AsRole) -> None:
    assert count_troubled(within=timedelta(days=1)) == 3
    with as_role("operator"):
        (only,) = _mails()
    assert (only.what, only.mend, only.is_warning) == (
        "3 mails of the last 7 days failed, bounced or are in doubt", "clearlane mail list", True,
    )  # fmt: skip
    owner.execute("UPDATE foundation_mail_message SET put_at = put_at - interval '8 days'")
    with as_role("operator"):
        assert list(_mails()) == []


@pytest.mark.parametrize("role", ["gate", "flow", "operator"])
def test_each_side_learns_the_state_of_a_mail(role: str, put_mail: PutMail, as_role: AsRole) -> None:
    message = put_mail()
    with as_role(role):
        assert find_state(message=message) == "shown"
        assert find_state(message=uuid4()) is None


def test_who_signs_up_learns_of_a_bounce_but_the_tenants_side_reads_no_mail(
    one_of_each: None, superuser: Owner
) -> None:
    superuser.execute("SET ROLE clearlane_web")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        superuser.execute("SELECT * FROM foundation_mail_message")
    superuser.execute("RESET ROLE")


def test_shown_mails_have_their_words_until_these_are_wiped(put_mail: PutMail, owner: Owner, as_role: AsRole) -> None:
    first, second = put_mail("a@example.org"), put_mail("b@example.org")
    with as_role("gate"):
        assert [mail.id for mail in list_shown()] == [second, first]
        found = find_shown(message=first)
        assert found is not None
        assert (found.recipient, "SECRET-TOKEN" in found.words.text) == ("a@example.org", True)
        owner.execute("UPDATE foundation_mail_message SET sealed = NULL WHERE id = %s", [first])
        assert find_shown(message=first) is None
        assert [mail.id for mail in list_shown()] == [second]


def test_words_cannot_be_kept_beyond_the_end_of_a_mail(put_mail: PutMail, owner: Owner) -> None:
    put_mail()
    with pytest.raises(psycopg.errors.CheckViolation, match="what_has_left_is_wiped"):
        owner.execute("UPDATE foundation_mail_message SET state = 'sent'")
