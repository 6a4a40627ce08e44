"""Links that are mailed: who gets how many, which is good, and that one makes one account."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, connections

from clearlane.directory.registrations.check_address import AddressAnswers
from clearlane.directory.registrations.check_login import Login
from clearlane.directory.registrations.check_practice import PracticeAnswers
from clearlane.directory.registrations.find_link import find_link
from clearlane.directory.registrations.find_sign_up import SignUp, find_sign_up
from clearlane.directory.registrations.finish import finish
from clearlane.directory.registrations.keep import keep
from clearlane.directory.registrations.open_tenant import SignUpRefused, open_tenant
from clearlane.directory.registrations.request_link import PER_ADDRESS, PER_SENDER, TooManyLinks, request_link
from clearlane.directory.registrations.spend_link import LinkIsNotGood, UsernameIsTaken, spend_link
from clearlane.directory.registrations.suggest_username import suggest_username
from clearlane.directory.users.add_user import add_user, is_of_the_name
from tests.conftest import AsRole
from tests.posted import Mail, Posted

ELM = PracticeAnswers("Elm Street Family Care", "1234567893", "123456789", "EIN")
HERE = AddressAnswers("5550100188", "100 Elm Street", "Springfield", "IL", "62701", "America/Chicago", True)
DANA = Login("dana.demo", "seven grey herons fish at dawn")


@pytest.fixture(autouse=True)
def web(as_role: AsRole) -> Iterator[None]:
    """The process is the web's."""
    with as_role("web"):
        yield


def ask(email: str = "dana@example.org", *, sender: str = "192.0.2.1") -> None:
    request_link(email=email, product="clearinghouse", asked_from=sender)


def token(mail: Mail) -> str:
    return str(mail.link).rpartition("/")[2]


def signed_up(posted: Posted, **changed: str) -> SignUp:
    """Somebody who has answered steps 5 to 9."""
    ask()
    user = spend_link(token=token(posted[-1]), practice=ELM, login=DANA)
    assert keep(user=user, answers=HERE)
    found = find_sign_up(user=user)
    assert found is not None
    return found


def test_a_link_is_good_until_it_is_replaced(posted: Posted) -> None:
    ask()
    assert find_link(token=token(posted[0])).state == "good"
    ask()
    assert [find_link(token=token(mail)).state for mail in posted] == ["replaced", "good"]


def test_a_resend_does_not_touch_the_link_of_another_address(posted: Posted) -> None:
    ask()
    ask("ann@example.org")
    assert {find_link(token=token(mail)).state for mail in posted} == {"good"}


def test_each_link_has_a_token_of_its_own(posted: Posted) -> None:
    for _ in range(3):
        ask()
    assert len({token(mail) for mail in posted}) == 3
    assert all(len(token(mail)) == 43 for mail in posted)


def test_the_count_of_an_address_goes_down_and_ends(posted: Posted) -> None:
    remaining = [
        request_link(email="d@example.org", product="practice", asked_from="::1").remaining for _ in range(PER_ADDRESS)
    ]
    assert remaining == list(range(PER_ADDRESS - 1, -1, -1))
    with pytest.raises(TooManyLinks):
        ask("d@example.org")
    assert len(posted) == PER_ADDRESS


@pytest.mark.parametrize(
    "senders", [["192.0.2.7"], ["2001:db8::1", "2001:db8::ffff:2"], ["::ffff:192.0.2.7", "192.0.2.7"]]
)
def test_one_sender_may_ask_for_so_many_addresses(posted: Posted, senders: list[str]) -> None:
    for number in range(PER_SENDER):
        ask(f"person{number}@example.org", sender=senders[number % len(senders)])
    with pytest.raises(TooManyLinks):
        ask("one.more@example.org", sender=senders[0])
    ask("one.more@example.org", sender="2001:db8:0:1::1")


