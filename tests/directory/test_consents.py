"""A client lets another organization in: who may, what that opens, and that it closes again at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connections
from hypothesis import given
from hypothesis import strategies as st

from clearlane.directory.consents.answer_ask import CannotAnswer, say_no, say_yes, withdraw_yes
from clearlane.directory.consents.ask_consent import ask_consent, take_back_ask
from clearlane.directory.consents.find_ask import find_ask, list_asks, list_given
from clearlane.directory.consents.list_grants import list_clients, list_let_in
from clearlane.directory.consents.read_wish import FARTHEST, WishIsWrong, read_wish
from clearlane.directory.consents.revoke_grant import revoke_grant
from clearlane.directory.members.invite import PER_DAY, InvitationRefused, invite
from clearlane.directory.organizations.find_visible import find_visible
from clearlane.directory.providers.verify_pair import verify_pair
from clearlane.directory.users.as_member import as_member
from clearlane.foundation.clock.move import move
from clearlane.foundation.clock.read import now, today
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant
from tests.directory.test_member_changes_by_model import add_member
from tests.doors.operators.test_console_decisions import NPI, give
from tests.posted import Posted

Owner = psycopg.Connection[Any]
START = datetime.fromisoformat("2026-11-02T15:00:00+00:00")
DAY = timedelta(days=1)


@dataclass
class Town:
    """A billing company with its owner, a client with its owner Dana and a biller, and one who belongs to neither."""

    owner: Owner
    posted: Posted
    company: int
    bea: int
    client: int
    dana: int
    max: int
    other: int
    eve: int

    def ask(self, **typed: str) -> str:
        """The token of an ask; the company's wish with what is named otherwise."""
        wish = {"npi": NPI, "address": "dana@example.org", "scope": "send", "start": "", "end": ""} | typed
        with as_member(tenant=self.company, by=f"user:{self.bea}"):
            ask_consent(tenant=self.company, typed=wish, asker=self.bea)
        return self.posted[-1].link.rpartition("/")[2]

    def yes(self, token: str) -> bool:
        return say_yes(token=token, client=self.client, user=self.dana)

    def may_send(self, day: datetime | None = None) -> bool:
        """Whether a claim of the client's is taken from the company, on a day."""
        rows = self.owner.execute(
            "SELECT count(*) FROM directory_providers_authorizedpair WHERE submitter_id = %s AND tenant_id = %s"
            " AND status = 'live' AND from_date <= %s AND (until_date IS NULL OR until_date > %s)",
            [self.company, self.client, *[(day or now()).date()] * 2],
        ).fetchone()
        assert rows is not None
        return bool(rows[0])

    def sees(self) -> bool:
        return self.client in find_visible(tenant=self.company)

    def grants(self) -> int:
        row = self.owner.execute("SELECT count(*) FROM foundation_tenancy_grant").fetchone()
        assert row is not None
        return int(row[0])


@pytest.fixture
def town(
    tenant: MakeTenant, owner: Owner, as_role: AsRole, posted: Posted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Town]:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    move(to=START)
    company, client, other = tenant(kind="billing", name="Northstar"), tenant(name="Elm Street"), tenant(name="Other")
    with as_role("web"):
        (bea, _), (dana, _) = add_member(owner, "bea", company, "owner"), add_member(owner, "dana", client, "owner")
        (max_, _), (eve, _) = add_member(owner, "max", client, "biller"), add_member(owner, "eve", other, "owner")
        yield Town(owner, posted, company, bea, client, dana, max_, other, eve)


@pytest.fixture
def verified(town: Town) -> Town:
    """The client holds its NPI live."""
    give(town.owner, town.client, status="live")
    town.owner.execute("UPDATE directory_providers_authorizedpair SET from_date = %s", [START.date()])
    return town


def test_a_yes_of_the_owner_opens_what_was_asked_for_and_revoking_closes_it_at_once(verified: Town) -> None:
    town = verified
    assert (town.sees(), town.may_send()) == (False, False)
    token = town.ask(end="2026-12-31")
    assert town.yes(token)
    assert (town.sees(), town.may_send()) == (True, True)
    (granted,) = list_let_in(tenant=town.client)
    assert (granted.name, granted.state, granted.starts_at) == ("Northstar", "on", START)
    assert granted.ends_at == datetime.fromisoformat("2027-01-01T05:00:00+00:00")
    assert not town.may_send(datetime.fromisoformat("2027-01-01T12:00:00+00:00"))
    assert not revoke_grant(tenant=town.other, grant=granted.id, user=town.eve)
    for stranger in (town.eve, town.max, town.bea):
        assert not revoke_grant(tenant=town.client, grant=granted.id, user=stranger)
    assert (town.sees(), town.may_send()) == (True, True)
    assert revoke_grant(tenant=town.client, grant=granted.id, user=town.dana)
    assert (town.sees(), town.may_send(), list_clients(tenant=town.company)[0].state) == (False, False, "revoked")
    assert not revoke_grant(tenant=town.client, grant=granted.id, user=town.dana)
    assert town.posted.templates == ["consent_asked", "consent_given", "consent_revoked"]
    assert {mail.to for mail in town.posted[1:]} == {"bea@example.org"}
    trail = town.owner.execute("SELECT tenant_id, event, by FROM foundation_audit_entry ORDER BY id").fetchall()
    assert trail == [
        (town.company, "consent:ask:sent", f"user:{town.bea}"),
        (town.client, "organization:grant:added", f"user:{town.dana}"),
        (town.client, "organization:grant:revoked", f"user:{town.dana}"),
    ]
    assert town.yes(town.ask())
    assert (town.sees(), town.may_send()) == (True, True)


