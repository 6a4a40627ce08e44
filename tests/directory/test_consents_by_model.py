"""Asks, answers, revokes and days in any order: two companies see and send as a plain list of consents says."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from clearlane.directory.consents.answer_ask import CannotAnswer, say_no, say_yes
from clearlane.directory.consents.ask_consent import LASTS, ask_consent, take_back_ask
from clearlane.directory.consents.find_ask import find_ask, list_asks
from clearlane.directory.consents.list_grants import list_let_in
from clearlane.directory.consents.revoke_grant import revoke_grant
from clearlane.directory.organizations.find_visible import find_visible
from clearlane.directory.users.as_member import as_member
from clearlane.foundation.clock.move import move
from clearlane.foundation.clock.read import today
from tests.conftest import AsRole, MakeTenant
from tests.directory.test_consents import DAY, START, Owner
from tests.directory.test_member_changes_by_model import add_member
from tests.doors.operators.test_console_decisions import NPI, give
from tests.posted import Posted


@dataclass
class Consent:
    """One consent as the model knows it; it is a grant from ``given`` on."""

    company: int
    scope: str
    token: str
    asked: datetime
    first: datetime | None
    end: datetime | None
    is_closed: bool = False
    given: datetime | None = None
    is_revoked: bool = False

    def is_good(self, at: datetime) -> bool:
        return not self.is_closed and at < self.asked + LASTS and (self.end is None or at < self.end)

    def holds(self, at: datetime) -> bool:
        if self.given is None or self.is_revoked:
            return False
        return max(self.given, self.first or self.given) <= at and (self.end is None or at < self.end)

    def sends(self, at: datetime) -> bool:
        """By whole days in UTC: an end within a day ends the day before."""
        if self.given is None or self.is_revoked or self.scope != "send":
            return False
        first = max(self.given, self.first or self.given)
        return first.date() <= at.date() and (self.end is None or at.date() < self.end.date())


@dataclass
class Street:
    """A client with a verified NPI, its owner, and two companies with theirs."""

    owner: Owner
    posted: Posted
    client: int
    dana: int
    companies: dict[int, int]
    at: datetime = START
    known: list[Consent] = field(default_factory=list)

    def go(self, delta: timedelta) -> None:
        self.at += delta
        move(to=self.at)

    def ask(self, chance: random.Random) -> None:
        company, scope = chance.choice(list(self.companies)), chance.choice(["claims", "send"])
        first, last = chance.choice([None, None, 2, 6]), chance.choice([None, 6, 12])
        typed = {"npi": NPI, "address": "dana@example.org", "scope": scope, "start": "", "end": ""}
        typed |= {"start": self._day(first)} if first else {}
        typed |= {"end": self._day(last)} if last else {}
        for each in self.known:
            each.is_closed = each.is_closed or each.company == company
        with as_member(tenant=company, by="user:1"):
            ask_consent(tenant=company, typed=typed, asker=self.companies[company])
        token = self.posted[-1].link.rpartition("/")[2]
        bounds = self._midnight(first), self._midnight(last + 1 if last else None)
        self.known.append(Consent(company, scope, token, self.at, *bounds))

    def answer(self, one: Consent, *, is_yes: bool) -> None:
        is_good = one.is_good(self.at)
        try:
            if is_yes:
                assert say_yes(token=one.token, client=self.client, user=self.dana)
                one.given = self.at
            else:
                say_no(token=one.token, client=self.client, user=self.dana)
            one.is_closed = True
            assert is_good
        except CannotAnswer:
            assert not is_good

    def revoke(self, chance: random.Random) -> None:
        """One of those that were ever given: it ends where it had not been revoked before."""
        given = sorted((one for one in self.known if one.given), key=lambda one: str(one.given))
        grants = sorted(each.id for each in list_let_in(tenant=self.client))
        assert len(given) == len(grants)
        if given:
            n = chance.randrange(len(given))
            done = revoke_grant(tenant=self.client, grant=grants[n], user=self.dana)
            assert done is not given[n].is_revoked
            given[n].is_revoked = True

    def take_back(self, chance: random.Random) -> None:
        company = chance.choice(list(self.companies))
        with as_member(tenant=company, by="user:1"):
            for each in list_asks(tenant=company):
                take_back_ask(tenant=company, ask=each.id, by="user:1")
        for one in self.known:
            one.is_closed = one.is_closed or one.company == company

    def check(self) -> None:
        for one in self.known:
            found = find_ask(token=one.token)
            assert found is not None
            assert (found.state == "good") is one.is_good(self.at)
        for company in self.companies:
            mine = [one for one in self.known if one.company == company]
            assert (self.client in find_visible(tenant=company)) is any(one.holds(self.at) for one in mine)
            assert self._may_send(company) is any(one.sends(self.at) for one in mine)

    def _may_send(self, company: int) -> bool:
        rows = self.owner.execute(
            "SELECT FROM directory_providers_authorizedpair WHERE submitter_id = %s AND status = 'live'"
            " AND from_date <= %s AND (until_date IS NULL OR until_date > %s)",
            [company, today(), today()],
        )
        return rows.fetchone() is not None

    def _day(self, days: int) -> str:
        return (self.at.date() + timedelta(days=days)).isoformat()

    def _midnight(self, days: int | None) -> datetime | None:
        """New York's, in winter."""
        return datetime.fromisoformat(f"{self._day(days)}T05:00:00+00:00") if days else None


@pytest.fixture
def street(
    tenant: MakeTenant, owner: Owner, as_role: AsRole, posted: Posted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Street]:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    move(to=START)
    client, companies = tenant(name="Elm Street"), [tenant(kind="billing", name=name) for name in ("North", "South")]
    give(owner, client, status="live")
    owner.execute("UPDATE directory_providers_authorizedpair SET from_date = %s", [START.date()])
    with as_role("web"):
        dana, _ = add_member(owner, "dana", client, "owner")
        askers = {each: add_member(owner, f"bea{n}", each, "owner")[0] for n, each in enumerate(companies)}
        yield Street(owner, posted, client, dana, askers)


@pytest.mark.parametrize("seed", range(6))
def test_companies_see_and_send_as_the_consents_say(street: Street, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(30):
        deed = chance.choice(
            ["consent", "consent", "consent", "ask", "answer", "revoke", "revoke", "back", "wait", "wait"]
        )
        open_ones = [one for one in street.known if one.is_good(street.at) or chance.random() < 0.1] or street.known
        if deed in {"ask", "consent"}:
            street.ask(chance)
            if deed == "consent":
                street.answer(street.known[-1], is_yes=True)
        elif deed == "answer" and street.known:
            street.answer(chance.choice(open_ones), is_yes=chance.random() < 0.5)
        elif deed == "revoke":
            street.revoke(chance)
        elif deed == "back":
            street.take_back(chance)
        elif deed == "wait":
            street.go(chance.choice([timedelta(hours=9), DAY, 3 * DAY, 5 * DAY]))
        street.go(timedelta(seconds=1))
        street.check()
