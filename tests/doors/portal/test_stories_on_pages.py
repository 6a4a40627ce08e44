"""Claims that travel the real steps, seen on the pages: each outcome under its word, with why and what to do."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from clearlane.exchange.claims.move import move
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant
from tests.doors.portal.conftest import AddPerson, Browser
from tests.exchange.payer_files import (
    Claim,
    about,
    advice,
    ak,
    answer_277,
    arrive,
    claims_of,
    paid,
    pays,
    send_out,
)
from tests.flows.world import BY, World, found


class Office:
    """A practice whose claims travel, and the browser of its owner."""

    def __init__(self, world: World, owner_id: int) -> None:
        self.world, self.owner_id = world, owner_id

    @contextmanager
    def browser(self) -> Iterator[Browser]:
        with self.world.as_role("web"):
            browser = Browser()
            browser.sign_in(self.owner_id)
            yield browser

    def page(self, address: str) -> str:
        """The text of a page, as a person reads it."""
        with self.browser() as browser:
            answer: Any = browser.get(address)
            assert answer.status_code == 200, (address, answer.status_code)
            return plain(answer.content.decode())

    def claim(self, claim: Claim) -> str:
        return self.page(f"/claims/{claim.id}")


def plain(markup: str) -> str:
    """A page without its tags, its blanks made one."""
    body = re.sub(r"(?s)<(script|style|svg).*?</\1>", " ", markup.partition("<main")[2])
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


@pytest.fixture
def office(house: int, tenant: MakeTenant, as_role: AsRole, add_person: AddPerson) -> Office:
    practice = tenant(name="Maple Family Practice")
    return Office(found(house, practice, as_role), add_person("maple", {practice: "owner"}))


def rejected_by_us(office: Office) -> Claim:
    office.world.send(office.world.order(claims=3, planted={0: "bad_billing_npi"}).content)
    office.world.run()
    return next(one for one in claims_of(office.world) if one.state == "rejected")


def held_by_us(office: Office) -> Claim:
    office.world.send(office.world.order(claims=3, planted={0: "stranger_pair"}).content)
    office.world.run()
    return next(one for one in claims_of(office.world) if one.state == "held")


def sent(office: Office) -> Claim:
    return send_out(office.world, claims=3)[0]


def refused_by_payer(office: Office) -> Claim:
    claim = sent(office)
    arrive(office.world, answer_277(about(claim, "A7:164:IL")))
    return claim


def accepted(office: Office) -> Claim:
    claim = sent(office)
    arrive(office.world, answer_277(about(claim, "A2:20:PR")))
    return claim


def paid_in_full(office: Office) -> Claim:
    claim = accepted(office)
    arrive(office.world, advice(pays(claim, paid(claim))))
    return claim


def denied(office: Office) -> Claim:
    claim = accepted(office)
    nothing = [f"CLP*{claim.number}*4*{claim.dollars}*0**12*ICN9*11*1", f"CAS*CO*197*{claim.dollars}"]
    nothing += [f"NM1*QC*1*{claim.last}*{claim.first}****MI*{claim.member}", f"DTM*232*{claim.day}"]
    arrive(office.world, advice(pays(claim, nothing, amount="0", method="NON")))
    return claim


STORIES: dict[str, tuple[Callable[[Office], Claim], str, list[str]]] = {
    "rejected by us": (rejected_by_us, "Rejected", ["What happened", "Why", "What to do", "by us"]),
    "held": (held_by_us, "Held", ["What happened", "Why", "What to do"]),
    "sent": (sent, "Sent", ["Sent to", "Received", "Passed every check"]),
    "refused by the payer": (refused_by_payer, "Rejected", ["by payer", "member ID", "A7", "164", "What to do"]),
    "accepted": (accepted, "Accepted", ["Accepted by", "277CA"]),
    "paid": (paid_in_full, "Paid", ["Decided by", "835", "EFT1"]),
    "denied": (denied, "Denied", ["No prior authorization", "CO", "197"]),
}


@pytest.mark.parametrize("name", STORIES)
def test_a_claims_page_says_where_it_stands_and_why(office: Office, name: str) -> None:
    story, word, told = STORIES[name]
    claim = story(office)
    page = office.claim(claim)
    assert word in page
    for text in (claim.number, f"{claim.last}, {claim.first}", *told):
        assert text.lower() in page.lower(), (text, page)


@pytest.mark.parametrize("name", STORIES)
def test_the_list_shows_it_under_the_same_word_and_finds_it_by_number(office: Office, name: str) -> None:
    story, word, _ = STORIES[name]
    claim = story(office)
    assert claim.number in office.page(f"/claims?status={word.lower()}")
    with office.browser() as browser:
        answer: Any = browser.post("/claims/search", {"q": claim.number})
    found_page = plain(answer.content.decode())
    assert claim.number in found_page
    assert word in found_page
    other = "void" if word != "Void" else "paid"
    assert claim.number not in office.page(f"/claims?status={other}")


@pytest.mark.parametrize("name", STORIES)
def test_home_counts_it_in_its_place_and_what_stopped_needs_somebody(office: Office, name: str) -> None:
    story, word, _ = STORIES[name]
    story(office)
    page = office.page("/home")
    if word in ("Rejected", "Held", "Denied"):
        assert "Needs you" in page
        assert word.lower() in page.lower()
    assert "$" in page


def test_a_file_of_mixed_claims_ties_out_on_its_page(office: Office) -> None:
    received = office.world.send(
        office.world.order(claims=6, planted={0: "bad_billing_npi", 1: "stranger_pair"}).content
    )
    office.world.run()
    states = office.world.states()
    page = office.page(f"/files/{received.id}")
    assert states == {"rejected": 1, "held": 1, "batched": 4}
    for word in ("Rejected", "Held", "Ready", "Mixed", "999"):
        assert word in page, word
    total = sum(one.cents for one in claims_of(office.world))
    assert f"${total / 100:,.2f}" in page
    assert "claims.837" in office.page("/files")


def test_a_file_that_is_no_x12_says_what_to_do(office: Office) -> None:
    received = office.world.send(b"%PDF-1.7 a scan", name="scan.pdf")
    office.world.run()
    page = office.page(f"/files/{received.id}")
    assert "Failed" in page
    assert "scan.pdf" in page


def test_a_broken_segment_is_marked_where_it_stands(office: Office) -> None:
    good = office.world.order(claims=1).content.decode()
    bad = re.sub(r"DMG\*D8\*\d{8}", "DMG*D8*19991399", good, count=1)
    received = office.world.send(bad.encode())
    office.world.run()
    page = office.page(f"/files/{received.id}")
    assert "DMG" in page
    assert "19991399" in page


@pytest.mark.parametrize("kind", ["999", "277ca", "835"])
def test_the_bytes_of_a_payers_message_hold_this_claim_and_no_other(office: Office, kind: str) -> None:
    first, second, *_ = send_out(office.world, claims=3)
    content = {
        "999": ak(1),
        "277ca": answer_277(about(first, "A2:20:PR"), about(second, "A2:20:PR")),
        "835": advice(pays(first, paid(first), paid(second), amount=f"{(first.cents + second.cents) / 100:.2f}")),
    }[kind]
    arrive(office.world, content)
    kept = office.world.rows(
        "SELECT seq FROM exchange_claims_extract WHERE claim_id = %s AND kind = %s", first.id, kind
    )
    assert kept
    with office.browser() as browser:
        answer: Any = browser.get(f"/claims/{first.id}/messages/{kept[0][0]}")
        text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("latin-1")
    assert answer.status_code == 200
    assert second.number not in text
    assert second.last not in text or second.last == first.last
    if kind != "999":
        assert first.number in text


def test_a_timeline_is_the_journey_the_newest_first(office: Office) -> None:
    claim = paid_in_full(office)
    page = office.claim(claim)
    steps = ["Decided by", "Accepted by", "Sent to", "Passed every check", "Received"]
    places = [page.rindex(step) if step == "Received" else page.index(step) for step in steps]
    assert places == sorted(places)


def test_polling_a_claim_that_did_not_move_costs_nothing_to_show(office: Office) -> None:
    claim = accepted(office)
    with office.browser() as browser:
        there = f"/claims/{claim.id}"
        first: Any = browser.get(there, headers={"HX-Request": "true", "X-Poll": "1"})
        tag = first.headers.get("ETag", "")
        again = browser.get(there, headers={"HX-Request": "true", "X-Poll": "1", "If-None-Match": tag})
    assert tag
    assert (again.status_code, again.content) == (304, b"")
    with office.world.as_role("flow"), scope([1, office.world.practice], by=BY):
        move(claims=[claim.ref], event="payer_rejected", by=BY)
    with office.browser() as browser:
        moved = browser.get(there, headers={"HX-Request": "true", "X-Poll": "1", "If-None-Match": tag})
    assert moved.status_code == 200


def test_what_a_payer_refuses_is_marked_in_the_x12(office: Office) -> None:
    refused = refused_by_payer(office)
    with office.browser() as browser:
        page = browser.get(f"/claims/{refused.id}").content.decode()
    marked = re.findall(r'href="#segment-(\d+)"[^>]*>Show in X12', page)
    assert len(marked) == 1
    line = plain("<main" + page.partition(f'id="segment-{marked[0]}"')[2].partition("</li>")[0])
    assert "the member ID" in line
    assert refused.member in line


def test_what_is_exported_is_what_the_list_shows(office: Office) -> None:
    paid_in_full(office)
    refused = claims_of(office.world)[1]
    arrive(office.world, answer_277(about(refused, "A7:562:85"), batch_trace="000000001"))
    with office.browser() as browser:
        answer: Any = browser.post("/claims/export?status=rejected")
        text = b"".join(answer.streaming_content).decode()
    _, *rows = list(csv.reader(io.StringIO(text)))
    assert [refused.number in row for row in rows] == [True]


def test_a_stranger_sees_nothing_of_all_that(office: Office, tenant: MakeTenant, add_person: AddPerson) -> None:
    claim = paid_in_full(office)
    stranger = Office(office.world, add_person("sam", {tenant(name="Elsewhere"): "owner"}))
    for address in ("/home", "/claims", "/files", "/claims?status=paid"):
        page = stranger.page(address)
        assert claim.number not in page
        assert claim.last not in page
    with stranger.browser() as browser:
        assert browser.get(f"/claims/{claim.id}").status_code == 404


def test_pages_of_a_days_work_name_nobody_in_their_addresses(office: Office) -> None:
    claim = refused_by_payer(office)
    with office.browser() as browser:
        for address in ("/home", "/claims", f"/claims/{claim.id}", "/files"):
            body = browser.get(address).content.decode()
            links = re.findall(r'(?:href|action|hx-get|hx-post)="([^"]*)"', body)
            told = [link for link in links if claim.last in link or claim.member in link or claim.number in link]
            assert told == [], address