def test_a_consent_to_see_opens_no_sending_and_one_that_begins_later_waits(verified: Town) -> None:
    assert verified.yes(verified.ask(scope="claims", start="2026-11-10", end="2026-11-10"))
    assert (verified.sees(), verified.may_send(START + 9 * DAY)) == (False, False)
    for at, sees in (("10T04:59", False), ("10T05:00", True), ("11T04:59", True), ("11T05:00", False)):
        move(to=datetime.fromisoformat(f"2026-11-{at}:00+00:00"))
        assert verified.sees() is sees, at


def test_of_two_consents_to_send_the_wider_counts_and_the_narrower_stays_after_it(verified: Town) -> None:
    town, far = verified, START + 40 * DAY
    assert town.yes(town.ask(start="2026-11-20"))
    assert not town.may_send()
    assert town.yes(town.ask())
    assert (town.may_send(), town.may_send(far)) == (True, True)
    now_on, later = list_let_in(tenant=town.client)
    assert revoke_grant(tenant=town.client, grant=now_on.id, user=town.dana)
    assert (town.may_send(), town.may_send(far)) == (False, True)
    assert revoke_grant(tenant=town.client, grant=later.id, user=town.dana)
    assert not town.may_send(far)


def test_nobody_else_says_yes_and_nothing_is_changed_by_trying(verified: Town, tenant: MakeTenant) -> None:
    town, token = verified, verified.ask()
    ended = tenant(name="A former one")
    town.owner.execute(
        "INSERT INTO directory_users_membership (user_id, tenant_id, role, from_at, until_at, by)"
        " VALUES (%s, %s, 'owner', %s, %s, 'a test')",
        [town.dana, ended, START - 9 * DAY, START],
    )
    town.owner.execute(
        "INSERT INTO directory_users_membership (user_id, tenant_id, role, from_at, by)"
        " VALUES (%s, %s, 'owner', %s, 'a test')",
        [town.dana, town.company, START - DAY],
    )
    for client, user in (
        (town.client, town.eve), (town.company, town.dana), (town.other, town.eve), (town.client, town.max),
        (town.other, town.dana), (town.company, town.bea), (ended, town.dana),
    ):  # fmt: skip
        with pytest.raises(CannotAnswer):
            say_yes(token=token, client=client, user=user)
    assert (town.grants(), town.sees(), [each.state for each in list_asks(tenant=town.company)]) == (0, False, ["good"])
    assert town.yes(token)


@pytest.mark.parametrize(
    "how", ["late", "taken back", "newer", "used", "refused", "asker left", "no token", "last day"]
)
def test_an_ask_that_is_over_lets_nobody_in(verified: Town, how: str) -> None:
    town, token = verified, verified.ask(end="2026-11-03" if how == "last day" else "")
    if how == "late":
        move(to=START + 7 * DAY)
    elif how == "last day":
        move(to=START + 2 * DAY)
    elif how == "taken back":
        with as_member(tenant=town.company, by="user:1"):
            (number,) = [each.id for each in list_asks(tenant=town.company)]
            assert not take_back_ask(tenant=town.other, ask=number, by="user:1")
            assert take_back_ask(tenant=town.company, ask=number, by="user:1")
    elif how == "newer":
        town.ask()
    elif how == "used":
        town.yes(token)
    elif how == "refused":
        say_no(token=token, client=town.client, user=town.dana)
    elif how == "asker left":
        town.owner.execute("UPDATE directory_users_membership SET until_at = %s WHERE user_id = %s", [START, town.bea])
    else:
        token = "x" * 43
    before = town.grants()
    for answer in (say_yes, say_no):
        with pytest.raises(CannotAnswer):
            answer(token=token, client=town.client, user=town.dana)
    assert town.grants() == before == (1 if how == "used" else 0)


def test_who_holds_a_link_that_was_mailed_to_another_cannot_refuse_it(verified: Town) -> None:
    token = verified.ask()
    verified.owner.execute("UPDATE directory_users_user SET email = 'moved@example.org' WHERE id = %s", [verified.dana])
    with pytest.raises(CannotAnswer):
        say_no(token=token, client=verified.client, user=verified.dana)
    assert [each.outcome for each in list_asks(tenant=verified.company)] == [""]


