"""Mails live as a plain model says: whoever claims, sends, dies or sweeps, in any order and at any time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.test import override_settings

from clearlane.directory.consents import ask_consent
from clearlane.directory.members import invite
from clearlane.directory.registrations import request_link
from clearlane.directory.users import links
from clearlane.foundation.clock.move import move
from clearlane.foundation.mail.claim import LEASE, Claimed, claim, forget, mark_end
from clearlane.foundation.mail.conclude import (
    MOST_TRIES,
    WAITS,
    conclude_not_sent,
    conclude_sent,
    conclude_unreadable,
)
from clearlane.foundation.mail.link_lives import LINK_LIVES, USELESS_AFTER
from clearlane.foundation.mail.links import link
from clearlane.foundation.mail.transmit import Answer, NotSent
from tests.conftest import AsRole
from tests.foundation.mail.conftest import PutMail

Owner = psycopg.Connection[Any]
START = datetime.fromisoformat("2026-11-02T08:00:00+00:00")
ENDS = {"sent", "bounced", "failed", "in_doubt"}


@dataclass
class Known:
    """One mail as the model knows it."""

    id: UUID
    put: datetime
    due: datetime
    life: timedelta = USELESS_AFTER
    state: str = "pending"
    tries: int = 0
    claimed: datetime | None = None
    ending: bool = False


class House:
    """Mails, senders that each hold some, and the model beside them."""

    def __init__(self, put_mail: PutMail, owner: Owner) -> None:
        self.put_mail, self.owner, self.at = put_mail, owner, START
        self.mails: list[Known] = []
        self.held: list[tuple[Claimed, Known]] = []
        move(to=self.at)

    def go(self, lasts: timedelta) -> None:
        self.at += lasts
        move(to=self.at)

    def put(self) -> None:
        self.mails.append(Known(self.put_mail(), self.at, self.at))

    def put_reset(self) -> None:
        """A mail whose link is good for an hour."""
        more = {"template": "reset_password", "values": {"link": link("/link/reset/SECRET"), "username": "ann"}}
        self.mails.append(Known(self.put_mail(**more), self.at, self.at, LINK_LIVES["reset_password"]))

    def put_invitation(self) -> None:
        """One whose link is good for a week."""
        values = {"link": link("/link/invitation/SECRET"), "organization": "Elm", "role": "reader", "days": 7}
        id = self.put_mail(template="invitation", values=values)
        self.mails.append(Known(id, self.at, self.at, LINK_LIVES["invitation"]))

    def claim(self) -> None:
        due = [mail for mail in self.mails if mail.state == "pending" and mail.due <= self.at <= mail.put + mail.life]
        first = min(due, key=lambda mail: (mail.due, mail.id), default=None)
        claimed = claim()
        assert (claimed and claimed.id) == (first and first.id)
        if claimed and first:
            first.state, first.tries, first.claimed, first.ending = "sending", first.tries + 1, self.at, False
            assert claimed.attempts == first.tries
            self.held.append((claimed, first))

    def _is_his(self, claimed: Claimed, mail: Known) -> bool:
        return mail.state == "sending" and mail.tries == claimed.attempts

    def mark(self, claimed: Claimed, mail: Known) -> None:
        assert mark_end(claimed) is self._is_his(claimed, mail)
        mail.ending = mail.ending or self._is_his(claimed, mail)

    def arrive(self, claimed: Claimed, mail: Known) -> None:
        conclude_sent(claimed, note="250 ok")
        self._end(claimed, mail, "sent")

    def refuse(self, claimed: Claimed, mail: Known) -> None:
        conclude_not_sent(claimed, NotSent("refused", Answer(550, "5.1.1 no such person")))
        self._end(claimed, mail, "bounced")

    def doubt(self, claimed: Claimed, mail: Known) -> None:
        conclude_not_sent(claimed, NotSent("in_doubt"))
        self._end(claimed, mail, "in_doubt")

    def spoil(self, claimed: Claimed, mail: Known) -> None:
        conclude_unreadable(claimed)
        self._end(claimed, mail, "failed")

    def put_off(self, claimed: Claimed, mail: Known) -> None:
        conclude_not_sent(claimed, NotSent("turned_away", Answer(451, "4.3.0 later")))
        if claimed.attempts >= MOST_TRIES:
            self._end(claimed, mail, "failed")
        elif self._is_his(claimed, mail):
            mail.state, mail.due, mail.ending = "pending", self.at + WAITS[claimed.attempts - 1], False

    def _end(self, claimed: Claimed, mail: Known, state: str) -> None:
        if self._is_his(claimed, mail):
            mail.state = state

    def sweep(self) -> None:
        lost = [
            mail
            for mail in self.mails
            if mail.state == "sending" and mail.claimed is not None and mail.claimed < self.at - LEASE
        ]
        for mail in lost:
            mail.state, mail.due = ("in_doubt", mail.due) if mail.ending else ("pending", self.at)
        useless = [mail for mail in self.mails if mail.state == "pending" and mail.put + mail.life < self.at]
        for mail in useless:
            mail.state = "failed"
        done = forget()
        assert done["let_go"] == len([mail for mail in lost if not mail.ending])
        assert (done["in_doubt"], done["given_up"]) == (len([m for m in lost if m.ending]), len(useless))

    def check(self) -> None:
        rows = self.owner.execute(
            "SELECT id, state, attempts, due_at, sealed IS NULL, concluded_at IS NULL FROM foundation_mail_message"
        ).fetchall()
        known = {mail.id: mail for mail in self.mails}
        assert {row[0] for row in rows} == set(known)
        for id, state, tries, due, is_wiped, is_open in rows:
            mail = known[id]
            assert (state, tries) == (mail.state, mail.tries)
            assert is_wiped is (state in ENDS)
            assert is_open is (state not in ENDS)
            if state == "pending":
                assert due == mail.due


@pytest.fixture
def mailing(
    put_mail: PutMail, owner: Owner, as_role: AsRole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    with override_settings(MAIL_IS_SHOWN=False), as_role("flow"):
        yield House(put_mail, owner)


PUTS = ("put", "put_reset", "put_invitation")
DEEDS = (
    "put",
    "put_reset",
    "put_invitation",
    "claim",
    "claim",
    "claim",
    "mark",
    "arrive",
    "refuse",
    "doubt",
    "put_off",
    "put_off",
    "spoil",
    "sweep",
)
STEPS = (timedelta(seconds=1), timedelta(seconds=31), timedelta(minutes=11), timedelta(hours=2), timedelta(hours=23))


@pytest.mark.parametrize("seed", range(14))
def test_in_any_order_of_deeds_each_mail_is_as_the_model_says(mailing: House, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(70):
        deed = chance.choice([*DEEDS, "wait", "wait"])
        if deed == "wait":
            mailing.go(chance.choice(STEPS if seed % 2 else STEPS[:3]))
        elif deed in {*PUTS, "claim", "sweep"}:
            getattr(mailing, deed)()
        elif mailing.held:
            getattr(mailing, deed)(*chance.choice(mailing.held[-4:]))
        mailing.check()


def test_what_a_template_is_worth_is_how_long_its_link_is_good() -> None:
    lasts = {
        "reset_password": links.LASTS["reset"],
        "email_change_new": links.LASTS["email_new"],
        "email_changed_old": links.LASTS["email_undo"],
        "verify_email": request_link.LASTS,
        "invitation": invite.LASTS,
        "consent_asked": ask_consent.LASTS,
    }
    assert {template: LINK_LIVES.get(template, USELESS_AFTER) for template in lasts} == lasts
    assert set(LINK_LIVES) <= set(lasts)


def test_an_invitation_still_leaves_after_days_without_a_server_and_a_link_that_is_dead_does_not(
    mailing: House,
) -> None:
    mailing.put_reset()
    mailing.put()
    mailing.put_invitation()
    for lasts, states in (
        (timedelta(minutes=61), ["failed", "pending", "pending"]),
        (timedelta(hours=71), ["failed", "failed", "pending"]),
        (timedelta(days=5), ["failed"] * 3),
    ):
        mailing.go(lasts)
        mailing.sweep()
        mailing.check()
        assert [mail.state for mail in mailing.mails] == states


def test_a_mail_is_tried_nine_times_with_growing_waits_and_then_given_up(mailing: House) -> None:
    mailing.put()
    tried = [mailing.at]
    while mailing.mails[0].state == "pending":
        mailing.claim()
        mailing.put_off(*mailing.held[-1])
        mailing.check()
        if mailing.mails[0].state == "pending":
            mailing.go(mailing.mails[0].due - mailing.at - timedelta(seconds=1))
            mailing.claim()
            mailing.go(timedelta(seconds=1))
            tried.append(mailing.at)
    assert len(tried) == MOST_TRIES == 9
    assert [later - earlier for earlier, later in pairwise(tried)] == list(WAITS)
    assert tried[-1] - tried[0] < USELESS_AFTER


def test_a_sender_that_comes_back_from_the_dead_changes_nothing(mailing: House) -> None:
    mailing.put()
    mailing.claim()
    mailing.go(LEASE + timedelta(seconds=1))
    mailing.sweep()
    mailing.claim()
    (dead, mail), (living, _) = mailing.held
    assert (dead.attempts, living.attempts) == (1, 2)
    assert not mark_end(dead)
    for conclude in (mailing.arrive, mailing.refuse, mailing.doubt, mailing.put_off, mailing.spoil):
        conclude(dead, mail)
        mailing.check()
    mailing.mark(living, mail)
    mailing.arrive(living, mail)
    mailing.check()
    assert mail.state == "sent"


def test_a_claim_is_let_go_only_when_its_time_is_over(mailing: House) -> None:
    mailing.put()
    mailing.claim()
    mailing.go(LEASE)
    mailing.sweep()
    assert mailing.mails[0].state == "sending"
    mailing.go(timedelta(microseconds=1))
    mailing.sweep()
    mailing.check()
    assert mailing.mails[0].state == "pending"


def test_mails_that_are_due_at_once_leave_in_the_order_in_which_they_were_put(mailing: House) -> None:
    for _ in range(6):
        mailing.put()
    for _ in range(7):
        mailing.claim()
    assert [mail.id for _, mail in mailing.held] == [mail.id for mail in mailing.mails]
