"""Every message about a claim, and every file of the mailbox, is a page in plain English with its bytes behind it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from clearlane.doors.portal.pages.claim_told import show_events
from clearlane.doors.portal.wording.amounts import money
from clearlane.exchange.reading.tell_timeline import Told
from tests.conftest import AsRole, MakeTenant
from tests.doors.portal.conftest import AddPerson
from tests.doors.portal.test_stories_on_pages import Office, paid_in_full, plain, rejected_by_us
from tests.exchange.payer_files import Claim, advice, arrive, paid, pays, send_out
from tests.flows.world import found


@pytest.fixture
def office(house: int, tenant: MakeTenant, as_role: AsRole, add_person: AddPerson) -> Office:
    practice = tenant(name="Maple Family Practice")
    return Office(found(house, practice, as_role), add_person("maple", {practice: "owner"}))


@pytest.fixture
def claim(office: Office) -> Claim:
    return paid_in_full(office)


def messages(office: Office, claim: Claim) -> dict[str, str]:
    """Kind -> address of each message about a claim, the first of its kind."""
    rows = office.world.rows(
        "SELECT kind, min(seq) FROM exchange_claims_extract WHERE claim_id = %s GROUP BY kind", claim.id
    )
    return {"in837": f"/claims/{claim.id}/messages/0"} | {
        kind: f"/claims/{claim.id}/messages/{seq}" for kind, seq in rows
    }


def bytes_at(office: Office, address: str) -> bytes:
    with office.browser() as browser:
        answer: Any = browser.get(address)
        assert answer.status_code == 200
        return b"".join(answer.streaming_content)


SAYS = {
    "in837": "This is the claim as it came to us",
    "out837": "the number by which we know the payer's answer again",
    "277ca": "Taken in for a decision: the claim waits for a decision",
    "835": "Decided as first payer (CLP02 1)",
}


def test_each_message_says_in_words_what_it_is(office: Office, claim: Claim) -> None:
    there = messages(office, claim)
    assert set(SAYS) <= set(there)
    for kind, words in SAYS.items():
        page = office.page(there[kind])
        assert words in page, kind
        assert f"Claim {claim.number}" in page


def test_the_segments_stand_below_one_a_line_and_the_bytes_behind_them(office: Office, claim: Claim) -> None:
    for kind, address in messages(office, claim).items():
        content = bytes_at(office, f"{address}/x12")
        with office.browser() as browser:
            markup = browser.get(address).content.decode()
        shown = markup.count('<span class="seg">')
        assert shown == content.count(b"~"), kind
        assert f'href="{address}/x12"' in markup


def test_the_part_about_a_claim_keeps_the_numbers_that_it_has_in_its_set(office: Office, claim: Claim) -> None:
    (row,) = office.world.rows(
        "SELECT seq, first_segment, last_segment FROM exchange_claims_extract WHERE claim_id = %s AND kind = '835'",
        claim.id,
    )
    with office.browser() as browser:
        markup = browser.get(f"/claims/{claim.id}/messages/{row[0]}").content.decode()
    shown = [part.partition("<")[0] for part in markup.split('<span class="n">')[1:]]
    numbers = [int(number) for number in shown if number]
    assert numbers == list(range(row[1], row[2] + 1))
    assert f"{row[1]} to {row[2]}" in plain(markup)


def test_explain_names_the_elements_of_a_payers_answer(office: Office, claim: Claim) -> None:
    address = messages(office, claim)["835"]
    assert "Claim Payment Amount" not in office.page(address)
    assert "CLP01" in office.page(f"{address}?explain=1")


def test_a_reply_to_a_file_is_told_and_leads_back_to_it(office: Office, claim: Claim) -> None:
    rows = office.world.rows(
        "SELECT id, kind, source_file_id FROM foundation_outbox_mail WHERE tenant_id = %s", office.world.practice
    )
    words = {"999": "Clearlane could read the file.", "277ca": "A 277CA says whether Clearlane takes a claim in."}
    kinds = {kind: (id, file) for id, kind, file in rows}
    assert set(words) <= set(kinds)
    for kind, said in words.items():
        id, file = kinds[kind]
        page = office.page(f"/mailbox/{id}")
        assert said in page
        with office.browser() as browser:
            assert f'href="/files/{file}"' in browser.get(f"/mailbox/{id}").content.decode()


def test_a_summary_for_people_is_shown_as_the_text_that_it_is(office: Office, claim: Claim) -> None:
    found = office.world.rows("SELECT id FROM foundation_outbox_mail WHERE kind = 'summary'")
    for (id,) in found:
        first_line = bytes_at(office, f"/mailbox/{id}/x12").decode().splitlines()[0].strip()
        assert first_line in office.page(f"/mailbox/{id}")
    assert found


def test_a_reply_that_was_looked_at_does_not_count_as_fetched(office: Office, claim: Claim) -> None:
    ((id,),) = office.world.rows("SELECT id FROM foundation_outbox_mail WHERE kind = '999' LIMIT 1")
    office.page(f"/mailbox/{id}")
    assert office.world.rows("SELECT fetched_at FROM foundation_outbox_mail WHERE id = %s", id) == [(None,)]
    bytes_at(office, f"/mailbox/{id}/x12")
    assert office.world.rows("SELECT fetched_at FROM foundation_outbox_mail WHERE id = %s", id) != [(None,)]


def test_the_timeline_tells_a_payers_word_in_english_with_its_code(office: Office, claim: Claim) -> None:
    page = office.claim(claim)
    assert "(A2 · 20 · PR)." in page
    assert "kept" not in page.partition("Timeline")[2].partition("Evidence")[0]


def test_what_happened_within_a_minute_is_told_to_the_second() -> None:
    def at(minute: int, second: int) -> Told:
        return Told(datetime(2026, 3, 10, 6, minute, second, tzinfo=UTC), "Received", "x", "", None, None, "told")

    sheet: Any = SimpleNamespace(told=(at(41, 9), at(41, 3), at(40, 59)), around=SimpleNamespace(file_tenant=1))
    assert [event.to_the_second for event in show_events(sheet, asker=1)] == [True, True, False]


def test_without_the_bytes_that_came_the_message_to_the_payer_is_told_all_the_same(
    office: Office, claim: Claim, owner: Any
) -> None:
    there = messages(office, claim)
    owner.execute("UPDATE exchange_intake_file SET address = sha256 WHERE direction = 'in'")
    with office.browser() as browser:
        assert browser.get(there["in837"]).status_code == 404
        assert there["in837"] not in browser.get(f"/claims/{claim.id}").content.decode()
    page = office.page(there["out837"])
    assert "It cannot be compared with the claim as it came" in page
    assert "CLM" in page


def test_of_a_long_file_the_first_whole_claims_are_told_and_that_they_are_the_first(
    office: Office, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    ((id, size),) = office.world.rows("SELECT id, size FROM foundation_outbox_mail WHERE kind = '277ca' LIMIT 1")
    whole = office.page(f"/mailbox/{id}")
    assert "the file is long" not in whole
    monkeypatch.setattr("clearlane.exchange.reading.view_mail.READ", size - 400)
    cut = office.page(f"/mailbox/{id}")
    assert "the file is long" in cut
    assert 0 < cut.count("Received:") < whole.count("Received:")


def test_of_a_long_text_it_is_said_that_it_goes_on(
    office: Office, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    ((id,),) = office.world.rows("SELECT id FROM foundation_outbox_mail WHERE kind = 'summary' LIMIT 1")
    assert "beginning of a long text" not in office.page(f"/mailbox/{id}")
    monkeypatch.setattr("clearlane.exchange.reading.view_mail.READ", 40)
    assert "beginning of a long text" in office.page(f"/mailbox/{id}")


def test_a_message_of_many_segments_shows_the_first_and_says_so(
    office: Office, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clearlane.exchange.reading.name_pieces.MOST", 5)
    monkeypatch.setattr("clearlane.exchange.reading.view_message.MOST", 5)
    address = messages(office, claim)["835"]
    assert "This is the beginning of the file." in office.page(address)
    with office.browser() as browser:
        assert browser.get(address).content.decode().count('<span class="seg">') == 5


def test_payments_lead_to_the_835s_of_the_mailbox(office: Office, claim: Claim) -> None:
    ((id, name),) = office.world.rows("SELECT id, name FROM foundation_outbox_mail WHERE kind = '835'")
    with office.browser() as browser:
        markup = browser.get("/payments").content.decode()
    assert f'href="/mailbox/{id}"' in markup
    assert name in markup
    page = office.page(f"/mailbox/{id}")
    assert "The payer pays" in page
    assert "Decided as first payer (CLP02 1)" in page


def test_a_payment_leads_to_its_claims_and_its_835_and_says_what_stands_beside_them(office: Office) -> None:
    one, other = send_out(office.world, claims=3)[:2]
    wrong = [f"PLB*{one.npi}*20261231*WO:ICN9*12.5*L6:*-2"]
    amount = f"{one.cents / 100 - 10.5:.2f}"
    twice = [pays(one, paid(one), amount=amount, trace=f"EFT{n}", plb=wrong) for n in (1, 2)]
    arrive(office.world, advice(*twice, pays(other, paid(other), trace="EFT3")))
    ids = dict(office.world.rows("SELECT trace, id FROM exchange_remits_payment WHERE tenant_id <> 1"))
    with office.browser() as browser:
        assert f'href="/payments/{ids["EFT2"]}"' in browser.get("/payments").content.decode()
        markup = {trace: browser.get(f"/payments/{id}").content.decode() for trace, id in ids.items()}
        found = browser.post("/find", {"q": "eft2"}).content.decode()
    assert len({re.findall(r'href="(/mailbox/[0-9a-f-]{36})"', each)[0] for each in markup.values()}) == 3
    assert f'href="/claims/{one.id}"' in markup["EFT2"]
    assert f'href="/claims/{other.id}"' in markup["EFT3"]
    told = plain(markup["EFT2"])
    for words in (
        "EFT2 · received",
        money(one.cents - 1050),
        f"PLB WO {money(-1250)}",
        "number ICN9",
        "PLB L6 $2.00 interest",
    ):
        assert words in told, words
    assert "PLB" not in plain(markup["EFT3"])
    assert re.findall(r'href="(/payments/[0-9a-f-]{36})"', found) == [f"/payments/{ids['EFT2']}"]


def test_the_page_of_a_paid_claim_opens_with_what_came_of_it(office: Office, claim: Claim) -> None:
    ((payment,),) = office.world.rows("SELECT id FROM exchange_remits_payment WHERE tenant_id <> 1")
    with office.browser() as browser:
        markup = browser.get(f"/claims/{claim.id}").content.decode()
    came, timeline, x12 = (markup.index(f'id="{each}"') for each in ("h-decided", "ht", "x12"))
    assert came < timeline < x12
    assert f'href="/payments/{payment}"' in markup[came:timeline]
    told = plain("<main" + markup[came:timeline])
    assert f"{money(claim.cents)} paid of {money(claim.cents)}" in told
    assert "payment EFT1" in told


def test_a_payment_that_does_not_add_up_says_by_what(office: Office) -> None:
    claim = send_out(office.world, claims=3)[0]
    arrive(office.world, advice(pays(claim, paid(claim), amount="1.00")))
    ((id,),) = office.world.rows("SELECT id FROM exchange_remits_payment WHERE tenant_id <> 1")
    told = office.page(f"/payments/{id}")
    assert ("Unbalanced" in told, "but the payment is $1.00." in told) == (True, True)
    assert_read(office, id)


def assert_read(office: Office, id: UUID) -> None:
    events = "SELECT count(*) FROM foundation_audit_entry WHERE event = 'remits:payment:read' AND %s = ANY(subjects)"
    assert office.world.rows(events, id) == [(1,)]


def test_a_file_says_which_of_its_claims_did_not_go_on_and_why(office: Office) -> None:
    stopped = rejected_by_us(office)
    ((file,),) = office.world.rows("SELECT file_id FROM exchange_claims_claim WHERE id = %s", stopped.id)
    with office.browser() as browser:
        markup = browser.get(f"/files/{file}").content.decode()
    part = markup.partition('id="h-stopped"')[2].partition("</section>")[0]
    assert f'href="/claims/{stopped.id}"' in part
    assert "check digit" in part or "NPI" in part
    assert part.count("<li>") == 1