def test_without_a_verified_npi_a_yes_waits_for_operators_and_can_be_taken_back(town: Town, as_role: AsRole) -> None:
    pair = give(town.owner, town.client)
    assert not town.yes(town.ask())
    assert (town.grants(), len(list_given(client=town.client)), len(list_asks(tenant=town.company))) == (0, 1, 1)
    number = list_given(client=town.client)[0].id
    assert not withdraw_yes(ask=number, client=town.other, by="user:1")
    assert withdraw_yes(ask=number, client=town.client, by=f"user:{town.dana}")
    assert list_given(client=town.client) == ()
    assert [each.outcome for each in list_asks(tenant=town.company)] == ["refused"]
    move(to=START + 31 * DAY)
    assert list_asks(tenant=town.company) == ()
    with as_role("operator"), scope([town.client], by="operator:ann"):
        assert verify_pair(pair=pair, by="operator:ann") == "live"
    assert not town.may_send()


def test_a_pair_that_is_verified_later_is_sent_under_by_who_was_granted_that(town: Town, as_role: AsRole) -> None:
    pair = give(town.owner, town.client)
    town.owner.execute(
        "INSERT INTO foundation_tenancy_grant (grantor_id, grantee_id, scope, starts_at, granted_by) VALUES"
        " (%s, %s, 'send', %s, 'a test')",
        [town.client, town.company, START - DAY],
    )
    with as_role("operator"), scope([town.client], by="operator:ann"):
        verify_pair(pair=pair, by="operator:ann")
    assert town.may_send()


def test_the_gate_alone_can_let_nobody_in(verified: Town) -> None:
    verified.ask()
    (number,) = [each.id for each in list_asks(tenant=verified.company)]
    statements: dict[str, list[Any]] = {
        "SELECT directory_let_in(%s, %s, 'user:1', %s)": [number, verified.client, now()],
        "SELECT directory_authorize_granted(%s, 'user:1', %s)": [verified.client, now()],
    }
    for statement, given_ in statements.items():
        with pytest.raises(DatabaseError, match="permission denied"), connections["default"].cursor() as cur:
            cur.execute(statement, given_)
    assert verified.grants() == 0


def test_invitations_and_asks_together_are_ten_a_day_until_the_organization_is_live(town: Town) -> None:
    town.owner.execute("UPDATE foundation_tenancy_tenant SET is_live = false WHERE id = %s", [town.company])
    for n in range(PER_DAY // 2):
        town.ask(address=f"a{n}@example.org")
        with as_member(tenant=town.company, by="user:1"):
            invite(tenant=town.company, typed=f"b{n}@example.org", role="reader", inviter=town.bea)
    with pytest.raises(WishIsWrong):
        town.ask(address="c@example.org")
    with pytest.raises(InvitationRefused), as_member(tenant=town.company, by="user:1"):
        invite(tenant=town.company, typed="c@example.org", role="reader", inviter=town.bea)
    move(to=START + DAY + timedelta(minutes=1))
    town.ask(address="c@example.org")


def test_no_token_and_no_address_stands_in_the_trail_or_in_the_clear(verified: Town) -> None:
    token = verified.ask()
    verified.yes(token)
    assert "@" not in str(verified.owner.execute("SELECT detail::text FROM foundation_audit_entry").fetchall())
    for table in ("directory_consents_consentask", "foundation_mail_message", "foundation_audit_entry"):
        assert token not in str(verified.owner.execute(f"SELECT * FROM {table}".encode()).fetchall()), table
    assert find_ask(token=token[:-1]) is None


WHOLE = {"npi": NPI, "address": "Ann@Example.org", "scope": "claims", "start": "", "end": ""}
ZONE = "America/New_York"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("npi", ""), ("npi", "1234567890"), ("npi", "123456789"), ("npi", "١٢٣٤٥٦٧٨٩٣"), ("npi", "1234567893\x00"),
        ("address", "ann"), ("address", "a@x.org\nBcc: b@x.org"), ("scope", ""), ("scope", "all"),
        ("start", "tomorrow"), ("start", "2020-01-01"), ("end", "2020-01-01"), ("end", "9999-12-31"),
    ],
)  # fmt: skip
def test_a_field_that_is_wrong_is_named_alone(field: str, typed: str) -> None:
    with pytest.raises(WishIsWrong) as refusal:
        read_wish(typed=WHOLE | {field: typed}, zone=ZONE)
    assert set(refusal.value.problems) == {field}


@given(st.integers(1, FARTHEST.days - 1), st.integers(-400, 400))
def test_a_wish_lasts_from_its_first_midnight_through_its_last_day(first: int, more: int) -> None:
    day = today() + timedelta(days=first)
    end = day + timedelta(days=more)
    typed = WHOLE | {"start": day.isoformat(), "end": end.isoformat()}
    if not today() <= end <= today() + FARTHEST - DAY or more < 0:
        return
    wish = read_wish(typed=typed, zone=ZONE)
    assert wish.from_at is not None
    assert wish.until_at is not None
    assert (wish.from_at.date(), (wish.until_at - timedelta(seconds=1)).date()) == (day, end)
