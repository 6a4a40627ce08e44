"""A file's page ties out to the cent whatever became of its claims, and gives its bytes back as they came."""

from __future__ import annotations

import html
import random
import re
from typing import Any

import psycopg
import pytest

from clearlane.doors.portal.pages import file as file_page
from clearlane.doors.portal.wording.amounts import many, money
from clearlane.exchange.intake.receive import Upload, receive
from clearlane.exchange.reading.words import WORDS, word_of
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole
from tests.doors.portal.conftest import AddPerson, Browser
from tests.exchange.reading.model import PLACES
from tests.exchange.reading.plant import plant

Owner = psycopg.Connection[Any]
AMOUNTS = (0, 1, 100, 12_500, 99_999_999_999)
Claims = list[tuple[str, int]]


def fill(owner: Owner, practice: int, as_role: AsRole, count: int, seed: int) -> tuple[Any, Claims]:
    """A file with so many claims by chance: the word and the cents of each."""
    chance = random.Random(seed)
    claims: Claims = []
    with as_role("flow"):
        planted = [plant(submitter=practice) for _ in range(count)]
    for one in planted:
        state, decision = chance.choice([place for place in PLACES if place[0] != "received"])
        cents = chance.choice(AMOUNTS)
        owner.execute(
            "UPDATE exchange_claims_claim SET file_id = %s, state = %s, decision = %s, total_cents = %s WHERE id = %s",
            [planted[0].file, state, decision, cents, one.claim],
        )
        claims.append((word_of(state=state, decision=decision), cents))
    owner.execute(
        "UPDATE exchange_interchanges_transactionset SET claims = %s, cents = %s, state = 'extracted'"
        " WHERE file_id = %s",
        [count, sum(cents for _, cents in claims), planted[0].file],
    )
    owner.execute("UPDATE exchange_intake_file SET state = 'read'")
    return planted[0].file, claims


def page_of(browser: Browser, address: str) -> str:
    answer: Any = browser.get(html.unescape(address))
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("seed", range(4))
def test_what_came_in_is_the_sum_of_where_it_stands(
    practice: int, owner: Owner, as_role: AsRole, dana: Browser, seed: int
) -> None:
    file, claims = fill(owner, practice, as_role, 9, seed)
    page = page_of(dana, f"/files/{file}")
    total = sum(cents for _, cents in claims)
    told = f"{many(9, 'claim')}, {money(total)}"
    assert f"{told} in; {told} accounted for" in page
    assert "In equals out" in page
    for word in sorted({word for word, _ in claims}, key=WORDS.index):
        those = [cents for one, cents in claims if one == word]
        assert money(sum(those)) in page
        assert many(len(those), "claim") in page


@pytest.mark.parametrize("seed", range(2))
def test_each_share_leads_to_as_many_claims_of_this_file(
    practice: int, owner: Owner, as_role: AsRole, dana: Browser, seed: int
) -> None:
    file, claims = fill(owner, practice, as_role, 8, 20 + seed)
    with as_role("flow"):
        plant(submitter=practice)
    page = html.unescape(page_of(dana, f"/files/{file}"))
    links = set(re.findall(rf'href="(/claims\?status=[a-z]+&file={file})"', page))
    assert len(links) == len({word for word, _ in claims})
    for href in links:
        word = re.findall(r"status=([a-z]+)", href)[0].capitalize()
        those = [cents for one, cents in claims if one == word]
        listed = re.search(r'role="status">\d+ of ([\d,]+) claims?, (\S+)</p>', page_of(dana, href))
        assert listed
        assert (listed[1], listed[2]) == (str(len(those)), money(sum(those)))


@pytest.mark.parametrize("column", ["claims", "cents"])
@pytest.mark.parametrize("by", [-1, 1])
def test_one_claim_or_one_cent_too_many_or_too_few_is_said(
    practice: int, owner: Owner, as_role: AsRole, dana: Browser, column: str, by: int
) -> None:
    file, _ = fill(owner, practice, as_role, 3, 7)
    owner.execute(f"UPDATE exchange_interchanges_transactionset SET {column} = {column} + %s", [by])
    page = page_of(dana, f"/files/{file}")
    assert "In does not equal out" in page
    assert "In equals out" not in page


def test_a_file_that_is_still_checked_is_followed_and_judged_later(
    practice: int, owner: Owner, as_role: AsRole, dana: Browser
) -> None:
    file, _ = fill(owner, practice, as_role, 2, 1)
    owner.execute("UPDATE exchange_intake_file SET state = 'received'")
    page = page_of(dana, f"/files/{file}")
    assert "Nothing to compare yet" in page
    assert "hx-trigger" in page.partition("<main")[2]
    owner.execute("UPDATE exchange_intake_file SET state = 'read'")
    assert "Nothing to compare yet" not in page_of(dana, f"/files/{file}")


@pytest.mark.parametrize("size", [1, 2, 7, 64])
def test_a_file_comes_back_to_the_byte_in_pieces_of_any_size(
    practice: int, as_role: AsRole, dana: Browser, owner: Owner, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    content = bytes(range(256)) + b"ISA*\r\n~" * 3
    with as_role("flow"), scope([practice], by="flow:test"):
        upload = Upload(tenant=practice, name="raw.837", content=content, way="https")
        file = receive(upload=upload, by="flow:test").id
    monkeypatch.setattr(file_page, "PIECE", size)
    with as_role("web"):
        answer: Any = dana.get(f"/files/{file}/bytes")
        assert b"".join(answer.streaming_content) == content
    read = owner.execute("SELECT count(*) FROM foundation_audit_entry WHERE event = 'file:file:fetched'").fetchone()
    assert read == (1,)


def test_a_stranger_gets_neither_a_byte_nor_a_word_of_a_file(
    practice: int, stranger: int, owner: Owner, as_role: AsRole, dana: Browser, add_person: AddPerson
) -> None:
    file, _ = fill(owner, practice, as_role, 2, 3)
    other = Browser()
    other.sign_in(add_person("sam", {stranger: "owner"}))
    with as_role("web"):
        for address in (f"/files/{file}", f"/files/{file}/bytes"):
            assert other.get(address).status_code == 404
            assert dana.get(address).status_code == 200
        assert str(file) not in page_of(other, "/files")