def test_after_an_hour_one_may_ask_again(posted: Posted, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for _ in range(PER_ADDRESS):
        ask()
    (tmp_path / "clock").write_text(f"+{timedelta(minutes=61).total_seconds()}", encoding="ascii")
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    ask()


def test_two_requests_at_once_leave_one_good_link(posted: Posted) -> None:
    _at_once(ask, 2)
    assert sorted(find_link(token=token(mail)).state for mail in posted) == ["good", "replaced"]


def test_two_tabs_that_spend_one_link_make_one_account(posted: Posted, owner: psycopg.Connection[Any]) -> None:
    ask()
    names = iter(["dana.demo", "dana.two", "dana.three", "dana.four"])
    lock = threading.Lock()

    def spend() -> str:
        with lock:
            login = Login(next(names), DANA.password)
        try:
            return str(spend_link(token=token(posted[0]), practice=ELM, login=login))
        except LinkIsNotGood as error:
            return str(error)

    assert _at_once(spend, 4).count("used") == 3
    assert owner.execute("SELECT count(*) FROM directory_users_user").fetchone() == (1,)
    assert owner.execute("SELECT count(*) FROM account_emailaddress").fetchone() == (1,)


def _at_once(act: Any, count: int) -> list[Any]:
    """The same from several connections at the same moment."""
    gate = threading.Barrier(count)

    def run(_: int) -> Any:
        gate.wait()
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.mark.parametrize("state", ["replaced", "unknown"])
def test_a_link_that_is_not_good_makes_no_user(posted: Posted, owner: psycopg.Connection[Any], state: str) -> None:
    ask()
    ask()
    given = {"replaced": token(posted[0]), "unknown": "x" * 43}[state]
    with pytest.raises(LinkIsNotGood, match=state):
        spend_link(token=given, practice=ELM, login=DANA)
    assert owner.execute("SELECT count(*) FROM directory_users_user").fetchone() == (0,)


def test_a_taken_username_spends_nothing(posted: Posted) -> None:
    ask()
    spend_link(token=token(posted[-1]), practice=ELM, login=DANA)
    ask("ann@example.org")
    with pytest.raises(UsernameIsTaken):
        spend_link(token=token(posted[-1]), practice=ELM, login=DANA)
    assert find_link(token=token(posted[-1])).state == "good"


@pytest.mark.parametrize(
    ("email", "username", "is_taken"),
    [
        ("ann@x.example", "username", True),
        ("username@x.example", "ann", False),
        ("ann@x.example", "no username", False),
    ],
)
def test_a_taken_name_is_told_from_other_errors_that_hold_the_word(email: str, username: str, is_taken: bool) -> None:
    add_user(email="username@x.example", username="username", password=DANA.password, by="a test")
    with pytest.raises(IntegrityError) as refused:
        add_user(email=email, username=username, password=DANA.password, by="a test")
    assert is_of_the_name(refused.value) is is_taken


def test_the_password_is_kept_as_argon2(posted: Posted, owner: psycopg.Connection[Any]) -> None:
    signed_up(posted)
    row = owner.execute("SELECT password FROM directory_users_user").fetchone()
    assert row is not None
    assert row[0].startswith("argon2$argon2id$")


@pytest.mark.parametrize(
    ("email", "name"),
    [("dana.demo@x.example", "dana.demo"), ("a@x.example", "auser"), ("o'brien+tag@x.example", "obrientag")]
    + [(f"{'long' * 12}@x.example", ("long" * 12)[:27])],
)
def test_a_username_is_made_of_the_address(email: str, name: str) -> None:
    assert suggest_username(email=email) == name


def test_a_suggested_username_is_nobodys(posted: Posted) -> None:
    ask()
    spend_link(token=token(posted[-1]), practice=ELM, login=DANA)
    assert suggest_username(email="dana.demo@elsewhere.example") == "dana.demo2"


@pytest.mark.parametrize(("kind", "npi"), [("small", ""), ("hospital", ""), ("other", "1234567893"), ("", "")])
def test_a_kind_that_does_not_fit_opens_nothing(
    posted: Posted, owner: psycopg.Connection[Any], kind: str, npi: str
) -> None:
    known = signed_up(posted)
    keep(user=known.user, answers=PracticeAnswers("Elm", npi, "123456789", "EIN"))
    with pytest.raises(SignUpRefused):
        open_tenant(sign_up=known.id, kind=kind)
    assert owner.execute("SELECT count(*) FROM foundation_tenancy_tenant WHERE id > 1").fetchone() == (0,)


def test_answers_are_not_changed_once_there_is_a_tenant(posted: Posted) -> None:
    known = signed_up(posted)
    first = open_tenant(sign_up=known.id, kind="billing")
    assert keep(user=known.user, answers=PracticeAnswers("Another name", "", "987654321", "EIN")) is False
    assert open_tenant(sign_up=known.id, kind="payer") == first


def test_the_end_of_a_sign_up_is_told_once(posted: Posted) -> None:
    known = signed_up(posted)
    open_tenant(sign_up=known.id, kind="small")
    told = ["dana@example.org", "legal@example.org", "dana@example.org"]
    assert finish(sign_up=known.id, told=told, values={"version": "1"}) is True
    assert finish(sign_up=known.id, told=told, values={"version": "1"}) is False
    assert [mail.to for mail in posted[1:]] == ["dana@example.org", "legal@example.org"]


def test_a_user_whom_others_have_made_has_no_sign_up() -> None:
    assert find_sign_up(user=4711) is None
