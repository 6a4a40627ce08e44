"""What came back in words: our answers to a file, and what a payer paid, as their files stand in the mailbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest

from clearlane.exchange.reading import view_explained
from tests.conftest import AsRole
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.explaining import Items, faulty, page_of
from tests.doors.portal.test_stories_on_pages import plain
from tests.exchange.payer_files import advice, arrive, paid, pays, send_out
from tests.flows.world import World, found

Owner = psycopg.Connection[Any]


@pytest.fixture
def world(house: int, practice: int, as_role: AsRole) -> World:
    return found(house, practice, as_role)


@pytest.fixture
def maple(world: World, add_person: AddPerson, as_role: AsRole) -> Iterator[Browser]:
    """The browser of the practice's owner."""
    person = add_person("maple", {world.practice: "owner"})
    with as_role("web"):
        browser = Browser()
        browser.sign_in(person)
        browser.add_factor()
        yield browser


@pytest.fixture
def mails(world: World, owner: Owner) -> dict[str, UUID]:
    """What our answers to a file with a fault are, by kind."""
    world.send(faulty(world))
    world.run()
    return dict(owner.execute("SELECT kind, id FROM foundation_outbox_mail").fetchall())


def test_an_answer_is_explained_too_and_does_not_count_as_fetched(
    world: World, mails: dict[str, UUID], maple: Browser, owner: Owner, as_role: AsRole
) -> None:
    with as_role("web"):
        for kind, told in (("999", "Implementation acknowledgment"), ("277ca", "Claim acknowledgment")):
            assert f'href="/mailbox/{mails[kind]}/explained"' in page_of(maple, f"/mailbox/{mails[kind]}")
            shown = page_of(maple, f"/mailbox/{mails[kind]}/explained")
            assert (told in plain(shown), "Nothing wrong was found" in shown) == (True, True), kind
    assert owner.execute("SELECT count(*) FROM foundation_outbox_mail WHERE fetched_at IS NOT NULL").fetchone() == (0,)


def test_a_text_of_the_mailbox_has_no_segments_and_no_way_to_them(
    mails: dict[str, UUID], maple: Browser, as_role: AsRole
) -> None:
    with as_role("web"):
        assert "explained" not in page_of(maple, f"/mailbox/{mails['summary']}")
        assert "This is no X12" in page_of(maple, f"/mailbox/{mails['summary']}/explained")


def test_an_answer_that_is_wrong_shows_where_and_a_long_one_is_not_checked(
    world: World, mails: dict[str, UUID], maple: Browser, owner: Owner, as_role: AsRole,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from clearlane.foundation.tenancy.scope import scope
    from clearlane.foundation.vault.store import store

    with as_role("flow"), scope([world.practice], by="flow:test"):
        wrong = store(tenant=world.practice, content=world.order(claims=1).content.replace(b"*UN*", b"*QQ*", 1))
    owner.execute(
        "UPDATE foundation_outbox_mail SET address = %s, size = 1000 WHERE id = %s", [wrong.address, mails["999"]]
    )
    with as_role("web"):
        shown = page_of(maple, f"/mailbox/{mails['999']}/explained")
        (href,) = set(re.findall(r'href="(/mailbox/[^"]+#at-\d+)"', shown))
        assert Items(shown).lines[href.partition("#")[2]][0] == "hit"
        monkeypatch.setattr(view_explained, "CHECKED", 999)
        shown = page_of(maple, f"/mailbox/{mails['999']}/explained")
    assert "too long to be checked" in shown
    assert "Nothing wrong was found" not in shown


def test_a_payment_is_explained_as_it_lies_in_the_mailbox(
    world: World, maple: Browser, owner: Owner, as_role: AsRole
) -> None:
    claim = send_out(world, claims=3)[0]
    arrive(world, advice(pays(claim, paid(claim))))
    ((mail,),) = owner.execute("SELECT id FROM foundation_outbox_mail WHERE kind = '835'").fetchall()
    with as_role("web"):
        assert f'href="/mailbox/{mail}/explained"' in page_of(maple, f"/mailbox/{mail}")
        text = plain(page_of(maple, f"/mailbox/{mail}/explained"))
    told = ("Claim payment and advice", "ACH automated clearing house", "EFT1", "Nothing wrong was found")
    assert [one for one in told if one not in text] == []
